import type { PolicyResource } from "@pulumi/policy";

import type { InputMemory } from "./input-memory";
import type { Step } from "./reader";
import { type Resource, ResourceView } from "./resource";

/** Under these paths a resource says its own name; another resource may point at it with any of them. */
const IDENTITIES: readonly (readonly Step[])[] = [["id"], ["arn"], ["name"], ["bucket"], ["metadata", "name"]];

type Path = readonly [string, ...Step[]];

/** A whole stack. Its indexes are built when first asked for, so that a rule without work costs nothing. */
export class StackView {
    readonly #sources: readonly PolicyResource[];
    readonly #views = new Map<PolicyResource, Resource>();
    #byType: ReadonlyMap<string, readonly PolicyResource[]> | undefined;
    #byUrn: ReadonlyMap<string, PolicyResource> | undefined;
    #pointers: ReadonlyMap<string, readonly Pointer[]> | undefined;
    readonly #byValue = new Map<string, ReadonlyMap<string, readonly Resource[]>>();

    constructor(
        resources: readonly PolicyResource[],
        private readonly inputs: InputMemory,
    ) {
        this.#sources = resources;
    }

    /** Every resource of these types, in the order of registration. */
    ofType(...tokens: readonly string[]): readonly Resource[] {
        this.#byType ??= groupBy(this.#sources, (r) => [r.type]);
        return tokens.flatMap((token) => this.#byType?.get(token) ?? []).map((r) => this.view(r));
    }

    /** The resource with this URN. */
    get(urn: string): Resource | undefined {
        const source = this.source(urn);
        return source && this.view(source);
    }

    /** The URN of any resource; it names the stack. */
    get anyUrn(): string {
        return this.#sources[0]?.urn ?? "";
    }

    /**
     * The resources of the given types that point at `target` with the property at `path`.
     *
     * Joined by the engine's property dependencies, as names are unknown in a preview, or by equal names, as a name may
     * be written out.
     */
    attachedTo(target: Resource, tokens: readonly string[], path: Path): readonly Resource[] {
        const values = this.valueIndex(tokens, path);
        const found = new Set<Resource>();
        for (const identity of identitiesOf(target)) for (const r of values.get(identity) ?? []) found.add(r);
        this.#pointers ??= pointersOf(this.#sources);
        for (const urn of this.lineage(target)) {
            for (const { from, property } of this.#pointers.get(urn) ?? []) {
                if (property === path[0] && tokens.includes(from.type)) found.add(this.view(from));
            }
        }
        return [...found];
    }

    /**
     * The resources of the given types that the property at `path` points at.
     *
     * Known ids decide alone: a value can depend on more resources than it names.
     */
    targetsOf(source: Resource, path: Path, tokens: readonly string[]): readonly Resource[] {
        const fields = source.at(...path).items();
        const known = new Set(fields.flatMap((f) => f.text ?? []));
        const named = this.ofType(...tokens).filter((r) => identitiesOf(r).some((id) => known.has(id)));
        if (fields.length > 0 && named.length === fields.length) return named;
        const pointed = this.source(source.urn)?.propertyDependencies[path[0]] ?? [];
        const urns = new Set(pointed.map((r) => r.urn));
        const dependencies = this.ofType(...tokens).filter((r) => this.lineage(r).some((urn) => urns.has(urn)));
        return [...new Set([...named, ...dependencies])];
    }

    /**
     * The URNs that a dependency on a resource can carry: its own, or that of a component around it. The output of a
     * remote component, such as `eks.Cluster`, depends on the component and on none of its children.
     */
    private lineage(resource: Resource): readonly string[] {
        const urns = [resource.urn];
        let parent = this.source(resource.urn)?.parent;
        for (; parent && parent.type !== "pulumi:pulumi:Stack"; parent = parent.parent) urns.push(parent.urn);
        return urns;
    }

    private source(urn: string): PolicyResource | undefined {
        this.#byUrn ??= new Map(this.#sources.map((r) => [r.urn, r]));
        return this.#byUrn.get(urn);
    }

    private view(source: PolicyResource): Resource {
        let view = this.#views.get(source);
        if (!view) {
            const { urn, type, name, opts, provider } = source;
            const props = this.inputs.completed(urn, source.props);
            view = new ResourceView({ urn, type, name, props, opts, ...(provider ? { provider } : {}) });
            this.#views.set(source, view);
        }
        return view;
    }

    private valueIndex(tokens: readonly string[], path: Path): ReadonlyMap<string, readonly Resource[]> {
        const key = [...tokens, "", ...path].join("\n");
        let index = this.#byValue.get(key);
        if (!index) {
            index = groupBy(this.ofType(...tokens), (r) => r.at(...path).texts);
            this.#byValue.set(key, index);
        }
        return index;
    }
}

interface Pointer {
    readonly from: PolicyResource;
    readonly property: string;
}

function pointersOf(resources: readonly PolicyResource[]): ReadonlyMap<string, readonly Pointer[]> {
    const pointers = new Map<string, Pointer[]>();
    for (const from of resources) {
        for (const [property, targets] of Object.entries(from.propertyDependencies)) {
            for (const { urn } of targets) push(pointers, urn, { from, property });
        }
    }
    return pointers;
}

function identitiesOf(resource: Resource): readonly string[] {
    return [...new Set(IDENTITIES.flatMap((path) => resource.at(...path).text ?? []))];
}

function groupBy<T>(items: readonly T[], keys: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
    const groups = new Map<string, T[]>();
    for (const item of items) for (const key of keys(item)) push(groups, key, item);
    return groups;
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
}
