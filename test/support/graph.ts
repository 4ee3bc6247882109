import { type Dependency, type GraphResource, type Properties, ResourceGraph } from "../../insight/graph";

/** What a test says of a resource; the rest has harmless values. */
export interface Described {
    readonly inputs?: Properties;
    readonly outputs?: Properties;
    /** The parent, as `add` or `component` gave it back. */
    readonly parent?: GraphResource;
    /** What each input is made of, by the name of the input. */
    readonly from?: Readonly<Record<string, GraphResource>>;
    readonly provider?: string;
    readonly external?: boolean;
}

const OPTIONS: GraphResource["options"] = {
    protect: false,
    retainOnDelete: false,
    deleteBeforeReplace: false,
    ignoreChanges: [],
    customTimeouts: {},
};

/** Builds a graph by hand, one resource a call. */
export class GraphBuilder {
    readonly #resources: GraphResource[] = [];

    constructor(
        readonly stack = "dev",
        /** Region that every AWS resource says; "" for none. */
        readonly region = "eu-central-1",
    ) {}

    /** A component of the library, such as `component("NodeGroup", "gpu")`. */
    component(kind: string, name: string, described: Described = {}): GraphResource {
        return this.#push(`groundwork:index:${kind}`, name, false, described);
    }

    /** A resource that a provider manages. */
    add(type: string, name: string, described: Described = {}): GraphResource {
        const regional = type.startsWith("aws:") && this.region !== "" ? { region: this.region } : {};
        return this.#push(type, name, true, { ...described, inputs: { ...regional, ...described.inputs } });
    }

    /** The graph so far. */
    graph(outputs: Properties = {}): ResourceGraph {
        return new ResourceGraph(this.stack, [...this.#resources], outputs);
    }

    #push(type: string, name: string, custom: boolean, described: Described): GraphResource {
        const { inputs = {}, outputs = {}, parent, from = {}, provider, external } = described;
        const dependencies = Object.entries(from).map(([property, { urn }]): Dependency => ({ urn, property }));
        const chain = parent ? `${parent.urn.split("::")[2]}$${type}` : type;
        const resource: GraphResource = {
            urn: `urn:pulumi:${this.stack}::groundwork::${chain}::${name}`,
            ...{ type, name, custom, inputs, outputs, dependencies, options: OPTIONS },
            ...(parent ? { parent: parent.urn } : {}),
            ...(provider === undefined ? {} : { provider }),
            ...(external === undefined ? {} : { external }),
        };
        this.#resources.push(resource);
        return resource;
    }
}
