import type { Properties } from "../../../../insight/graph";
import type { Account } from "../../account";
import { recordOf, recordsOf } from "../object";
import { containerDefaults, type PodAsks, podAsks } from "./pod-asks";

/** A claim for a volume of its own, by each replica or by all of them together. */
export interface PodClaim {
    /** Name of the claim; of the first replica's when each has one. */
    readonly nameOf: (ordinal: number) => string;
    readonly each: boolean;
    /** Spec of the PersistentVolumeClaim, or undefined for a claim that must exist already. */
    readonly spec?: Properties;
}

/** The pods of one owner, as the scheduler sees them. */
export interface PodSet {
    /** Such as "Deployment team/model". */
    readonly owner: string;
    readonly namespace: string;
    /** One pod on each node that will have it, or a number of them. */
    readonly everyNode: boolean;
    readonly replicas: number;
    readonly asks: PodAsks;
    readonly spec: Properties;
    /** The extended resource that these pods offer on their node. */
    readonly offers?: string;
    /** Whether they need more of the host than Pod Security "baseline" allows, whatever `spec` says. */
    readonly privileged: boolean;
    /** Whether what asks for them waits for them. */
    readonly awaited: boolean;
    readonly claims: readonly PodClaim[];
}

/** How a pod set is described. */
export type PodSetRequest = Omit<PodSet, "asks" | "offers"> & { readonly offers?: string | undefined };

/** A pod set of a cluster: what it asks for follows from its spec and the namespace's defaults. */
export function podSet(account: Account, cluster: string, { offers, ...request }: PodSetRequest): PodSet {
    const asks = podAsks(request.spec, containerDefaults(account, cluster, request.namespace));
    return { ...request, asks, ...(offers === undefined ? {} : { offers }) };
}

/** The claims that a pod's volumes name. They exist already. */
export function namedClaims(spec: Properties): readonly PodClaim[] {
    return recordsOf(spec.volumes).flatMap(({ persistentVolumeClaim }) => {
        const { claimName } = recordOf(persistentVolumeClaim);
        return typeof claimName === "string" ? [{ nameOf: () => claimName, each: false }] : [];
    });
}
