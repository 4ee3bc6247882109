import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
    cpuInstanceTypeNames,
    GPU_RESOURCE,
    gpuInstanceTypeNames,
    nodeSelectorFor,
    tolerationsFor,
} from "../../components";
import { instanceType } from "../../components/internal/plan/instance-types";
import { type NodeGroupSpec, planNodeGroup } from "../../components/internal/plan/node-group";
import { gpuNodes, poolsCeiling, quotaAbove } from "../../components/internal/plan/quotas";
import { POOL_KINDS, type PoolKind, poolOffer, scaleFromZeroTags } from "../../components/internal/plan/scheduling";

const RUNS = { numRuns: 2000 };
const anyType = fc.constantFrom(...cpuInstanceTypeNames, ...gpuInstanceTypeNames);
const count = fc.oneof(fc.integer({ min: -2, max: 500 }), fc.double(), fc.constant(undefined));
const spec: fc.Arbitrary<NodeGroupSpec> = fc.record({
    kind: fc.constantFrom(...POOL_KINDS),
    instanceTypes: fc.oneof(
        fc.array(fc.oneof(anyType, fc.string({ maxLength: 8 })), { maxLength: 4 }),
        fc.uniqueArray(fc.constantFrom(...cpuInstanceTypeNames), { minLength: 1, maxLength: 4 }),
        fc.uniqueArray(fc.constantFrom(...gpuInstanceTypeNames), { minLength: 1, maxLength: 3 }),
    ),
    minSize: fc.oneof(count, fc.constantFrom(0, 1, 2)),
    maxSize: fc.oneof(count, fc.constantFrom(3, 9)),
    maxGpus: fc.oneof(count, fc.constantFrom(8, 16)),
    capacityType: fc.constantFrom(undefined, "ON_DEMAND", "SPOT", "CAPACITY_BLOCK"),
    capacityReservationId: fc.constantFrom(undefined, "cr-0123456789abcdef0", "mine"),
});

describe("the node group planner", () => {
    it("answers every specification with a sound plan or with problems, and never throws", () => {
        let planned = 0;
        fc.assert(
            fc.property(spec, (given) => {
                const answer = planNodeGroup("pool", given);
                if ("problems" in answer) {
                    expect(answer.problems.length).toBeGreaterThan(0);
                    return;
                }
                planned += 1;
                const { minSize, maxSize, amiType, capacityType, offer } = answer.plan;
                expect(minSize).toBeGreaterThanOrEqual(given.kind === "system" ? 1 : 0);
                expect(maxSize).toBeGreaterThanOrEqual(Math.max(1, minSize));
                expect(maxSize).toBeLessThanOrEqual(450);
                const types = given.instanceTypes.map((type) => instanceType(type));
                const arm = types.some((type) => type?.architecture === "arm64");
                const gpu = given.kind === "gpu";
                expect(amiType).toBe(`AL2023_${arm ? "ARM_64" : "x86_64"}_${gpu ? "NVIDIA" : "STANDARD"}`);
                expect(types.every((type) => (type?.gpus !== undefined) === gpu)).toBe(true);
                expect(new Set(types.map((type) => type?.architecture)).size).toBe(1);
                if (capacityType === "SPOT") expect(types.length).toBeGreaterThanOrEqual(gpu ? 2 : 3);
                if (given.kind === "spot") expect(capacityType).toBe("SPOT");
                for (const type of gpu ? types : []) {
                    expect(maxSize * (type?.gpus ?? 0)).toBeLessThanOrEqual(given.maxGpus ?? 0);
                    expect(offer.gpusPerNode).toBeLessThanOrEqual(type?.gpus ?? 0);
                }
            }),
            RUNS,
        );
        expect(planned).toBeGreaterThan(20);
    });

    it("never counts more nodes than the GPUs allow, and could not take one more", () => {
        fc.assert(
            fc.property(
                fc.uniqueArray(fc.constantFrom(...gpuInstanceTypeNames), { minLength: 1 }),
                fc.nat(1000),
                (types, maxGpus) => {
                    const most = Math.max(...types.map((type) => instanceType(type)?.gpus ?? 0));
                    const nodes = gpuNodes(types, maxGpus);
                    expect(nodes * most).toBeLessThanOrEqual(maxGpus);
                    expect((nodes + 1) * most).toBeGreaterThan(maxGpus);
                },
            ),
            RUNS,
        );
    });
});

describe("quotas", () => {
    const pool = fc.record({ instanceTypes: fc.array(anyType, { minLength: 1, maxLength: 3 }), maxSize: fc.nat(50) });
    const pools = fc.array(pool, { maxLength: 4 });

    it("are refused exactly where they are above what all pools offer", () => {
        const quota = fc.record({ cpu: fc.nat(5000), memoryGiB: fc.nat(20_000), gpus: fc.nat(500) });
        fc.assert(
            fc.property(pools, quota, (given, asked) => {
                const ceiling = poolsCeiling(given);
                const above = quotaAbove(asked, ceiling);
                for (const part of ["cpu", "memoryGiB", "gpus"] as const) {
                    const found = above.find((entry) => entry.part === part);
                    expect(found?.available).toBe(asked[part] > ceiling[part] ? ceiling[part] : undefined);
                }
            }),
            RUNS,
        );
    });

    it("have a ceiling that only grows with another pool", () => {
        fc.assert(
            fc.property(pools, pool, (given, another) => {
                const [less, more] = [poolsCeiling(given), poolsCeiling([...given, another])];
                expect(more.cpu).toBeGreaterThanOrEqual(less.cpu);
                expect(more.memoryGiB).toBeGreaterThanOrEqual(less.memoryGiB);
                expect(more.gpus).toBeGreaterThanOrEqual(less.gpus);
            }),
            RUNS,
        );
    });
});

describe.each(POOL_KINDS)("the scheduling contract of the kind %s", (kind: PoolKind) => {
    const offer = poolOffer({
        name: "pool",
        kind,
        architecture: "amd64",
        gpusPerNode: kind === "gpu" ? 4 : 0,
        gpuModel: "NVIDIA-L4",
    });

    it("tolerates its own taints and no others", () => {
        expect(tolerationsFor(kind).map(({ key, effect }) => ({ key, effect }))).toEqual(
            offer.taints.map(({ key, effect }) => ({ key, effect })),
        );
    });

    it("selects the nodes that it labels, and those of no other kind", () => {
        const chosen = POOL_KINDS.filter((other) =>
            Object.entries(nodeSelectorFor(other)).every(([key, value]) => offer.labels[key] === value),
        );
        expect(chosen).toEqual([kind]);
    });

    it("tells the autoscaler all that a node carries, and nothing more", () => {
        const template = "k8s.io/cluster-autoscaler/node-template";
        expect(scaleFromZeroTags(offer)).toEqual({
            ...Object.fromEntries(Object.entries(offer.labels).map(([key, v]) => [`${template}/label/${key}`, v])),
            ...Object.fromEntries(
                offer.taints.map(({ key, value, effect }) => [`${template}/taint/${key}`, `${value}:${effect}`]),
            ),
            ...(kind === "gpu" ? { [`${template}/resources/${GPU_RESOURCE}`]: "4" } : {}),
        });
    });
});
