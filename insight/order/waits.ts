import type { GraphResource, ResourceGraph } from "../graph";

/**
 * Why one resource waits for another.
 *
 * - `property`: an input is made of the other's outputs.
 * - `dependsOn`: the program says so, and no input needs it.
 * - `provider`: the other is its provider.
 * - `parent`: the parent is registered first, with all that the parent itself waits for.
 * - `deletedWith`: it dies with the other.
 */
export type Reason = "property" | "dependsOn" | "provider" | "parent" | "deletedWith";

/** One resource that another waits for. */
export interface Wait {
    readonly urn: string;
    readonly reason: Reason;
}

/** Whether nothing can be done about a wait: the cloud needs the value, or the engine the provider. */
export function isNeeded(waiter: GraphResource, { reason }: Wait): boolean {
    return waiter.custom && reason !== "dependsOn" && reason !== "parent";
}

const NONE: readonly Wait[] = [];

/**
 * What waits for what in a stack, as Pulumi's engine has it (pulumi/pulumi, resource/graph/dependency_graph.go): create
 * goes along these edges, destroy goes back along them.
 *
 * Who waits for a component waits for all that is in it. For components of the program the SDK has written the children
 * into the dependencies already; for remote ones, such as `eks.Cluster`, the engine adds them, and so does this.
 */
export class Waits {
    readonly #waits = new Map<string, readonly Wait[]>();
    readonly #dependants = new Map<string, ReadonlySet<string>>();
    #waiting?: ReadonlyMap<string, readonly string[]>;

    constructor(readonly graph: ResourceGraph) {
        for (const resource of graph.resources) this.#waits.set(resource.urn, waitsOf(graph, resource));
    }

    /** What a resource waits for directly, each with every reason. */
    of(urn: string): readonly Wait[] {
        return this.#waits.get(urn) ?? NONE;
    }

    /** Everything that waits for a resource, however indirectly. */
    dependantsOf(urn: string): ReadonlySet<string> {
        const known = this.#dependants.get(urn);
        if (known) return known;
        const found = this.beyond([urn]);
        this.#dependants.set(urn, found);
        return found;
    }

    /** Whether a resource waits for another, however indirectly. */
    reaches(from: string, to: string): boolean {
        return this.dependantsOf(to).has(from);
    }

    /** Everything that waits for at least one of some resources. One of them is in it if it waits for another. */
    beyond(urns: Iterable<string>): ReadonlySet<string> {
        this.#waiting ??= reversed(this.#waits);
        const waiting = this.#waiting;
        return reached(urns, (urn) => waiting.get(urn) ?? []);
    }

    /** Everything that at least one of some resources waits for. One of them is in it if another waits for it. */
    behind(urns: Iterable<string>): ReadonlySet<string> {
        return reached(urns, (urn) => this.of(urn).map((wait) => wait.urn));
    }
}

function reached(from: Iterable<string>, next: (urn: string) => readonly string[]): ReadonlySet<string> {
    const found = new Set<string>();
    const open = [...from];
    for (let urn = open.pop(); urn !== undefined; urn = open.pop()) {
        for (const one of next(urn)) {
            if (found.has(one)) continue;
            found.add(one);
            open.push(one);
        }
    }
    return found;
}

function waitsOf(graph: ResourceGraph, resource: GraphResource): readonly Wait[] {
    const { dependencies, provider, parent, options } = resource;
    const stated = dependencies.flatMap(({ urn, property }) =>
        withChildren(graph, resource, urn, property === undefined ? "dependsOn" : "property"),
    );
    const others: (readonly [string | undefined, Reason])[] = [
        [provider === undefined ? undefined : urnOfProvider(provider), "provider"],
        [parent, "parent"],
        [options.deletedWith, "deletedWith"],
    ];
    return [
        ...stated,
        ...others.flatMap(([urn, reason]) => (urn !== undefined && graph.get(urn) ? { urn, reason } : [])),
    ];
}

function withChildren(graph: ResourceGraph, waiter: GraphResource, urn: string, reason: Reason): readonly Wait[] {
    const awaited = graph.get(urn);
    if (!awaited) return NONE;
    const own: Wait = { urn, reason };
    if (awaited.custom || graph.ancestorsOf(waiter).includes(awaited)) return [own];
    return [own, ...descendants(graph, urn).map((child): Wait => ({ urn: child, reason }))];
}

function descendants(graph: ResourceGraph, urn: string): readonly string[] {
    return graph.childrenOf(urn).flatMap((child) => [child.urn, ...descendants(graph, child.urn)]);
}

/** A provider reference is "urn::id", and a URN has four parts. */
function urnOfProvider(reference: string): string {
    return reference.split("::").slice(0, 4).join("::");
}

function reversed(waits: ReadonlyMap<string, readonly Wait[]>): ReadonlyMap<string, readonly string[]> {
    const waiting = new Map<string, string[]>();
    for (const [waiter, awaited] of waits) {
        for (const { urn } of awaited) {
            const list = waiting.get(urn);
            if (list) list.push(waiter);
            else waiting.set(urn, [waiter]);
        }
    }
    return waiting;
}
