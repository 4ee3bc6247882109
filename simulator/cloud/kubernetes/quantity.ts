/** Suffixes of quantities. Source: Kubernetes API, Quantity. */
const SUFFIXES: Readonly<Record<string, number>> = {
    "": 1,
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
};

/** Bytes of a GiB. */
export const GIB = 2 ** 30;
/** Bytes of a MiB. */
export const MIB = 2 ** 20;

/** The number that a quantity such as "500m" or "1Gi" means, or undefined for what is none. */
export function quantity(value: unknown): number | undefined {
    if (typeof value === "number") return value;
    const match = /^([+-]?[0-9.]+)(?:[eE]([+-]?[0-9]+))?([a-zA-Z]*)$/.exec(String(value));
    const factor = SUFFIXES[match?.[3] ?? ""];
    const number = Number(match?.[1]);
    if (!match || factor === undefined || Number.isNaN(number)) return undefined;
    return number * 10 ** Number(match[2] ?? 0) * factor;
}

/** Amounts of resources by name, such as "cpu" (cores), "memory" (bytes), "nvidia.com/gpu" (devices). */
export type Amounts = Readonly<Record<string, number>>;

/** A map of quantities as amounts; what is no quantity is left out. */
export function amounts(quantities: unknown): Amounts {
    return Object.fromEntries(
        Object.entries((quantities ?? {}) as Readonly<Record<string, unknown>>).flatMap(([name, value]) => {
            const amount = quantity(value);
            return amount === undefined ? [] : [[name, amount]];
        }),
    );
}

/** The sum of amounts, name by name. */
export function sum(all: readonly Amounts[]): Amounts {
    const total: Record<string, number> = {};
    for (const each of all)
        for (const [name, amount] of Object.entries(each)) total[name] = (total[name] ?? 0) + amount;
    return total;
}

/** The larger of amounts, name by name. */
export function largest(all: readonly Amounts[]): Amounts {
    const most: Record<string, number> = {};
    for (const each of all) {
        for (const [name, amount] of Object.entries(each)) most[name] = Math.max(most[name] ?? 0, amount);
    }
    return most;
}

/** Paths and values in a map of quantities that are none. */
export function quantityProblems(path: string, quantities: unknown): readonly string[] {
    return Object.entries((quantities ?? {}) as Readonly<Record<string, unknown>>)
        .filter(([, value]) => (quantity(value) ?? -1) < 0)
        .map(([name, value]) => `${path}.${name}: Invalid value: "${String(value)}": must be a quantity of at least 0`);
}
