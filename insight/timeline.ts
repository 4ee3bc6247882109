import type { GraphResource, Properties, ResourceGraph } from "./graph";
import { type ChartsByApiGroup, KNOWN_CHARTS } from "./order/custom-resources";
import { demandsOf } from "./order/demands";
import { ORDER_RULES } from "./order/rules";
import { asSoonAsPossible, type Edges, inWaves, type Schedule, turned } from "./order/schedule";
import { Stack } from "./order/stack";
import { type Wait, Waits } from "./order/waits";
import { needlessWaits } from "./timeline-needless";

/** How long the cloud takes to create and to delete a resource. Unit: seconds. */
export type Durations = (resource: {
    readonly type: string;
    readonly name: string;
    readonly inputs: Properties;
}) => { readonly create: number; readonly delete: number };

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
    const demanded = demandsOf(new Stack(graph, waits, charts), ORDER_RULES).map(
        ({ of, on }) => [of.urn, on.urn] as const,
    );
    const seconds = secondsOf(graph, durations);
    const all = edgesOf(graph, waits, () => true, []);
    const needed = edgesOf(graph, waits, isNeeded, demanded);
    const up = asSoonAsPossible(graph, all, seconds.create);
    return {
        up: course(up, asSoonAsPossible(graph, needed, seconds.create)),
        destroy: course(
            inWaves(graph, all, seconds.delete),
            asSoonAsPossible(graph, turned(needed), seconds.delete),
        ),
        needless: needlessWaits(up, waits, (kept) => {
            const either = (waiter: GraphResource, wait: Wait) => isNeeded(waiter, wait) || kept(waiter, wait);
            return asSoonAsPossible(graph, edgesOf(graph, waits, either, demanded), seconds.create).seconds;
        }),
    };
}

/** Whether nothing can be done about a wait: the cloud needs the value, or the engine the provider. */
export function isNeeded(waiter: GraphResource, { reason }: Wait): boolean {
    return waiter.custom && reason !== "dependsOn" && reason !== "parent";
}

function edgesOf(
    graph: ResourceGraph,
    waits: Waits,
    kept: (waiter: GraphResource, wait: Wait) => boolean,
    more: readonly (readonly [string, string])[],
): Edges {
    const edges = new Map<string, string[]>();
    for (const resource of graph.resources) {
        const own = waits.of(resource.urn).filter((wait) => kept(resource, wait));
        edges.set(resource.urn, [...new Set(own.map(({ urn }) => urn))]);
    }
    for (const [waiter, awaited] of more) edges.get(waiter)?.push(awaited);
    return edges;
}

/** Components and what Pulumi keeps for itself take no time; nor does what is only read. */
function secondsOf(graph: ResourceGraph, durations: Durations) {
    const times = new Map(graph.resources.filter(isMade).map((r) => [r.urn, durations(r)]));
    return {
        create: ({ urn }: GraphResource) => times.get(urn)?.create ?? 0,
        delete: ({ urn, options }: GraphResource) => {
            const spared =
                options.retainOnDelete || (options.deletedWith !== undefined && graph.get(options.deletedWith) !== undefined);
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
