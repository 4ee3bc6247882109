import type { Properties } from "../../insight/graph";
import { type Place, Refusal, type ResourceRequest } from "./cloud";
import { valuesAt } from "./paths";
import { resourceTypeOf } from "./resource-types";

/** A resource that exists in the account, or in a cluster of it. */
export interface LiveResource {
    readonly type: string;
    /** Unique within its type. */
    readonly id: string;
    /** Name in the program, or what describes a resource that the cloud made. */
    readonly name: string;
    /** URN, with "#n" behind it for the n-th replacement; empty for what the cloud made. */
    readonly urn: string;
    readonly inputs: Properties;
    readonly outputs: Properties;
    /** Name of the EKS cluster that a Kubernetes object lives in. */
    readonly cluster?: string;
    /** What the cloud made this for: a service, a node group. Absent for what was asked for. */
    readonly madeFor?: string;
}

/** A request to create a resource. Kubernetes objects say in which cluster. */
export type CreateRequest = ResourceRequest & { readonly cluster?: string };

/** Outputs by which other resources name one. */
const IDENTITIES = ["arn", "name", "bucket", "allocationId", "nodeGroupName", "keyId"];

/**
 * One AWS account with the clusters in it: everything that exists, and what may be done to it.
 *
 * It is what the provider servers of a rehearsal work on. It answers at once: what would wait in AWS until a time-out is
 * refused, with the reason.
 */
export class Account {
    readonly #live = new Map<string, LiveResource>();
    readonly #foreign = new Set<string>();
    readonly #generations = new Map<string, number>();

    constructor(readonly place: Place) {}

