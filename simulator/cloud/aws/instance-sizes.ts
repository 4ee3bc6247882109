/** CPU, memory and GPUs of one EC2 instance type. */
export interface InstanceSize {
    readonly vcpu: number;
    /** Unit: GiB. */
    readonly memoryGiB: number;
    readonly architecture: "amd64" | "arm64";
    /** 0 for types without. */
    readonly gpus: number;
}

/**
 * CPU families: memory per vCPU in GiB, and the sizes by vCPU. Source: AWS EC2 instance types, November 2026.
 */
const GIB_PER_VCPU: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };
const FAMILIES = ["c6i", "c7i", "c7g", "m6i", "m7i", "m6g", "m7g", "r6i", "r7i"];
const VCPUS: Readonly<Record<string, number>> = { large: 2, xlarge: 4, "2xlarge": 8, "4xlarge": 16 };

/** Burstable families have two vCPUs in small sizes too. Memory in GiB by size. */
const BURSTABLE_FAMILIES = ["t3", "t3a", "t4g"];
const BURSTABLE: Readonly<Record<string, readonly [vcpu: number, memoryGiB: number]>> = {
    medium: [2, 4],
    large: [2, 8],
    xlarge: [4, 16],
    "2xlarge": [8, 32],
};

/** Types with NVIDIA GPUs: vCPU, GiB, GPUs. Source: AWS EC2 accelerated computing instances, November 2026. */
const GPU: Readonly<Record<string, readonly [vcpu: number, memoryGiB: number, gpus: number]>> = {
    "g4dn.xlarge": [4, 16, 1],
    "g4dn.2xlarge": [8, 32, 1],
    "g4dn.4xlarge": [16, 64, 1],
    "g4dn.12xlarge": [48, 192, 4],
    "g5.xlarge": [4, 16, 1],
    "g5.2xlarge": [8, 32, 1],
    "g5.4xlarge": [16, 64, 1],
    "g5.12xlarge": [48, 192, 4],
    "g5.48xlarge": [192, 768, 8],
    "g6.xlarge": [4, 16, 1],
    "g6.2xlarge": [8, 32, 1],
    "g6.4xlarge": [16, 64, 1],
    "g6.12xlarge": [48, 192, 4],
    "g6.48xlarge": [192, 768, 8],
    "p4d.24xlarge": [96, 1152, 8],
    "p5.48xlarge": [192, 2048, 8],
};

const SIZES: Readonly<Record<string, InstanceSize>> = Object.fromEntries([...general(), ...burstable(), ...gpu()]);

/** What an instance type has, or undefined for a name that EC2 does not know. */
export function instanceSize(type: string): InstanceSize | undefined {
    return Object.hasOwn(SIZES, type) ? SIZES[type] : undefined;
}

/** Every type in the table. */
export const instanceTypes: readonly string[] = Object.keys(SIZES);

function general(): [string, InstanceSize][] {
    return FAMILIES.flatMap((family) =>
        Object.entries(VCPUS).map(([size, vcpu]): [string, InstanceSize] => {
            const memoryGiB = vcpu * (GIB_PER_VCPU[family.charAt(0)] ?? 0);
            return [`${family}.${size}`, { vcpu, memoryGiB, architecture: architectureOf(family), gpus: 0 }];
        }),
    );
}

function burstable(): [string, InstanceSize][] {
    return BURSTABLE_FAMILIES.flatMap((family) =>
        Object.entries(BURSTABLE).map(([size, [vcpu, memoryGiB]]): [string, InstanceSize] => [
            `${family}.${size}`,
            { vcpu, memoryGiB, architecture: architectureOf(family), gpus: 0 },
        ]),
    );
}

function gpu(): [string, InstanceSize][] {
    return Object.entries(GPU).map(([type, [vcpu, memoryGiB, gpus]]): [string, InstanceSize] => [
        type,
        { vcpu, memoryGiB, architecture: "amd64", gpus },
    ]);
}

/** A family whose letters after the generation begin with "g" has a Graviton processor. */
function architectureOf(family: string): InstanceSize["architecture"] {
    return /^[a-z]+\dg/.test(family) ? "arm64" : "amd64";
}
