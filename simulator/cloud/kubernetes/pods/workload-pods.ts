import type { Properties } from "../../../../insight/graph";
import type { Account, LiveResource } from "../../account";
import {
    clusterOf,
    DEFAULT_NAMESPACE,
    metadataOf,
    nameOf,
    namespaceOf,
    objectName,
    recordOf,
    recordsOf,
} from "../object";
import { namedClaims, type PodClaim, type PodSet, podSet } from "./pod-set";

/** Types of objects that run pods by themselves. */
export const WORKLOADS: readonly string[] = [
    "kubernetes:apps/v1:DaemonSet",
    "kubernetes:apps/v1:Deployment",
    "kubernetes:apps/v1:StatefulSet",
    "kubernetes:batch/v1:Job",
    "kubernetes:core/v1:Pod",
];

/** The pods of a workload. A CronJob has none until its hour comes. */
export function workloadPods(account: Account, resource: LiveResource): readonly PodSet[] {
    if (!WORKLOADS.includes(resource.type)) return [];
    const kind = resource.type.split(":").at(-1);
    const spec = kind === "Pod" ? recordOf(resource.inputs.spec) : podSpecOf(resource.inputs);
    const cluster = clusterOf(resource);
    return [
        podSet(account, cluster, {
            owner: objectName(resource),
            namespace: namespaceOf(resource) ?? DEFAULT_NAMESPACE,
            everyNode: kind === "DaemonSet",
            replicas: replicasOf(resource.inputs, kind ?? ""),
            spec,
            privileged: false,
            // A Job's own pods may wait for a queue: Pulumi waits for it all the same.
            awaited: true,
            claims: [...namedClaims(spec), ...templatesOf(resource)],
        }),
    ];
}

/** The pod's spec in the template of a workload. */
export function podSpecOf(inputs: Properties): Properties {
    return recordOf(recordOf(recordOf(inputs.spec).template).spec);
}

function replicasOf(inputs: Properties, kind: string): number {
    const spec = recordOf(inputs.spec);
    if (kind === "Job") return Number(spec.parallelism ?? 1);
    return kind === "Pod" ? 1 : Number(spec.replicas ?? 1);
}

function templatesOf(resource: LiveResource): readonly PodClaim[] {
    return recordsOf(recordOf(resource.inputs.spec).volumeClaimTemplates).map((template) => ({
        nameOf: (ordinal) => `${metadataOf(template).name ?? "data"}-${nameOf(resource)}-${ordinal}`,
        each: true,
        spec: recordOf(template.spec),
    }));
}
