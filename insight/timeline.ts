import type { GraphResource, Properties, ResourceGraph } from "./graph";
import { type ChartsByApiGroup, KNOWN_CHARTS } from "./order/custom-resources";
import { type Demand, demandsOf } from "./order/demands";
import { ORDER_RULES } from "./order/rules";
import { asSoonAsPossible, type Edges, inOrder, inWaves, type Schedule, turned } from "./order/schedule";
import { Stack } from "./order/stack";
import { isNeeded, type Wait, Waits } from "./order/waits";
import { needlessWaits } from "./timeline-needless";

/** How long the cloud takes to create and to delete a resource. Unit: seconds. */
export type Durations = (resource: { readonly type: string; readonly name: string; readonly inputs: Properties }) => {
    readonly create: number;
    readonly delete: number;
};

/** One resource on a path. Unit: minutes. */
export interface Link {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** When it is begun, from the start. */
    readonly start: number;
    readonly minutes: number;
}

/** How long one way takes: up, or destroy. Unit: minutes. */
export interface Course {
    readonly minutes: number;
    /** What it takes that long for, first things first. What takes no time is left out. */
    readonly path: readonly Link[];
    /** The same if nothing waited that need not. */
    readonly unavoidable: { readonly minutes: number; readonly path: readonly Link[] };
    /** `minutes` over the unavoidable ones: 1 is as fast as it can be. */
    readonly ratio: number;
}

/** One wait that nothing needs and that makes `up` longer. */
export interface NeedlessWait {
    /** Name of the resource or component that waits. */
    readonly waiter: string;
    /** Name of the resource or component that it waits for. */
    readonly awaited: string;
    /** What `up` would be shorter without it. Unit: minutes. */
    readonly minutes: number;
}

/** How long a stack takes to come up and to be destroyed, and why. */
export interface Timeline {
    readonly up: Course;
    readonly destroy: Course;
    /** What waits for what in `up` without need, the longest first. */
    readonly needless: readonly NeedlessWait[];
}

/**
 * The times of `pulumi up` and `pulumi destroy` of a whole stack.
 *
 * `up` begins each resource when all that it waits for is there: its dependencies, its provider, its parent. A component
 * takes no time, but its children wait for all that it depends on. `destroy` goes in waves, as Pulumi's engine does it.
 * What dies with something else or is kept takes no time to delete. Unavoidable is what comes through an input or is
 * demanded by an order rule of the teardown. The engine's limit of parallel operations is left out, and so is protection.
 */
export function timeline(
    graph: ResourceGraph,
    durations: Durations,
    charts: ChartsByApiGroup = KNOWN_CHARTS,
): Timeline {
    const waits = new Waits(graph);
    const demanded = demandedOf(demandsOf(new Stack(graph, waits, charts), ORDER_RULES));
    const edges = (kept: Kept, more: Edges = NO_EDGES): Edges =>
        new Map(graph.resources.map((r) => [r.urn, [...awaited(waits, r, kept), ...(more.get(r.urn) ?? [])]]));
    const all = edges(() => true);
    const complete = edges(() => true, demanded);
    const needed = edges(isNeeded, demanded);
    const order = inOrder(graph, complete);
    const seconds = secondsOf(graph, durations);
    const up = asSoonAsPossible(order, all, seconds.create);
    const without = (waiter: GraphResource, isGone: (wait: Wait) => boolean) => {
        const left = awaited(waits, waiter, (w, wait) => isNeeded(w, wait) || !isGone(wait));
        const changed = new Map([...complete, [waiter.urn, [...left, ...(demanded.get(waiter.urn) ?? [])]]]);
        return asSoonAsPossible(order, changed, seconds.create).seconds;
    };
    return {
        up: course(up, asSoonAsPossible(order, needed, seconds.create)),
        destroy: course(
            inWaves(order, all, seconds.delete),
            asSoonAsPossible([...order].reverse(), turned(needed), seconds.delete),
        ),
        needless: needlessWaits(up, waits, without),
    };
}

type Kept = (waiter: GraphResource, wait: Wait) => boolean;

const NO_EDGES: Edges = new Map();

function awaited(waits: Waits, waiter: GraphResource, kept: Kept): readonly string[] {
    return [...new Set(waits.of(waiter.urn).flatMap((wait) => (kept(waiter, wait) ? wait.urn : [])))];
}

function demandedOf(demands: readonly Demand[]): Edges {
    const edges = new Map<string, string[]>();
    for (const { of, on } of demands) {
        const list = edges.get(of.urn);
        if (list) list.push(on.urn);
        else edges.set(of.urn, [on.urn]);
    }
    return edges;
}

/** Components and what Pulumi keeps for itself take no time; nor does what is only read. */
function secondsOf(graph: ResourceGraph, durations: Durations) {
    const times = new Map(graph.resources.filter(isMade).map((r) => [r.urn, durations(r)]));
    return {
        create: ({ urn }: GraphResource) => times.get(urn)?.create ?? 0,
        delete: ({ urn, options }: GraphResource) => {
            const spared =
                options.retainOnDelete ||
                (options.deletedWith !== undefined && graph.get(options.deletedWith) !== undefined);
            return spared ? 0 : (times.get(urn)?.delete ?? 0);
        },
    };
}

function isMade({ custom, external, type }: GraphResource): boolean {
    return custom && external !== true && !type.startsWith("pulumi:");
}

function course(real: Schedule, least: Schedule): Course {
    return {
        minutes: real.seconds / 60,
        path: links(real),
        unavoidable: { minutes: least.seconds / 60, path: links(least) },
        ratio: least.seconds === 0 ? 1 : real.seconds / least.seconds,
    };
}

function links({ path }: Schedule): readonly Link[] {
    return path
        .filter(({ seconds }) => seconds > 0)
        .map(({ resource: { urn, type, name }, start, seconds }) => ({
            ...{ urn, type, name },
            start: start / 60,
            minutes: seconds / 60,
        }));
}
