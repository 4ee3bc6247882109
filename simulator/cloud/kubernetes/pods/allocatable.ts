import type { NodeCapacity } from "../../aws/nodes";
import { type Amounts, GIB, MIB } from "../quantity";

/**
 * Pods of a node by the size of its type, without prefix delegation: what its network interfaces have addresses for.
 * Source: aws/amazon-vpc-cni-k8s, misc/eni-max-pods.txt (the smallest of the families in use).
 */
const PODS_BY_SIZE: Readonly<Record<string, number>> = {
    medium: 17,
    large: 29,
    xlarge: 58,
    "2xlarge": 58,
    "4xlarge": 110,
};
/** Pods of a node with prefix delegation, below and from 30 vCPU. Source: EKS best practices, prefix mode. */
const PODS_WITH_PREFIXES = [110, 250] as const;

/** Memory that firmware and kernel keep of what the instance type promises. Source: karpenter, VM_MEMORY_OVERHEAD_PERCENT. */
const VM_OVERHEAD = 0.075;
/** Memory at which the kubelet evicts pods. Unit: bytes. Source: awslabs/amazon-eks-ami, kubelet configuration. */
const EVICTION = 100 * MIB;

/** The shares of cores that the kubelet keeps: of the first, the second, the next two, all others. Source: as above. */
const CPU_SHARES: readonly (readonly [cores: number, share: number])[] = [
    [1, 0.06],
    [1, 0.01],
    [2, 0.005],
    [Number.POSITIVE_INFINITY, 0.0025],
];

/** What pods may use of a node, its GPUs not counted: nobody offers them before a device plugin runs. */
export function allocatable(instanceType: string, capacity: NodeCapacity, prefixes: boolean): Amounts {
    const pods = maxPods(instanceType, capacity, prefixes);
    const memory = capacity.memoryGiB * GIB * (1 - VM_OVERHEAD) - (255 + 11 * pods) * MIB - EVICTION;
    return {
        cpu: capacity.vcpu - keptCores(capacity.vcpu),
        memory,
        pods,
        "ephemeral-storage": Number.POSITIVE_INFINITY,
    };
}

function maxPods(instanceType: string, { vcpu }: NodeCapacity, prefixes: boolean): number {
    const most = vcpu < 30 ? PODS_WITH_PREFIXES[0] : PODS_WITH_PREFIXES[1];
    return prefixes ? most : (PODS_BY_SIZE[instanceType.split(".").at(-1) ?? ""] ?? most);
}

function keptCores(vcpu: number): number {
    let left = vcpu;
    let kept = 0;
    for (const [cores, share] of CPU_SHARES) {
        const here = Math.min(left, cores);
        kept += here * share;
        left -= here;
    }
    return kept;
}
