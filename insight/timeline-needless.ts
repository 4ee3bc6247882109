import type { GraphResource, ResourceGraph } from "./graph";
import type { Schedule } from "./order/schedule";
import { isNeeded, type Wait, type Waits } from "./order/waits";
import { compareText } from "./reading";
import type { NeedlessWait } from "./timeline";

/** Seconds of `up` when some waits of one resource are gone, but for those that are needed. */
type SecondsWithout = (waiter: GraphResource, isGone: (wait: Wait) => boolean) => number;

/**
 * What on the longest path of `up` waits without need. A wait for a component is many waits, of which one alone would
 * change nothing, so each is tried with all of its kind: for the resource, for its component, for the one around it.
 */
export function needlessWaits(up: Schedule, waits: Waits, secondsWithout: SecondsWithout): readonly NeedlessWait[] {
    const found = new Map<string, NeedlessWait>();
    for (const [index, { resource: waiter }] of up.path.entries()) {
        const awaited = up.path[index - 1]?.resource;
        if (!awaited || !isRemovable(waits, waiter, awaited)) continue;
        const best = scopesOf(waits.graph, waiter, awaited)
            .map((scope) => ({
                scope,
                saved: up.seconds - secondsWithout(waiter, (wait) => within(waits, scope, wait)),
            }))
            .reduce((most, next) => (next.saved > most.saved ? next : most));
        if (best.saved <= 0) continue;
        const { urn, name } = best.scope;
        found.set(`${waiter.urn} ${urn}`, { waiter: waiter.name, awaited: name, minutes: best.saved / 60 });
    }
    return [...found.values()].sort((a, b) => b.minutes - a.minutes || compareText(a.waiter, b.waiter));
}

function isRemovable(waits: Waits, waiter: GraphResource, awaited: GraphResource): boolean {
    const own = waits.of(waiter.urn).filter(({ urn }) => urn === awaited.urn);
    return own.length > 0 && own.every((wait) => wait.reason !== "parent" && !isNeeded(waiter, wait));
}

/** The resource, then each component around it that the waiter does not stand in. */
function scopesOf(
    graph: ResourceGraph,
    waiter: GraphResource,
    awaited: GraphResource,
): readonly [GraphResource, ...GraphResource[]] {
    const around = new Set(graph.ancestorsOf(waiter));
    return [awaited, ...graph.ancestorsOf(awaited).filter((a) => a !== waiter && !around.has(a))];
}

function within({ graph }: Waits, scope: GraphResource, { urn, reason }: Wait): boolean {
    if (reason === "parent") return false;
    const awaited = graph.get(urn);
    return awaited !== undefined && (awaited === scope || graph.ancestorsOf(awaited).includes(scope));
}
