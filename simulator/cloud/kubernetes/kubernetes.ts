import type { ResourceType } from "../resource-type";
import { dataProblems } from "./data-size";
import { customType, DEFINITION_KIND } from "./kinds/custom";
import { type Kind, kindType } from "./kinds/kind";
import { LIMIT_RANGE, RESOURCE_QUOTA } from "./kinds/limits";
import { NAMESPACE_KIND } from "./kinds/namespace";
import { RELEASE_TYPE } from "./kinds/release";
import { INGRESS_KIND, SERVICE_KIND } from "./kinds/service";
import { CLAIM_KIND, STORAGE_CLASS_KIND } from "./kinds/storage";
import { CRON_JOB, WORKLOAD_KINDS } from "./kinds/workloads";
import type { NameRule } from "./names";
import { RELEASE } from "./releases";

/** Kinds without rules of their own beyond names, in a namespace. */
const NAMESPACED: readonly Kind[] = [
    { ...inNamespace("core/v1", "ConfigMap"), check: dataProblems, replaces: ["data", "binaryData"] },
    { ...inNamespace("core/v1", "Secret"), check: dataProblems, replaces: ["type", "data", "stringData"] },
    inNamespace("core/v1", "ServiceAccount"),
    inNamespace("autoscaling/v2", "HorizontalPodAutoscaler"),
    inNamespace("networking.k8s.io/v1", "NetworkPolicy"),
    inNamespace("policy/v1", "PodDisruptionBudget"),
    inNamespace("rbac.authorization.k8s.io/v1", "Role", "path segment"),
    { ...inNamespace("rbac.authorization.k8s.io/v1", "RoleBinding", "path segment"), replaces: ["roleRef"] },
];

/** Kinds without rules of their own beyond names, of the cluster itself. */
const CLUSTER_WIDE: readonly Kind[] = [
    clusterWide("core/v1", "PersistentVolume"),
    clusterWide("networking.k8s.io/v1", "IngressClass"),
    clusterWide("rbac.authorization.k8s.io/v1", "ClusterRole", "path segment"),
    { ...clusterWide("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "path segment"), replaces: ["roleRef"] },
    { ...clusterWide("scheduling.k8s.io/v1", "PriorityClass"), fixed: ["value", "preemptionPolicy"] },
    clusterWide("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy"),
    clusterWide("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding"),
];

const BUILT_IN: Readonly<Record<string, ResourceType>> = {
    ...Object.fromEntries(
        [
            NAMESPACE_KIND,
            SERVICE_KIND,
            INGRESS_KIND,
            CLAIM_KIND,
            STORAGE_CLASS_KIND,
            RESOURCE_QUOTA,
            LIMIT_RANGE,
            CRON_JOB,
            DEFINITION_KIND,
            ...WORKLOAD_KINDS,
            ...NAMESPACED,
            ...CLUSTER_WIDE,
        ].map(kindType),
    ),
    [RELEASE]: RELEASE_TYPE,
};

/** What the Kubernetes API knows of a resource type, custom kinds that a known chart brings among them. */
export function kubernetesTypeOf(type: string): ResourceType | undefined {
    return Object.hasOwn(BUILT_IN, type) ? BUILT_IN[type] : customType(type);
}

function inNamespace(group: string, kind: string, names: NameRule = "subdomain"): Kind {
    return { group, kind, namespaced: true, names };
}

function clusterWide(group: string, kind: string, names: NameRule = "subdomain"): Kind {
    return { group, kind, namespaced: false, names };
}
