import type { Account } from "../account";
import { setUnreachable } from "./reachable";

/**
 * What happens to a cluster's objects when EKS deletes it: they are gone at once, and nobody runs their finalizers. Load
 * balancers and volumes that they made stay in the account, hold its subnets and bill.
 */
export function clusterGone(account: Account, cluster: string): void {
    setUnreachable(account, cluster, false);
    for (const object of account.resources) if (object.cluster === cluster) account.unmake(object);
}
