import type { Architecture } from "./instance-types";

/** The kinds of node groups. */
export const POOL_KINDS = ["system", "spot", "gpu"] as const;
/**
 * `system`: on demand, for what the platform needs to run. `spot`: interruptible, for what can be repeated.
 * `gpu`: for pods that request GPUs and for nothing else.
 */
export type PoolKind = (typeof POOL_KINDS)[number];

/** A taint in Kubernetes' words. */
export interface Taint {
    /** Such as "nvidia.com/gpu". */
    readonly key: string;
    /** Such as "present". */
    readonly value: string;
    /** What happens to pods that do not tolerate it. */
    readonly effect: "NoSchedule";
}

/** A toleration as a pod writes it. */
export interface Toleration {
    /** Key of the taint. */
    readonly key: string;
    /** Any value of the taint is tolerated. */
    readonly operator: "Exists";
    /** Effect of the taint. */
    readonly effect: "NoSchedule";
}

/**
 * The scheduling contract of one pool: what its nodes carry, and what a pod needs to land there.
 *
 * Labels, taints, tolerations, autoscaler tags and quotas are all derived from this one value, so they cannot disagree.
 */
export interface PoolOffer {
    /** Name of the pool. */
    readonly pool: string;
    /** Kind of the pool. */
    readonly kind: PoolKind;
    /** CPU architecture of its nodes. */
    readonly architecture: Architecture;
    /** Labels of its nodes. */
    readonly labels: Readonly<Record<string, string>>;
    /** Taints of its nodes. */
    readonly taints: readonly Taint[];
    /** GPUs of one node: the smallest of the group's types. 0 without GPUs. */
    readonly gpusPerNode: number;
}

/** The extended resource under which the NVIDIA device plugin offers GPUs. */
export const GPU_RESOURCE = "nvidia.com/gpu";
/** Node label that names the kind of pool. */
const POOL_KIND_LABEL = "groundwork/pool-kind";
const POOL_LABEL = "groundwork/pool";

/** Taints by kind. The NVIDIA charts, and Kubernetes' own admission plugin, know the GPU taint by this key. */
const TAINTS: Readonly<Record<PoolKind, readonly Taint[]>> = {
    system: [],
    spot: [{ key: "groundwork/spot", value: "true", effect: "NoSchedule" }],
    gpu: [{ key: GPU_RESOURCE, value: "present", effect: "NoSchedule" }],
};

/** The offer of a pool. GPU pools carry the labels by which NVIDIA's device plugin and exporter find their nodes. */
export function poolOffer(pool: {
    readonly name: string;
    readonly kind: PoolKind;
    readonly architecture: Architecture;
    readonly gpusPerNode: number;
    readonly gpuModel?: string | undefined;
}): PoolOffer {
    const gpuLabels: Record<string, string> =
        pool.gpusPerNode === 0
            ? {}
            : { "nvidia.com/gpu.present": "true", "groundwork/gpu-model": pool.gpuModel ?? "mixed" };
    return {
        pool: pool.name,
        kind: pool.kind,
        architecture: pool.architecture,
        labels: { [POOL_LABEL]: pool.name, [POOL_KIND_LABEL]: pool.kind, ...gpuLabels },
        taints: TAINTS[pool.kind],
        gpusPerNode: pool.gpusPerNode,
    };
}

/** What a pod needs so that the taints of a kind do not keep it away. */
export function tolerationsFor(kind: PoolKind): readonly Toleration[] {
    return TAINTS[kind].map(({ key, effect }) => ({ key, operator: "Exists", effect }));
}

/** The node selector that keeps a pod on one kind of pool. */
export function nodeSelectorFor(kind: PoolKind): Readonly<Record<string, string>> {
    return { [POOL_KIND_LABEL]: kind };
}

const AUTOSCALER_TEMPLATE = "k8s.io/cluster-autoscaler/node-template";

/**
 * Tags on a scaling group that tell the cluster autoscaler what a node would offer when there is none yet.
 *
 * Without them a group at zero stays at zero for pods that ask for its labels, tolerate its taints or request GPUs.
 */
export function scaleFromZeroTags(offer: PoolOffer): Readonly<Record<string, string>> {
    return Object.fromEntries([
        ...Object.entries(offer.labels).map(([key, value]) => [`${AUTOSCALER_TEMPLATE}/label/${key}`, value]),
        ...offer.taints.map(({ key, value, effect }) => [`${AUTOSCALER_TEMPLATE}/taint/${key}`, `${value}:${effect}`]),
        ...(offer.gpusPerNode > 0
            ? [[`${AUTOSCALER_TEMPLATE}/resources/${GPU_RESOURCE}`, String(offer.gpusPerNode)]]
            : []),
    ]);
}
