import type { Account, LiveResource } from "../../account";
import { shown } from "../../aws/shown";
import { Refusal } from "../../cloud";
import { clusterOf, nameOf, namespaceOf, objectsOf, recordOf } from "../object";
import { podSetsOf } from "../pods/pods-of";
import { GIB, quantity, sum } from "../quantity";
import { quotaProblems } from "../quotas";
import { bindAtOnce, unbind, unmet } from "../storage/claims";
import { claimGib, classOf } from "../storage/classes";
import { volumeOf } from "../storage/volumes";
import { type Kind, refuseWaiting } from "./kind";

/** What volumes are made of. Everything but expansion and mount options is fixed. */
export const STORAGE_CLASS_KIND: Kind = {
    group: "storage.k8s.io/v1",
    kind: "StorageClass",
    namespaced: false,
    replaces: ["parameters", "provisioner"],
    fixed: ["reclaimPolicy", "volumeBindingMode"],
    check: ({ provisioner }) => (provisioner === undefined ? ["provisioner: Required value"] : []),
};

/** A claim for a volume. The EBS driver makes the volume, and deletes it with the claim if its class says so. */
export const CLAIM_KIND: Kind = {
    group: "core/v1",
    kind: "PersistentVolumeClaim",
    namespaced: true,
    seconds: { create: 5, update: 5, delete: 10, source: "estimate: EBS CSI driver, CreateVolume and DeleteVolume" },
    replaces: ["spec.storageClassName", "spec.accessModes", "spec.volumeName", "spec.selector"],
    check: ({ spec }) => {
        const size = recordOf(recordOf(recordOf(spec).resources).requests).storage;
        return size === undefined || (quantity(size) ?? 0) > 0
            ? []
            : [`spec.resources.requests.storage: Invalid value: "${shown(size)}": must be greater than zero`];
    },
    creating: (resource, account) => {
        const cluster = clusterOf(resource);
        const spec = recordOf(resource.inputs.spec);
        requireStorageQuota(account, resource);
        const found = classOf(account, cluster, spec);
        // A claim that waits for its first pod is done at once.
        if (typeof found !== "string" && !found.immediate) return;
        const problem = unmet(account, cluster, spec);
        refuseWaiting(`PersistentVolumeClaim ${resource.id}`, 5, problem === undefined ? [] : [problem]);
        bindAtOnce(account, cluster, resource.id, spec);
    },
    updating: (resource, next, account) => {
        const cluster = clusterOf(resource);
        const [old, wanted] = [recordOf(resource.inputs.spec), recordOf(next.spec)];
        if (claimGib(wanted) < claimGib(old)) {
            throw new Refusal("spec.resources.requests.storage: Forbidden: field can not be less than status.capacity");
        }
        const found = classOf(account, cluster, old);
        if (claimGib(wanted) > claimGib(old) && (typeof found === "string" || !found.expands)) {
            throw new Refusal(
                `persistentvolumeclaims "${nameOf(resource)}" is forbidden: only dynamically provisioned pvc can be ` +
                    "resized and the storageclass that provisions the pvc must support resize",
            );
        }
        const volume = volumeOf(account, cluster, resource.id);
        if (volume) account.put({ ...volume, inputs: { ...volume.inputs, size: claimGib(wanted) } });
    },
    deleting: (resource, account) => {
        const cluster = clusterOf(resource);
        const user = podSetsOf(account, cluster).find(
            ({ namespace, claims }) =>
                namespace === namespaceOf(resource) &&
                claims.some(({ each, nameOf: named }) => !each && named(0) === nameOf(resource)),
        );
        refuseWaiting(
            `PersistentVolumeClaim ${resource.id}: its deletion`,
            10,
            user ? [`finalizer kubernetes.io/pvc-protection: ${user.owner} uses it. Delete that first.`] : [],
        );
        unbind(account, cluster, resource);
    },
};

function requireStorageQuota(account: Account, resource: LiveResource): void {
    const cluster = clusterOf(resource);
    const namespace = namespaceOf(resource) ?? "";
    const use = ({ inputs }: LiveResource) => ({
        persistentvolumeclaims: 1,
        "requests.storage": claimGib(recordOf(inputs.spec)) * GIB,
    });
    const others = objectsOf(account, cluster, resource.type).filter((other) => namespaceOf(other) === namespace);
    const problems = quotaProblems(account, cluster, namespace, {
        requested: use(resource),
        used: sum(others.map(use)),
    });
    if (problems.length === 0) return;
    throw new Refusal(`persistentvolumeclaims "${resource.name}" is forbidden: ${problems.join("; ")}`);
}
