/** A JSON object, as property bags hold them. */
type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object, or undefined when it is anything else: not known yet, a secret, a list. */
export function objectOf(value: unknown): JsonObject | undefined {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The value as a list. What is not a list is an empty one. */
export function listOf(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}

/** The value as a list of non-empty texts. Other members are left out. */
export function textsOf(value: unknown): readonly string[] {
    return listOf(value).filter((v): v is string => typeof v === "string" && v !== "");
}

/** The value as a non-empty text, or undefined. */
export function textOf(value: unknown): string | undefined {
    return typeof value === "string" && value !== "" ? value : undefined;
}

/** The value as a finite number, or undefined. Providers send some numbers as text, so "20" is 20. */
export function numberOf(value: unknown): number | undefined {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** What stands at a path of keys, such as `at(inputs, "vpcConfig", "endpointPublicAccess")`. */
export function at(value: unknown, ...path: readonly string[]): unknown {
    return path.reduce<unknown>((inner, key) => objectOf(inner)?.[key], value);
}

/**
 * Whether a switch may be on: true, "true", and every value that is there but cannot be read before creation.
 *
 * For questions of safety an unreadable value counts as on, because the answer "closed" has to be certain.
 */
export function mayBeOn(value: unknown): boolean {
    return value !== undefined && value !== null && value !== false && value !== "false";
}

/** The sum of numbers, 0 for none. */
export function sum(numbers: readonly number[]): number {
    return numbers.reduce((total, n) => total + n, 0);
}

/** Order by code unit, which does not depend on the machine's language. */
export function compareText(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
