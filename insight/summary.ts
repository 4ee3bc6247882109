import type { ResourceGraph } from "./graph";
import { isComponent, NO_COMPONENT, type Owner, ownerFrom, ownerOf } from "./owner";

/** How many resources one component made itself, without those of components inside it. */
export interface ComponentSummary extends Owner {
    /** Resources that a provider manages. */
    readonly resources: number;
    /** How many components it stands in: 0 at the top. */
    readonly depth: number;
}

/**
 * Resources per component, in the order of registration; last what no component made, if anything.
 *
 * Provider and stack records are left out: they exist in state alone.
 */
export function summarize(graph: ResourceGraph): readonly ComponentSummary[] {
    const counts = new Map<string, number>();
    for (const resource of graph.resources) {
        if (!resource.custom || resource.type.startsWith("pulumi:")) continue;
        const key = ownerOf(graph, resource).urn ?? "";
        counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const rows = graph.resources.filter(isComponent).map((component) => ({
        ...ownerFrom(component),
        resources: counts.get(component.urn) ?? 0,
        depth: graph.ancestorsOf(component).filter(isComponent).length,
    }));
    const orphans = counts.get("") ?? 0;
    return orphans === 0 ? rows : [...rows, { ...NO_COMPONENT, resources: orphans, depth: 0 }];
}

/** How many resources providers manage, over all components. */
export function totalResources(summary: readonly ComponentSummary[]): number {
    return summary.reduce((total, row) => total + row.resources, 0);
}
