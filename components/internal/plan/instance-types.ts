/** CPU architecture of a node, as Kubernetes labels it. */
export type Architecture = "amd64" | "arm64";

/** What one EC2 instance type offers to pods, before system reservations. */
export interface InstanceType {
    readonly vcpu: number;
    /** Unit: GiB. */
    readonly memoryGiB: number;
    readonly architecture: Architecture;
    /** Number of GPUs; absent for types without. */
    readonly gpus?: number;
    /** Model of the GPU as the NVIDIA device plugin labels it. */
    readonly gpuModel?: string;
}

const amd64 = (vcpu: number, memoryGiB: number): InstanceType => ({ vcpu, memoryGiB, architecture: "amd64" });
const arm64 = (vcpu: number, memoryGiB: number): InstanceType => ({ vcpu, memoryGiB, architecture: "arm64" });
const nvidia = (vcpu: number, memoryGiB: number, gpus: number, gpuModel: string) =>
    ({ vcpu, memoryGiB, architecture: "amd64", gpus, gpuModel }) as const satisfies InstanceType;

/** Instance types without a GPU that node groups may use. Source: AWS EC2 instance types, November 2026. */
export const CPU_INSTANCE_TYPES = {
    "t3.medium": amd64(2, 4),
    "t3.large": amd64(2, 8),
    "t3.xlarge": amd64(4, 16),
    "t3.2xlarge": amd64(8, 32),
    "t3a.medium": amd64(2, 4),
    "t3a.large": amd64(2, 8),
    "t3a.xlarge": amd64(4, 16),
    "t3a.2xlarge": amd64(8, 32),
    "t4g.medium": arm64(2, 4),
    "t4g.large": arm64(2, 8),
    "t4g.xlarge": arm64(4, 16),
    "t4g.2xlarge": arm64(8, 32),
    "m6i.large": amd64(2, 8),
    "m6i.xlarge": amd64(4, 16),
    "m6i.2xlarge": amd64(8, 32),
    "m6i.4xlarge": amd64(16, 64),
    "m7i.large": amd64(2, 8),
    "m7i.xlarge": amd64(4, 16),
    "m7i.2xlarge": amd64(8, 32),
    "m7i.4xlarge": amd64(16, 64),
    "m6g.large": arm64(2, 8),
    "m6g.xlarge": arm64(4, 16),
    "m6g.2xlarge": arm64(8, 32),
    "m6g.4xlarge": arm64(16, 64),
    "m7g.large": arm64(2, 8),
    "m7g.xlarge": arm64(4, 16),
    "m7g.2xlarge": arm64(8, 32),
    "m7g.4xlarge": arm64(16, 64),
    "c6i.large": amd64(2, 4),
    "c6i.xlarge": amd64(4, 8),
    "c6i.2xlarge": amd64(8, 16),
    "c6i.4xlarge": amd64(16, 32),
    "c7i.large": amd64(2, 4),
    "c7i.xlarge": amd64(4, 8),
    "c7i.2xlarge": amd64(8, 16),
    "c7i.4xlarge": amd64(16, 32),
    "c7g.large": arm64(2, 4),
    "c7g.xlarge": arm64(4, 8),
    "c7g.2xlarge": arm64(8, 16),
    "c7g.4xlarge": arm64(16, 32),
    "r6i.large": amd64(2, 16),
    "r6i.xlarge": amd64(4, 32),
    "r6i.2xlarge": amd64(8, 64),
    "r6i.4xlarge": amd64(16, 128),
    "r7i.large": amd64(2, 16),
    "r7i.xlarge": amd64(4, 32),
    "r7i.2xlarge": amd64(8, 64),
    "r7i.4xlarge": amd64(16, 128),
} as const satisfies Record<string, InstanceType>;

/** Instance types with NVIDIA GPUs that node groups may use. Source: AWS EC2 instance types, November 2026. */
export const GPU_INSTANCE_TYPES = {
    "g4dn.xlarge": nvidia(4, 16, 1, "Tesla-T4"),
    "g4dn.2xlarge": nvidia(8, 32, 1, "Tesla-T4"),
    "g4dn.4xlarge": nvidia(16, 64, 1, "Tesla-T4"),
    "g4dn.12xlarge": nvidia(48, 192, 4, "Tesla-T4"),
    "g5.xlarge": nvidia(4, 16, 1, "NVIDIA-A10G"),
    "g5.2xlarge": nvidia(8, 32, 1, "NVIDIA-A10G"),
    "g5.4xlarge": nvidia(16, 64, 1, "NVIDIA-A10G"),
    "g5.12xlarge": nvidia(48, 192, 4, "NVIDIA-A10G"),
    "g5.48xlarge": nvidia(192, 768, 8, "NVIDIA-A10G"),
    "g6.xlarge": nvidia(4, 16, 1, "NVIDIA-L4"),
    "g6.2xlarge": nvidia(8, 32, 1, "NVIDIA-L4"),
    "g6.4xlarge": nvidia(16, 64, 1, "NVIDIA-L4"),
    "g6.12xlarge": nvidia(48, 192, 4, "NVIDIA-L4"),
    "g6.48xlarge": nvidia(192, 768, 8, "NVIDIA-L4"),
    "p4d.24xlarge": nvidia(96, 1152, 8, "NVIDIA-A100-SXM4-40GB"),
    "p5.48xlarge": nvidia(192, 2048, 8, "NVIDIA-H100-80GB-HBM3"),
} as const satisfies Record<string, InstanceType>;

/** Name of an instance type without a GPU. */
export type CpuInstanceType = keyof typeof CPU_INSTANCE_TYPES;
/** Name of an instance type with GPUs. */
export type GpuInstanceType = keyof typeof GPU_INSTANCE_TYPES;

/** Names that `NodeGroup` accepts for kinds without a GPU, for messages and schemas. */
export const cpuInstanceTypeNames = Object.keys(CPU_INSTANCE_TYPES) as readonly CpuInstanceType[];
/** Names that `NodeGroup` accepts for the kind "gpu", for messages and schemas. */
export const gpuInstanceTypeNames = Object.keys(GPU_INSTANCE_TYPES) as readonly GpuInstanceType[];

const ALL: Readonly<Record<string, InstanceType>> = { ...CPU_INSTANCE_TYPES, ...GPU_INSTANCE_TYPES };

/** What a type offers, or undefined for a name that the table does not have. */
export function instanceType(name: string): InstanceType | undefined {
    return Object.hasOwn(ALL, name) ? ALL[name] : undefined;
}
