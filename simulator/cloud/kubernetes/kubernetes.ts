import { type Answer, digits, type ResourceRequest } from "../cloud";
import type { ResourceType } from "../resource-type";

/** Kinds that live in a namespace, by group and version. */
const NAMESPACED: Readonly<Record<string, readonly string[]>> = {
    "core/v1": [
        "ConfigMap",
        "LimitRange",
        "PersistentVolumeClaim",
        "Pod",
        "ResourceQuota",
        "Secret",
        "Service",
        "ServiceAccount",
    ],
    "apps/v1": ["DaemonSet", "Deployment", "StatefulSet"],
    "autoscaling/v2": ["HorizontalPodAutoscaler"],
    "batch/v1": ["CronJob", "Job"],
    "networking.k8s.io/v1": ["Ingress", "NetworkPolicy"],
    "policy/v1": ["PodDisruptionBudget"],
    "rbac.authorization.k8s.io/v1": ["Role", "RoleBinding"],
};

/** Kinds of the cluster itself, by group and version. */
const CLUSTER_WIDE: Readonly<Record<string, readonly string[]>> = {
    "core/v1": ["Namespace", "PersistentVolume"],
    "rbac.authorization.k8s.io/v1": ["ClusterRole", "ClusterRoleBinding"],
    "scheduling.k8s.io/v1": ["PriorityClass"],
    "storage.k8s.io/v1": ["StorageClass"],
};

interface Metadata {
    readonly name?: string;
    readonly namespace?: string;
}

function metadataOf({ inputs }: ResourceRequest): Metadata {
    return (inputs.metadata ?? {}) as Metadata;
}

function answer(namespaced: boolean, apiVersion: string, kind: string): Answer {
    return (request) => {
        const given = metadataOf(request);
        const name = given.name ?? `${request.name}-${digits(request.urn, 8)}`;
        const namespace = namespaced ? (given.namespace ?? "default") : undefined;
        const metadata = {
            ...given,
            name,
            ...(namespace === undefined ? {} : { namespace }),
            uid: digits(request.urn, 32),
        };
        const id = namespace === undefined ? name : `${namespace}/${name}`;
        return { id, outputs: { apiVersion, kind, metadata } };
    };
}

function answers(kinds: Readonly<Record<string, readonly string[]>>, namespaced: boolean): [string, Answer][] {
    return Object.entries(kinds).flatMap(([group, names]) =>
        names.map((kind): [string, Answer] => [
            `kubernetes:${group}:${kind}`,
            answer(namespaced, group.replace(/^core\//, ""), kind),
        ]),
    );
}

/** What the Kubernetes API knows, by resource type. A type that is not here is refused. */
export const KUBERNETES: Readonly<Record<string, ResourceType>> = Object.fromEntries(
    [...answers(NAMESPACED, true), ...answers(CLUSTER_WIDE, false)].map(([type, answer]) => [
        type,
        { answer, seconds: { create: 1, update: 1, delete: 1, source: "none yet" }, replaces: [] },
    ]),
);
