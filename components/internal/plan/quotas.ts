import { instanceType } from "./instance-types";

/** What a team's namespace may request at most, all pods together. */
export interface TeamQuota {
    /** Unit: cores. */
    readonly cpu: number;
    /** Unit: GiB. */
    readonly memoryGiB: number;
    readonly gpus: number;
}

/** The part of a node group that decides how much it can offer. */
export interface PoolSize {
    readonly instanceTypes: readonly string[];
    /** Largest number of nodes. */
    readonly maxSize: number;
}

/** What all pools together offer when every group is at its largest, with the largest of its types. */
export function poolsCeiling(pools: readonly PoolSize[]): TeamQuota {
    const ceiling = { cpu: 0, memoryGiB: 0, gpus: 0 };
    for (const { instanceTypes, maxSize } of pools) {
        const types = instanceTypes.map(instanceType).filter((type) => type !== undefined);
        ceiling.cpu += maxSize * Math.max(0, ...types.map((type) => type.vcpu));
        ceiling.memoryGiB += maxSize * Math.max(0, ...types.map((type) => type.memoryGiB));
        ceiling.gpus += maxSize * Math.max(0, ...types.map((type) => type.gpus ?? 0));
    }
    return ceiling;
}

/** The parts of a quota that no state of the pools could ever satisfy, with the number that could. */
export function quotaAbove(
    quota: TeamQuota,
    ceiling: TeamQuota,
): readonly { readonly part: keyof TeamQuota; readonly asked: number; readonly available: number }[] {
    const parts = ["cpu", "memoryGiB", "gpus"] as const;
    return parts
        .filter((part) => quota[part] > ceiling[part])
        .map((part) => ({ part, asked: quota[part], available: ceiling[part] }));
}

/** Nodes of a GPU group so that its GPUs stay within a ceiling, counting the type with the most GPUs. */
export function gpuNodes(instanceTypes: readonly string[], maxGpus: number): number {
    const most = Math.max(0, ...instanceTypes.map((name) => instanceType(name)?.gpus ?? 0));
    return most === 0 ? 0 : Math.floor(maxGpus / most);
}
