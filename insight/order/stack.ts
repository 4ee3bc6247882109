import type { GraphResource, ResourceGraph } from "../graph";
import { at, listOf, textOf, textsOf } from "../reading";
import type { ChartsByApiGroup } from "./custom-resources";
import type { Waits } from "./waits";

/** Outputs by which other resources name one. */
const NAMES = ["id", "arn", "name", "bucket"] as const;

type ByText = ReadonlyMap<string, readonly GraphResource[]>;

/** A stack as order rules see it: who names whom, and what belongs to which cluster. */
export class Stack {
    readonly #named = new Map<string, ByText>();
    readonly #naming = new Map<string, ByText>();

    constructor(
        readonly graph: ResourceGraph,
        private readonly waits: Waits,
        /** Which chart brings which custom resources. */
        readonly charts: ChartsByApiGroup,
    ) {}

    /** The resources of a type. */
    all(type: string): readonly GraphResource[] {
        return this.graph.ofType(type);
    }

    /**
     * The resources of some types that an input of another names: by value, so that a missing dependency does not hide
     * them, and by dependency where the value is not known before creation.
     */
    namedBy(resource: GraphResource, path: readonly string[], ...types: readonly string[]): readonly GraphResource[] {
        const value = at(resource.inputs, ...path);
        const texts = textsOf(Array.isArray(value) ? value : [value]);
        const byValue = types.flatMap((type) => texts.flatMap((text) => this.#byName(type).get(text) ?? []));
        const byDependency = this.graph.through(resource, path[0] ?? "").filter(({ type }) => types.includes(type));
        return [...new Set([...byValue, ...byDependency])];
    }

    /** The resources of a type one of whose inputs names a resource: the other way round of `namedBy`. */
    naming(resource: GraphResource, type: string, property: string): readonly GraphResource[] {
        const key = `${type} ${property} ${resource.type}`;
        const index = this.#naming.get(key) ?? this.#indexed(type, property, resource.type);
        this.#naming.set(key, index);
        return index.get(resource.urn) ?? [];
    }

    /** Of resources of a cluster, those of the resource's own. A stack with one cluster has nothing to tell apart. */
    ofSameCluster(resource: GraphResource, others: readonly GraphResource[]): readonly GraphResource[] {
        const clusters = this.graph.ofType("aws:eks/cluster:Cluster");
        if (clusters.length < 2) return others;
        const own = clusters.filter(({ urn }) => this.waits.reaches(resource.urn, urn));
        return others.filter((other) => own.some(({ urn }) => other.urn === urn || this.waits.reaches(other.urn, urn)));
    }

    /** EKS add-ons of the resource's cluster, by a test of their name. */
    addonsFor(resource: GraphResource, wanted: (addon: string) => boolean): readonly GraphResource[] {
        const addons = this.all("aws:eks/addon:Addon").filter(({ inputs }) => wanted(textOf(inputs.addonName) ?? ""));
        return this.ofSameCluster(resource, addons);
    }

    /** Helm releases of charts with one of these names. A chart may be given with its repository before its name. */
    releasesOf(...charts: readonly string[]): readonly GraphResource[] {
        return this.all("kubernetes:helm.sh/v3:Release").filter(({ inputs }) =>
            charts.includes((textOf(inputs.chart) ?? "").split("/").at(-1) ?? ""),
        );
    }

    /** Policies of a role, whatever way they are attached. */
    policiesOf(role: GraphResource): readonly GraphResource[] {
        return ROLE_POLICIES.flatMap((type) => this.naming(role, type, "role"));
    }

    #byName(type: string): ByText {
        const known = this.#named.get(type);
        if (known) return known;
        const named = grouped(
            this.graph
                .ofType(type)
                .flatMap((r) => NAMES.flatMap((key) => textOf(r.outputs[key]) ?? []).map((name) => [name, r] as const)),
        );
        this.#named.set(type, named);
        return named;
    }

    #indexed(type: string, property: string, ofType: string): ByText {
        return grouped(
            this.graph
                .ofType(type)
                .flatMap((other) => this.namedBy(other, [property], ofType).map((r) => [r.urn, other] as const)),
        );
    }
}

function grouped(pairs: readonly (readonly [string, GraphResource])[]): ByText {
    const groups = new Map<string, GraphResource[]>();
    for (const [key, resource] of pairs) {
        const group = groups.get(key);
        if (group) group.push(resource);
        else groups.set(key, [resource]);
    }
    return groups;
}

const ROLE_POLICIES = ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "aws:iam/rolePolicy:RolePolicy"];

/** Whether a resource is an object in a cluster, a Helm release included. */
export function isKubernetes({ type, custom }: GraphResource): boolean {
    return custom && type.startsWith("kubernetes:");
}

/** The kind of a Kubernetes object, such as "Namespace"; its API group is empty for core kinds. */
export function kindOf({ type }: GraphResource): { readonly group: string; readonly kind: string } {
    const [, api = "", kind = ""] = type.split(":");
    const [group = ""] = api.split("/");
    return { group: group === "core" ? "" : group, kind };
}

/** Node groups on which pods may run that say nothing of where they want to be: those without taints. */
export function untainted(nodeGroups: readonly GraphResource[]): readonly GraphResource[] {
    return nodeGroups.filter(({ inputs }) => listOf(inputs.taints).length === 0);
}
