import type { Properties } from "../../../../insight/graph";
import type { Account } from "../../account";
import { addonPodSets } from "./addon-pod-sets";
import { readiness } from "./readiness";

/** Why an add-on with these inputs would never be active in a cluster, by its pods; nothing when they would run. */
export function addonProblems(account: Account, cluster: string, inputs: Properties): readonly string[] {
    return readiness(account, cluster, addonPodSets(account, cluster, inputs)).problems;
}
