/** One reason why a resource waits for another. */
export interface Dependency {
    /** URN of the resource that must exist first. */
    readonly urn: string;
    /** The input through which the dependency comes, or undefined for `dependsOn`. */
    readonly property?: string;
}

/** Options of a resource that decide what happens to it, not what it is. */
export interface ResourceOptions {
    readonly protect: boolean;
    readonly retainOnDelete: boolean;
    readonly deleteBeforeReplace: boolean;
    readonly ignoreChanges: readonly string[];
    /** URN of the resource whose deletion deletes this one too. */
    readonly deletedWith?: string;
    /** Seconds; absent keys have the provider's default. */
    readonly customTimeouts: { readonly create?: number; readonly update?: number; readonly delete?: number };
}

/** A property bag as the engine sees it: JSON values. */
export type Properties = Readonly<Record<string, unknown>>;

/** One registered resource, component resources included. */
export interface GraphResource {
    readonly urn: string;
    /** Type token, such as "aws:s3/bucket:Bucket". */
    readonly type: string;
    readonly name: string;
    /** Whether a provider manages it. Component resources are not custom. */
    readonly custom: boolean;
    /** Whether the stack only reads it and does not own it. Absent means no. */
    readonly external?: boolean;
    readonly inputs: Properties;
    readonly outputs: Properties;
    /** URN of the parent, or undefined at the top. */
    readonly parent?: string;
    readonly dependencies: readonly Dependency[];
    /** Reference to an explicit provider, "urn::id", or undefined for the default provider. */
    readonly provider?: string;
    readonly options: ResourceOptions;
}

/**
 * A whole stack as one value: what a plan registered, or what `pulumi stack export` says exists.
 *
 * Every question of `insight/` takes one. It is immutable; its indexes are built when first asked for.
 */
export class ResourceGraph {
    readonly resources: readonly GraphResource[];
    #byUrn?: ReadonlyMap<string, GraphResource>;
    #byType?: ReadonlyMap<string, readonly GraphResource[]>;
    #byParent?: ReadonlyMap<string, readonly GraphResource[]>;

    constructor(
        /** Name of the stack, such as "dev". */
        readonly stack: string,
        resources: readonly GraphResource[],
        /** Outputs of the stack. */
        readonly outputs: Properties = {},
    ) {
        this.resources = resources;
    }

    /** The resource with this URN, if the stack has it. */
    get(urn: string): GraphResource | undefined {
        this.#byUrn ??= new Map(this.resources.map((r) => [r.urn, r]));
        return this.#byUrn.get(urn);
    }

    /** Every resource of one type, in the order of registration. */
    ofType(type: string): readonly GraphResource[] {
        this.#byType ??= groupBy(this.resources, (r) => r.type);
        return this.#byType.get(type) ?? [];
    }

    /** The direct children of a resource, in the order of registration. */
    childrenOf(urn: string): readonly GraphResource[] {
        this.#byParent ??= groupBy(this.resources, (r) => r.parent ?? "");
        return this.#byParent.get(urn) ?? [];
    }

    /** The chain of parents, nearest first. */
    ancestorsOf(resource: GraphResource): readonly GraphResource[] {
        const chain: GraphResource[] = [];
        for (let at = this.parentOf(resource); at; at = this.parentOf(at)) chain.push(at);
        return chain;
    }

    /** What `property` of a resource points at: the resources whose outputs its value is made of. */
    through(resource: GraphResource, property: string): readonly GraphResource[] {
        return resource.dependencies.filter((d) => d.property === property).flatMap((d) => this.get(d.urn) ?? []);
    }

    private parentOf(resource: GraphResource): GraphResource | undefined {
        return resource.parent === undefined ? undefined : this.get(resource.parent);
    }
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
    const groups = new Map<string, T[]>();
    for (const item of items) {
        const group = groups.get(key(item));
        if (group) group.push(item);
        else groups.set(key(item), [item]);
    }
    return groups;
}
