import type { Properties } from "../../../../insight/graph";
import type { Account } from "../../account";
import { ADDON_PODS, type AddonPods, addonValues } from "../addon-pods";
import { recordOf } from "../object";
import { type PodSet, podSet } from "./pod-set";

const NAMESPACE = "kube-system";

/** The pods of an add-on with these inputs. An add-on that the table does not know has none. */
export function addonPodSets(account: Account, cluster: string, inputs: Properties): readonly PodSet[] {
    const addon = String(inputs.addonName);
    const values = addonValues(inputs.configurationValues);
    return (ADDON_PODS[addon] ?? []).map((pods) => {
        const own = pods.at === "" ? values : recordOf(values[pods.at]);
        return podSet(account, cluster, {
            owner: addonOwner(addon, pods),
            namespace: NAMESPACE,
            everyNode: pods.kind === "DaemonSet",
            replicas: Number(own.replicaCount ?? pods.replicas),
            spec: specOf(pods, own),
            privileged: true,
            awaited: pods.awaited,
            claims: [],
        });
    });
}

/** How the pods of an add-on are called: "Deployment kube-system/coredns of add-on coredns". */
export function addonOwner(addon: string, { kind, name }: Pick<AddonPods, "kind" | "name">): string {
    return `${kind} ${NAMESPACE}/${name} of add-on ${addon}`;
}

function specOf(pods: AddonPods, own: Properties): Properties {
    return {
        nodeSelector: own.nodeSelector,
        affinity: own.affinity,
        topologySpreadConstraints: own.topologySpreadConstraints,
        tolerations: own.tolerations ?? pods.tolerations,
        containers: [{ name: pods.name, resources: { requests: pods.requests, ...recordOf(own.resources) } }],
    };
}