    /** Everything that exists, in the order of creation. */
    get resources(): readonly LiveResource[] {
        return [...this.#live.values()];
    }

    /** What was created here, and what the cloud made for it: everything but what somebody else owns. */
    get own(): readonly LiveResource[] {
        return this.resources.filter((resource) => !this.#foreign.has(keyOf(resource)));
    }

    /** Every resource of one type. */
    ofType(type: string): readonly LiveResource[] {
        return this.resources.filter((resource) => resource.type === type);
    }

    /** The resource with this id. Ids of Kubernetes objects are unique within a cluster: without one, any cluster will do. */
    get(type: string, id: string, cluster?: string): LiveResource | undefined {
        if (cluster !== undefined) return this.#live.get(keyOf({ type, id, cluster }));
        const found = this.#live.get(keyOf({ type, id }));
        if (found || !type.startsWith("kubernetes:")) return found;
        return this.ofType(type).find((resource) => resource.id === id);
    }

    /** The resource of one of these types whose id, ARN or name this is. */
    named(types: readonly string[], value: string): LiveResource | undefined {
        return this.resources.find((resource) => types.includes(resource.type) && identities(resource).includes(value));
    }

    /** How many resources with this URN were created so far: each has an id of its own. */
    generation(urn: string): number {
        return this.#generations.get(urn) ?? 0;
    }

    /**
     * Creates what was asked for.
     *
     * @throws {Refusal} in the cloud's words, and nothing is made
     */
    create(request: CreateRequest): LiveResource {
        const type = resourceTypeOf(request.type, request.name);
        const { urn, name, inputs, cluster } = request;
        const own = { ...request, urn: this.urnOfNext(urn) };
        const problems = type.check?.(inputs, this.place) ?? [];
        if (problems.length > 0) throw new Refusal(problems.join("\n"));
        const { id, outputs } = type.answer(own, this.place);
        const resource: LiveResource = {
            type: request.type,
            id,
            name,
            urn: own.urn,
            inputs,
            outputs,
            ...(cluster === undefined ? {} : { cluster }),
        };
        if (this.#live.has(keyOf(resource))) throw new Refusal(`AlreadyExists: ${described(resource)} exists.`);
        this.requireReferences(resource);
        type.creating?.(resource, this);
        this.#live.set(keyOf(resource), resource);
        this.#generations.set(urn, this.generation(urn) + 1);
        return resource;
    }

    /** The URN under which the next resource of a URN is known: the first has its own. */
    urnOfNext(urn: string): string {
        const generation = this.generation(urn);
        return generation === 0 ? urn : `${urn}#${generation}`;
    }

    /** Changes inputs of a resource. @throws {Refusal} in the cloud's words, and nothing is changed */
    update(type: string, id: string, inputs: Properties, cluster?: string): LiveResource {
        const resource = this.get(type, id, cluster);
        if (!resource) throw new Refusal(`NotFound: ${type} ${id} does not exist.`);
        const known = resourceTypeOf(type, resource.name);
        const problems = known.check?.(inputs, this.place) ?? [];
        if (problems.length > 0) throw new Refusal(problems.join("\n"));
        const { outputs } = known.answer(
            {
                urn: resource.urn,
                type,
                name: resource.name,
                inputs: { ...inputs, ...keptName(resource, known.autoname) },
            },
            this.place,
        );
        const renewed = known.renews?.(resource, inputs);
        const next = { ...resource, inputs, outputs: { ...resource.outputs, ...outputs, ...renewed } };
        this.requireReferences(next);
        known.updating?.(resource, inputs, this);
        this.#live.set(keyOf(next), next);
        return next;
    }

    /** Deletes a resource; one that is gone already is no mistake. @throws {Refusal} for what is protected or in use */
    delete(type: string, id: string, cluster?: string): void {
        const resource = this.get(type, id, cluster);
        if (!resource) return;
        this.refuseInUse(resource);
        const known = resourceTypeOf(type, resource.name);
        known.deleting?.(resource, this);
        this.#live.delete(keyOf(resource));
        known.deleted?.(resource, this);
    }

    /** Adds what the cloud makes by itself. Its references hold others as any resource's do. */
    make(resource: Omit<LiveResource, "urn" | "outputs"> & { readonly outputs?: Properties }): void {
        this.#live.set(keyOf(resource), { urn: "", outputs: {}, ...resource });
    }

    /** Adds what somebody else owns: it is there before a stack and after it. */
    adopt(resource: Parameters<Account["make"]>[0]): void {
        this.#foreign.add(keyOf(resource));
        this.make(resource);
    }

    /** Takes away what the cloud made by itself. */
    unmake(resource: LiveResource): void {
        this.#live.delete(keyOf(resource));
    }

    /** Puts a resource's inputs or outputs as something in the cloud changed them. */
    put(resource: LiveResource): void {
        this.#live.set(keyOf(resource), resource);
    }

    private requireReferences(resource: LiveResource): void {
        const { references = {} } = resourceTypeOf(resource.type, resource.name);
        for (const [path, { to, missing }] of Object.entries(references)) {
            if (missing === undefined) continue;
            for (const value of valuesAt(resource.inputs, path)) {
                if (typeof value !== "string" || this.named(to, value)) continue;
                throw new Refusal(`${missing}: ${described(resource)}: ${path} "${value}" does not exist.`);
            }
        }
    }

    private refuseInUse(target: LiveResource): void {
        for (const holder of this.resources) {
            if (holder === target) continue;
            const { references = {} } = resourceTypeOf(holder.type, holder.name);
            for (const [path, { to, holds }] of Object.entries(references)) {
                if (holds === undefined || !to.includes(target.type)) continue;
                if (!valuesAt(holder.inputs, path).some((value) => identities(target).includes(String(value))))
                    continue;
                throw new Refusal(`${holds}: ${described(target)} is in use by ${described(holder)}.`);
            }
        }
    }
}

/** How a resource is called in messages. */
export function described({ type, name, id, madeFor }: LiveResource): string {
    const kind = type.split(":").at(-1) ?? type;
    return madeFor === undefined ? `${kind} "${name}" (${id})` : `${kind} ${id}, made for ${madeFor}`;
}

function identities({ id, outputs }: LiveResource): readonly string[] {
    return [id, ...IDENTITIES.flatMap((key) => (typeof outputs[key] === "string" ? [outputs[key]] : []))];
}

/** A name that the cloud once gave stays, though the inputs do not have it. */
function keptName(resource: LiveResource, autoname: { readonly property: string } | undefined): Properties {
    const kept = autoname && resource.outputs[autoname.property];
    return autoname && kept !== undefined ? { [autoname.property]: kept } : {};
}

function keyOf({ type, id, cluster }: Pick<LiveResource, "type" | "id" | "cluster">): string {
    return cluster === undefined ? `${type}::${id}` : `${type}::${id}@${cluster}`;
}
