import { gpuInstanceTypeNames, type InstanceType, instanceType } from "./instance-types";
import type { Planned } from "./planned";
import { gpuNodes } from "./quotas";
import { type PoolKind, type PoolOffer, poolOffer } from "./scheduling";

/** What of a node group can be planned without a cloud. */
export interface NodeGroupSpec {
    readonly kind: PoolKind;
    readonly instanceTypes: readonly string[];
    readonly minSize?: number | undefined;
    /** For kinds without GPUs. */
    readonly maxSize?: number | undefined;
    /** For the kind "gpu". */
    readonly maxGpus?: number | undefined;
    readonly capacityType?: string | undefined;
    readonly capacityReservationId?: string | undefined;
}

/** How EKS sells capacity. */
export type CapacityType = "ON_DEMAND" | "SPOT" | "CAPACITY_BLOCK";

/** Everything about a node group that follows from its specification. */
export interface NodeGroupPlan {
    readonly minSize: number;
    readonly maxSize: number;
    readonly capacityType: CapacityType;
    /** EKS name of the node image. */
    readonly amiType: string;
    readonly offer: PoolOffer;
}

/** Spot pools with fewer types run dry together. GPU types are scarcer, so two must do. */
const MIN_SPOT_TYPES = { spot: 3, gpu: 2 };
const MAX_NODES = 450; // EKS quota: nodes per managed node group.

/** Plans a node group, or says every reason why it cannot be. `name` becomes the pool's label. */
export function planNodeGroup(name: string, spec: NodeGroupSpec): Planned<NodeGroupPlan> {
    const minSize = spec.minSize ?? 0;
    const maxSize = spec.kind === "gpu" ? gpuNodes(spec.instanceTypes, spec.maxGpus ?? 0) : (spec.maxSize ?? 0);
    const problems = [...typeProblems(spec), ...sizeProblems(spec, minSize, maxSize), ...capacityProblems(spec)];
    if (problems.length > 0) return { problems };

    const types = spec.instanceTypes.map(instanceType).filter((type) => type !== undefined);
    const architecture = types[0]?.architecture ?? "amd64";
    const models = new Set(types.map((type) => type.gpuModel));
    const offer = poolOffer({
        name,
        kind: spec.kind,
        architecture,
        gpusPerNode: Math.min(...types.map((type) => type.gpus ?? 0)),
        gpuModel: models.size === 1 ? types[0]?.gpuModel : undefined,
    });
    return { plan: { minSize, maxSize, capacityType: capacityOf(spec), amiType: amiTypeOf(types), offer } };
}

function capacityOf(spec: NodeGroupSpec): CapacityType {
    if (spec.kind === "spot") return "SPOT";
    return (spec.capacityType ?? "ON_DEMAND") as CapacityType;
}

/** Amazon Linux 2023 in each case: its NVIDIA variant has the driver and the container toolkit, and starts fastest. */
function amiTypeOf(types: readonly InstanceType[]): string {
    const architecture = types.some((type) => type.architecture === "arm64") ? "ARM_64" : "x86_64";
    return `AL2023_${architecture}_${types.some((type) => type.gpus) ? "NVIDIA" : "STANDARD"}`;
}

function typeProblems({ kind, instanceTypes }: NodeGroupSpec): string[] {
    const problems: string[] = [];
    for (const name of instanceTypes) {
        const type = instanceType(name);
        if (type === undefined) {
            problems.push(`instanceTypes: "${name}" is not a type that the platform knows.`);
        } else if (kind === "gpu" && !type.gpus) {
            problems.push(`instanceTypes: "${name}" has no GPU: take one of ${gpuInstanceTypeNames.join(", ")}.`);
        } else if (kind !== "gpu" && type.gpus) {
            problems.push(`instanceTypes: "${name}" has GPUs, which the kind "${kind}" would waste: use kind "gpu".`);
        }
    }
    if (instanceTypes.length === 0) problems.push("instanceTypes must name at least one type, got none.");
    if (new Set(instanceTypes).size < instanceTypes.length) problems.push("instanceTypes names a type twice.");
    const architectures = new Set(instanceTypes.map((name) => instanceType(name)?.architecture).filter(Boolean));
    if (architectures.size > 1) {
        problems.push("instanceTypes mixes amd64 and arm64: a node group has one image, so make two groups.");
    }
    return problems;
}

function sizeProblems(spec: NodeGroupSpec, minSize: number, maxSize: number): string[] {
    const problems: string[] = [];
    const whole = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= MAX_NODES;
    if (!whole(minSize)) problems.push(`minSize must be a whole number from 0 to ${MAX_NODES}, got ${minSize}.`);
    if (spec.kind === "gpu" && (!Number.isInteger(spec.maxGpus) || maxSize < 1)) {
        problems.push(
            `maxGpus must be a whole number that allows at least one node of ${spec.instanceTypes.join(", ")}, got ${spec.maxGpus}.`,
        );
    } else if (!whole(maxSize) || maxSize < 1) {
        problems.push(`maxSize must be a whole number from 1 to ${MAX_NODES}, got ${maxSize}.`);
    }
    if (spec.kind === "system" && minSize < 1) {
        problems.push(`minSize must be at least 1 for the kind "system": DNS and drivers run there, got ${minSize}.`);
    }
    if (minSize > maxSize) problems.push(`minSize ${minSize} is above the largest size ${maxSize}.`);
    return problems;
}

function capacityProblems(spec: NodeGroupSpec): string[] {
    const problems: string[] = [];
    const { kind, instanceTypes, capacityReservationId: reservation } = spec;
    const capacity = capacityOf(spec);
    const fewest = kind === "gpu" ? MIN_SPOT_TYPES.gpu : MIN_SPOT_TYPES.spot;
    if (capacity === "SPOT" && instanceTypes.length < fewest) {
        problems.push(
            `instanceTypes must name at least ${fewest} types for spot capacity, or they run dry together, got ${instanceTypes.length}.`,
        );
    }
    if (capacity === "CAPACITY_BLOCK" && (reservation === undefined || instanceTypes.length !== 1)) {
        problems.push('capacityType "CAPACITY_BLOCK" needs capacityReservationId and exactly one instance type.');
    }
    if (capacity === "SPOT" && reservation !== undefined) {
        problems.push("capacityReservationId cannot be used with spot capacity.");
    }
    if (reservation !== undefined && !/^cr-[0-9a-f]{8,17}$/.test(reservation)) {
        problems.push(`capacityReservationId must look like "cr-0123456789abcdef0", got "${reservation}".`);
    }
    return problems;
}
