import type { GraphResource, ResourceGraph } from "./graph";
import { at, textOf } from "./reading";

/** Start of the type token of every component of this library. */
const COMPONENT_TYPE = "groundwork:index:";

/** Whose a resource is. */
export interface Owner {
    /** "NodeGroup gpu": class and name of the nearest component. */
    readonly label: string;
    /** Class of the component, such as "NodeGroup". */
    readonly kind: string;
    /** URN of the component, or undefined for a resource that no component of ours made. */
    readonly urn?: string;
}

/** Owner of what stands outside every component. */
export const NO_COMPONENT: Owner = { label: "(no component)", kind: "(no component)" };

/** Whether the resource is a component of this library. */
export function isComponent(resource: GraphResource): boolean {
    return !resource.custom && resource.type.startsWith(COMPONENT_TYPE);
}

/** A component's class, name and URN. */
export function ownerFrom(component: GraphResource): Owner {
    const kind = component.type.slice(COMPONENT_TYPE.length);
    return { label: `${kind} ${component.name}`, kind, urn: component.urn };
}

/** The nearest component above a resource. */
export function ownerOf(graph: ResourceGraph, resource: GraphResource): Owner {
    const component = graph.ancestorsOf(resource).find(isComponent);
    return component ? ownerFrom(component) : NO_COMPONENT;
}

/**
 * The team a resource belongs to, or undefined for what teams share.
 *
 * Its tag `groundwork:team` decides; without one, the nearest serving namespace above it.
 */
export function teamOf(graph: ResourceGraph, resource: GraphResource): string | undefined {
    const tagged =
        textOf(at(resource.inputs, "tags", "groundwork:team")) ??
        textOf(at(resource.outputs, "tagsAll", "groundwork:team"));
    if (tagged !== undefined) return tagged;
    const namespace = graph.ancestorsOf(resource).find(isServingNamespace);
    return namespace === undefined ? undefined : teamOfNamespace(namespace);
}

/** Every team that has a serving namespace, in the order of registration. */
export function teamsOf(graph: ResourceGraph): readonly string[] {
    return graph.ofType(`${COMPONENT_TYPE}ServingNamespace`).map(teamOfNamespace);
}

function isServingNamespace(resource: GraphResource): boolean {
    return resource.type === `${COMPONENT_TYPE}ServingNamespace`;
}

function teamOfNamespace({ name, inputs, outputs }: GraphResource): string {
    return textOf(inputs.team) ?? textOf(outputs.team) ?? name;
}
