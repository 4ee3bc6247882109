import type { Account } from "../account";
import { TYPES } from "../aws/types";
import { Refusal } from "../cloud";
import { recordOf } from "./object";

/** Access policies that let their principal do everything that a program does. */
const ADMIN_POLICIES = ["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy"];

const UNREACHABLE =
    "configured Kubernetes cluster is unreachable: unable to load schema information from the API server";

/** Clusters whose API server does not answer: a fault that a rehearsal sets. */
const unreachable = new WeakMap<Account, Set<string>>();

/** Makes the API server of a cluster unreachable, or reachable again. */
export function setUnreachable(account: Account, cluster: string, value: boolean): void {
    const names = unreachable.get(account) ?? new Set<string>();
    if (value) names.add(cluster);
    else names.delete(cluster);
    unreachable.set(account, names);
}

/**
 * Nothing of a cluster can be read or changed before this passes. A provider server calls it before a read and a delete
 * too: an object that is not there cannot be told from one that cannot be reached.
 *
 * @throws {Refusal} when the cluster does not exist, does not answer, or does not know the caller
 */
export function requireReachable(account: Account, cluster: string): void {
    const eks = account.named([TYPES.cluster], cluster);
    if (!eks) {
        throw new Refusal(
            `${UNREACHABLE}: no EKS cluster "${cluster}" exists. Depend on the cluster, and say deletedWith for what dies with it.`,
        );
    }
    if (unreachable.get(account)?.has(cluster)) {
        throw new Refusal(
            `${UNREACHABLE}: dial tcp: i/o timeout. If the cluster is gone for good, run pulumi refresh with ` +
                "PULUMI_K8S_DELETE_UNREACHABLE=true to drop its objects from the state, then pulumi destroy.",
        );
    }
    if (recordOf(eks.inputs.accessConfig).bootstrapClusterCreatorAdminPermissions !== false) return;
    const admitted = account
        .ofType(TYPES.accessPolicyAssociation)
        .some(
            ({ inputs }) =>
                inputs.clusterName === cluster &&
                ADMIN_POLICIES.some((policy) => String(inputs.policyArn).endsWith(`/${policy}`)),
        );
    if (admitted) return;
    throw new Refusal(
        `${UNREACHABLE}: Unauthorized: the server has asked for the client to provide credentials. ` +
            "Depend on the access entry of the caller and its association with AmazonEKSClusterAdminPolicy.",
    );
}
