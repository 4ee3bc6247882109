import type { GraphResource, ResourceGraph } from "../graph";

/** Edges of a schedule: by URN, the URNs that it waits for. */
export type Edges = ReadonlyMap<string, readonly string[]>;

/** Seconds of one resource. */
export type Seconds = (resource: GraphResource) => number;

/** When a resource is begun, and when it is done. Unit: seconds from the start. */
interface Slot {
    readonly start: number;
    readonly end: number;
    /** The one that it waited for longest. */
    readonly after?: string;
}

/** One resource on a path, with its time. Unit: seconds. */
export interface Step {
    readonly resource: GraphResource;
    readonly start: number;
    readonly seconds: number;
}

/**
 * A stack as it is done step by step: how long it takes, and what it takes so long for, components that take no time
 * included. Unit: seconds.
 */
export interface Schedule {
    readonly seconds: number;
    readonly path: readonly Step[];
}

/** Everything as early as its edges let it: the time is that of the longest path. */
export function asSoonAsPossible(graph: ResourceGraph, edges: Edges, seconds: Seconds): Schedule {
    const slots = new Map<string, Slot>();
    for (const urn of inOrder(graph, edges)) {
        const resource = graph.get(urn);
        if (!resource) continue;
        let latest: { readonly urn: string; readonly end: number } | undefined;
        for (const awaited of edges.get(urn) ?? []) {
            const end = slots.get(awaited)?.end;
            // Of two that end together the first by URN: the same path in every run.
            if (end === undefined || (latest && (end < latest.end || (end === latest.end && awaited > latest.urn)))) continue;
            latest = { urn: awaited, end };
        }
        const start = latest?.end ?? 0;
        slots.set(urn, { start, end: start + seconds(resource), ...(latest ? { after: latest.urn } : {}) });
    }
    const last = lastOf(slots);
    return { seconds: last === undefined ? 0 : (slots.get(last)?.end ?? 0), path: pathTo(graph, slots, last) };
}

/**
 * As the engine deletes (pulumi/pulumi, step_generator.go, ScheduleDeletes): in waves. A resource is in the wave of its
 * longest chain of dependencies, the deepest wave goes first, and each waits for the slowest of the one before.
 */
export function inWaves(graph: ResourceGraph, edges: Edges, seconds: Seconds): Schedule {
    const waves: GraphResource[] = [];
    const depths = new Map<string, number>();
    for (const urn of inOrder(graph, edges)) {
        const resource = graph.get(urn);
        if (!resource) continue;
        const depth = (edges.get(urn) ?? []).reduce((most, on) => Math.max(most, (depths.get(on) ?? -1) + 1), 0);
        depths.set(urn, depth);
        const slowest = waves[depth];
        if (slowest === undefined || isSlower(resource, slowest, seconds)) waves[depth] = resource;
    }
    let start = 0;
    const path = waves.reverse().map((resource): Step => {
        const step = { resource, start, seconds: seconds(resource) };
        start += step.seconds;
        return step;
    });
    return { seconds: start, path };
}

function isSlower(a: GraphResource, b: GraphResource, seconds: Seconds): boolean {
    return seconds(a) > seconds(b) || (seconds(a) === seconds(b) && a.urn < b.urn);
}

/** The same edges the other way round: who is deleted first. */
export function turned(edges: Edges): Edges {
    const other = new Map<string, string[]>();
    for (const [waiter, awaited] of edges) {
        for (const urn of awaited) {
            const list = other.get(urn);
            if (list) list.push(waiter);
            else other.set(urn, [waiter]);
        }
    }
    return other;
}

/** Every URN after those that it waits for. An edge that closes a circle is passed over. */
function inOrder(graph: ResourceGraph, edges: Edges): readonly string[] {
    const done = new Set<string>();
    const begun = new Set<string>();
    for (const { urn } of graph.resources) {
        const open = [urn];
        for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
            const next = begun.has(at) ? [] : (edges.get(at) ?? []).filter((on) => !begun.has(on));
            begun.add(at);
            open.push(...next);
            if (next.length === 0) {
                done.add(at);
                open.pop();
            }
        }
    }
    return [...done];
}

function lastOf(slots: ReadonlyMap<string, Slot>): string | undefined {
    let last: string | undefined;
    for (const [urn, { end }] of slots) {
        const latest = last === undefined ? -1 : (slots.get(last)?.end ?? -1);
        if (end > latest || (end === latest && last !== undefined && urn < last)) last = urn;
    }
    return last;
}

/** The chain that ends with a resource. */
function pathTo(graph: ResourceGraph, slots: ReadonlyMap<string, Slot>, last: string | undefined): readonly Step[] {
    const path: Step[] = [];
    for (let urn = last; urn !== undefined; urn = slots.get(urn)?.after) {
        const [resource, slot] = [graph.get(urn), slots.get(urn)];
        if (resource && slot) path.unshift({ resource, start: slot.start, seconds: slot.end - slot.start });
    }
    return path;
}
