import type { GraphResource, ResourceGraph } from "./graph";
import { byUrn, named } from "./named";
import type { Waits } from "./order/waits";
import type { TeardownFinding } from "./teardown";

/** Resources that a sentence names; the finding lists all. */
const MOST_NAMED = 3;

/** Components and providers are gone with what they hold, so their protection says nothing of its own. */
export function isProtected({ custom, type, options }: GraphResource): boolean {
    return options.protect && custom && !type.startsWith("pulumi:");
}

/**
 * What a destroy deletes of a stack that it then refuses to destroy.
 *
 * The engine goes from dependants to dependencies, and spares what a resource depends on that it could not delete. So
 * only what a protected resource waits for is safe, however indirectly. The finding is about the protected resource that
 * comes closest: the one that waits for most.
 */
export function halfDestroyed(graph: ResourceGraph, waits: Waits): readonly TeardownFinding[] {
    const guards = graph.resources.filter(isProtected);
    const spared = waits.behind(guards.map(({ urn }) => urn));
    const lost = graph.resources.filter((resource) => isDeleted(resource) && !spared.has(resource.urn)).map(named);
    const closest = guards
        .map((guard) => ({ guard, count: waits.behind([guard.urn]).size }))
        .sort((a, b) => b.count - a.count || byUrn(a.guard, b.guard))[0]?.guard;
    if (!closest || lost.length === 0) return [];
    const missing = lost.sort(byUrn);
    const names = missing.slice(0, MOST_NAMED).map(({ name }) => name);
    return [
        {
            ...named(closest),
            rule: "protected-stacks-refuse-as-a-whole",
            kind: "order",
            message:
                `${closest.name} is protected, and a destroy deletes ${missing.length} of the stack's resources before ` +
                `it refuses, such as ${names.join(", ")}.`,
            why: "Pulumi deletes what no protected resource depends on before it reports those that are protected.",
            fix: "Let a protected DestroyGuard depend on them, or protect nothing.",
            missing,
        },
    ];
}

/** Whether a destroy takes a resource away from the cloud, if nothing stops it. */
function isDeleted(resource: GraphResource): boolean {
    const { custom, external, type, options } = resource;
    return custom && external !== true && !type.startsWith("pulumi:") && !options.protect && !options.retainOnDelete;
}
