import type { Account } from "../../account";
import { Refusal } from "../../cloud";
import { objectsOf } from "../object";

/** Type of a namespace. */
export const NAMESPACE = "kubernetes:core/v1:Namespace";

/** Namespaces that every cluster has. */
export const BUILT_IN: readonly string[] = ["default", "kube-system", "kube-public", "kube-node-lease"];

/** Whether a cluster has a namespace. */
export function hasNamespace(account: Account, cluster: string, namespace: string): boolean {
    return BUILT_IN.includes(namespace) || objectsOf(account, cluster, NAMESPACE).some(({ id }) => id === namespace);
}

/** @throws {Refusal} for a namespace that does not exist */
export function requireNamespace(account: Account, cluster: string, namespace: string): void {
    if (hasNamespace(account, cluster, namespace)) return;
    throw new Refusal(
        `NotFound: namespaces "${namespace}" not found. Depend on the namespace: take its name from the resource.`,
    );
}
