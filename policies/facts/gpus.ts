import type { Resource } from "../machinery/resource";

/** Instance families with NVIDIA GPUs; g4ad has AMD ones. */
const GPU_FAMILY = /^(p\d|g3s?\.|g4dn|g5g?\.|gr?6e?f?\.|g7e?\.)/;

/** GPUs by family and size where it is not one. */
const GPUS: Readonly<Record<string, number>> = {
    "g3.8xlarge": 2,
    "g3.16xlarge": 4,
    "g4dn.12xlarge": 4,
    "g4dn.metal": 8,
    "g5.12xlarge": 4,
    "g5.24xlarge": 4,
    "g5.48xlarge": 8,
    "g5g.16xlarge": 2,
    "g5g.metal": 2,
    "g6.12xlarge": 4,
    "g6.24xlarge": 4,
    "g6.48xlarge": 8,
    "g6e.12xlarge": 4,
    "g6e.24xlarge": 4,
    "g6e.48xlarge": 8,
    "p3.8xlarge": 4,
    "p3.16xlarge": 8,
    "p3dn.24xlarge": 8,
    "p4d.24xlarge": 8,
    "p4de.24xlarge": 8,
    "p5.48xlarge": 8,
    "p5e.48xlarge": 8,
    "p5en.48xlarge": 8,
    "p6-b200.48xlarge": 8,
    "p6-b300.48xlarge": 8,
    "p6e-gb200.36xlarge": 4,
};

/** How many NVIDIA GPUs an instance type has. */
export function gpusOf(instanceType: string): number {
    if (!GPU_FAMILY.test(instanceType)) return 0;
    return GPUS[instanceType] ?? 1;
}

/** The GPU instance types of a node group. */
export function gpuTypes(nodeGroup: Resource): readonly string[] {
    return nodeGroup.at("instanceTypes").texts.filter((type) => gpusOf(type) > 0);
}
