import type { GraphResource, ResourceGraph } from "../graph";

/** Edges of a schedule: by URN, the URNs that it waits for. */
export type Edges = ReadonlyMap<string, readonly string[]>;

/** Seconds of one resource. */
export type Seconds = (resource: GraphResource) => number;

/** When a resource is begun, and when it is done. Unit: seconds from the start. */
interface Slot {
    readonly resource: GraphResource;
    readonly start: number;
    readonly end: number;
    /** The one that it waited for longest. */
    readonly after?: Slot;
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

/**
 * Everything as early as its edges let it: the time is that of the longest path.
 *
 * @param order every resource after those that it waits for, as `inOrder` gives it
 */
export function asSoonAsPossible(order: readonly GraphResource[], edges: Edges, seconds: Seconds): Schedule {
    const slots = new Map<string, Slot>();
    let last: Slot | undefined;
    for (const resource of order) {
        const after = latestOf((edges.get(resource.urn) ?? []).flatMap((urn) => slots.get(urn) ?? []));
        const start = after?.end ?? 0;
        const slot = { resource, start, end: start + seconds(resource), ...(after ? { after } : {}) };
        slots.set(resource.urn, slot);
        last = latestOf(last ? [last, slot] : [slot]);
    }
    return { seconds: last?.end ?? 0, path: pathTo(last) };
}

/** The one that ends last; of two that end together the first by URN, so that the path is the same in every run. */
function latestOf(slots: readonly Slot[]): Slot | undefined {
    let latest: Slot | undefined;
    for (const slot of slots) {
        const later = !latest || slot.end > latest.end;
        if (later || (slot.end === latest?.end && slot.resource.urn < latest.resource.urn)) latest = slot;
    }
    return latest;
}

/** The chain that ends with a resource. */
function pathTo(last: Slot | undefined): readonly Step[] {
    const path: Step[] = [];
    for (let slot = last; slot; slot = slot.after) {
        path.unshift({ resource: slot.resource, start: slot.start, seconds: slot.end - slot.start });
    }
    return path;
}

/**
 * As the engine deletes (pulumi/pulumi, step_generator.go, ScheduleDeletes): in waves. A resource is in the wave of its
 * longest chain of dependencies, the deepest wave goes first, and each waits for the slowest of the one before.
 *
 * @param order as in `asSoonAsPossible`
 */
export function inWaves(order: readonly GraphResource[], edges: Edges, seconds: Seconds): Schedule {
    const waves: GraphResource[] = [];
    const depths = new Map<string, number>();
    for (const resource of order) {
        const awaited = edges.get(resource.urn) ?? [];
        const depth = awaited.reduce((most, on) => Math.max(most, (depths.get(on) ?? -1) + 1), 0);
        depths.set(resource.urn, depth);
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

/** Every resource after those that it waits for. An edge that closes a circle is passed over. */
export function inOrder(graph: ResourceGraph, edges: Edges): readonly GraphResource[] {
    const done: GraphResource[] = [];
    const begun = new Set<string>();
    const ended = new Set<string>();
    for (const { urn } of graph.resources) {
        const open = [urn];
        for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
            const next = begun.has(at) ? [] : (edges.get(at) ?? []).filter((on) => !begun.has(on));
            begun.add(at);
            open.push(...next);
            if (next.length > 0) continue;
            open.pop();
            const resource = ended.has(at) ? undefined : graph.get(at);
            if (resource) done.push(resource);
            ended.add(at);
        }
    }
    return done;
}
