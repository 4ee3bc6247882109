import type { GraphResource, ResourceGraph } from "./graph";
import { isComponent, NO_COMPONENT, type Owner, ownerFrom, ownerOf } from "./owner";
import { compareText } from "./reading";

/** How many resources one component made itself, without those of components inside it. */
export interface ComponentSummary extends Owner {
    /** Resources that a provider manages. */
    readonly resources: number;
    /** How many components it stands in: 0 at the top. */
    readonly depth: number;
}

/**
 * Resources per component, each under its parent and siblings by name; last what no component made, if anything.
 *
 * The order does not depend on the order of registration, which may differ from run to run. Provider and stack records
 * are left out: they exist in state alone.
 */
export function summarize(graph: ResourceGraph): readonly ComponentSummary[] {
    const counts = new Map<string, number>();
    for (const resource of graph.resources) {
        if (!resource.custom || resource.type.startsWith("pulumi:")) continue;
        const key = ownerOf(graph, resource).urn ?? "";
        counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const rows = inTreeOrder(graph).map(
        ({ component, depth }): ComponentSummary => ({
            ...ownerFrom(component),
            resources: counts.get(component.urn) ?? 0,
            depth,
        }),
    );
    const orphans = counts.get("") ?? 0;
    return orphans === 0 ? rows : [...rows, { ...NO_COMPONENT, resources: orphans, depth: 0 }];
}

interface Placed {
    readonly component: GraphResource;
    readonly depth: number;
}

/** Every component after the one it stands in. */
function inTreeOrder(graph: ResourceGraph): readonly Placed[] {
    const inside = new Map<string, GraphResource[]>();
    for (const component of graph.resources.filter(isComponent)) {
        const outer = ownerOf(graph, component).urn ?? "";
        const siblings = inside.get(outer);
        if (siblings) siblings.push(component);
        else inside.set(outer, [component]);
    }
    const under = (outer: string, depth: number): readonly Placed[] =>
        [...(inside.get(outer) ?? [])]
            .sort((a, b) => compareText(ownerFrom(a).label, ownerFrom(b).label))
            .flatMap((component) => [{ component, depth }, ...under(component.urn, depth + 1)]);
    return under("", 0);
}
