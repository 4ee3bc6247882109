import { type Dependency, type GraphResource, ResourceGraph } from "../../insight/graph";

/** What a test says of a resource that it adds to a real graph. */
export interface Added {
    readonly inputs?: GraphResource["inputs"];
    /** Resources that it depends on. */
    readonly on?: readonly GraphResource[];
    readonly provider?: GraphResource;
    readonly deletedWith?: GraphResource;
}

const OPTIONS: GraphResource["options"] = {
    protect: false,
    retainOnDelete: false,
    deleteBeforeReplace: false,
    ignoreChanges: [],
    customTimeouts: {},
};

/** The resource with this name, of this type when several have the name. */
export function named(graph: ResourceGraph, name: string, type = ""): GraphResource {
    const found = graph.resources.find((r) => r.name === name && r.type.includes(type));
    if (!found) throw new Error(`There is no ${type} "${name}".`);
    return found;
}

/** A graph in which every resource is what `change` makes of it. */
export function mapped(graph: ResourceGraph, change: (resource: GraphResource) => GraphResource): ResourceGraph {
    return new ResourceGraph(graph.stack, graph.resources.map(change), graph.outputs);
}

/** A graph without some of its resources. */
export function dropped(graph: ResourceGraph, isGone: (resource: GraphResource) => boolean): ResourceGraph {
    return new ResourceGraph(
        graph.stack,
        graph.resources.filter((resource) => !isGone(resource)),
        graph.outputs,
    );
}

/** A graph in which the resources with some names no longer depend on others. It must change something. */
export function cut(graph: ResourceGraph, waiters: RegExp, awaited: RegExp): ResourceGraph {
    let count = 0;
    const isCut = ({ urn }: Dependency) => {
        const is = awaited.test(graph.get(urn)?.name ?? "");
        if (is) count += 1;
        return is;
    };
    const after = mapped(graph, (resource) =>
        waiters.test(resource.name)
            ? { ...resource, dependencies: resource.dependencies.filter((dependency) => !isCut(dependency)) }
            : resource,
    );
    if (count === 0) throw new Error(`Nothing like ${waiters} depends on anything like ${awaited}.`);
    return after;
}

/** A graph with one more resource. */
export function added(graph: ResourceGraph, type: string, name: string, more: Added = {}): ResourceGraph {
    const { inputs = {}, on = [], provider, deletedWith } = more;
    const resource: GraphResource = {
        urn: `urn:pulumi:${graph.stack}::groundwork::${type}::${name}`,
        ...{ type, name, custom: true, inputs, outputs: inputs },
        dependencies: on.map(({ urn }) => ({ urn })),
        options: { ...OPTIONS, ...(deletedWith === undefined ? {} : { deletedWith: deletedWith.urn }) },
        ...(provider === undefined ? {} : { provider: `${provider.urn}::id` }),
    };
    return new ResourceGraph(graph.stack, [...graph.resources, resource], graph.outputs);
}
