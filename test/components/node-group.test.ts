import { beforeAll, describe, expect, it } from "vitest";

import {
    Cluster,
    type GpuNodeGroupArgs,
    NodeGroup,
    type NodeGroupArgs,
    type SpotNodeGroupArgs,
    type SystemNodeGroupArgs,
} from "../../components";
import { scaleFromZeroTags } from "../../components/internal/plan/scheduling";
import { behavesAsComponent } from "../support/component";
import { ACCOUNT, type Deployed, deploy, known, refusal } from "../support/deploy";

type Without<T> = Omit<T, "cluster" | "subnetIds">;
type Kinds = Without<SystemNodeGroupArgs> | Without<SpotNodeGroupArgs> | Without<GpuNodeGroupArgs>;

const subnetIds = { a: "subnet-a", b: "subnet-b" };
const newCluster = () =>
    new Cluster("ml", {
        account: ACCOUNT,
        vpcId: "vpc-1",
        subnetIds: Object.values(subnetIds),
        access: { breakGlass: { oncall: "arn:aws:iam::123456789012:role/oncall" } },
    });
const group = (args: Kinds, name = "pool") => new NodeGroup(name, { ...args, cluster: newCluster(), subnetIds });
const system = { kind: "system", instanceTypes: ["t3.large"], minSize: 2, maxSize: 4 } as const;
const gpu = { kind: "gpu", instanceTypes: ["g5.xlarge", "g6.12xlarge"], maxGpus: 9, tags: { owner: "us" } } as const;

behavesAsComponent("NodeGroup", {
    create: () => group(gpu),
    surroundings: newCluster,
    outputs: ["nodeGroupName", "nodeRoleArn", "scalingGroupName"],
});

describe("a GPU node group", () => {
    let made: Deployed<NodeGroup>;
    beforeAll(async () => {
        made = await deploy(() => group(gpu));
    });
    const nodes = () => made.one("aws:eks/nodeGroup:NodeGroup");
    const template = () => made.one("aws:ec2/launchTemplate:LaunchTemplate");

    it("keeps the node's credentials from pods", () => {
        expect(template().inputs.metadataOptions).toEqual({
            httpEndpoint: "enabled",
            httpTokens: "required",
            httpPutResponseHopLimit: 1,
        });
    });

    it("encrypts its disks with the cluster's key", () => {
        expect(template().inputs.blockDeviceMappings).toMatchObject([
            {
                ebs: {
                    encrypted: "true",
                    kmsKeyId: made.one("aws:kms/key:Key").outputs.arn,
                    volumeType: "gp3",
                    volumeSize: 150,
                    deleteOnTermination: "true",
                },
            },
        ]);
    });

    it("tags instances, their disks and their network interfaces", () => {
        const tags = expect.objectContaining({ owner: "us", "groundwork:component": "node-group", Name: "pool" });
        expect(template().inputs.tagSpecifications).toEqual(
            ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
        );
    });

    it("carries the labels and taints of its offer", () => {
        const { labels, taints } = made.result.offer;
        expect(nodes().inputs.labels).toEqual(labels);
        expect(nodes().inputs.taints).toEqual(taints.map((taint) => ({ ...taint, effect: "NO_SCHEDULE" })));
        expect(taints).toEqual([{ key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" }]);
    });

    it("tells the autoscaler, through its scaling group, what a node would offer while there is none", async () => {
        const tags = made.graph.ofType("aws:autoscaling/tag:Tag").map(({ inputs }) => inputs);
        const byKey = tags.map(({ tag }) => tag as { key: string; value: string });
        expect(Object.fromEntries(byKey.map(({ key, value }) => [key, value]))).toEqual(
            scaleFromZeroTags(made.result.offer),
        );
        const scalingGroup = await known(made.result.scalingGroupName);
        expect(scalingGroup).not.toBe("");
        expect(new Set(tags.map(({ autoscalingGroupName }) => autoscalingGroupName))).toEqual(new Set([scalingGroup]));
    });

    it("never has more GPUs than asked for, counting the type with the most", () => {
        expect(nodes().inputs.scalingConfig).toEqual({ minSize: 0, maxSize: 2, desiredSize: 0 });
    });

    it("leaves the desired size to the autoscaler", () => {
        expect(nodes().options.ignoreChanges).toEqual(["scalingConfig.desiredSize"]);
    });

    it("updates a third at a time and repairs nodes", () => {
        expect(nodes().inputs).toMatchObject({
            updateConfig: { maxUnavailablePercentage: 33 },
            nodeRepairConfig: { enabled: true },
            amiType: "AL2023_x86_64_NVIDIA",
        });
    });

    it("starts nodes after the two policies that they join with, and no other", () => {
        const attached = made.graph
            .childrenOf(made.one("groundwork:index:NodeGroup").urn)
            .filter(({ type }) => type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
        expect(attached.map(({ inputs }) => inputs.policyArn)).toEqual([
            "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
            "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
        ]);
        expect(nodes().dependencies.map(({ urn }) => urn)).toEqual(
            expect.arrayContaining(attached.map(({ urn }) => urn)),
        );
    });
});

describe("a node group of another kind", () => {
    it("needs no scale-from-zero tags while it never stands at zero", async () => {
        const made = await deploy(() => group({ ...system, zones: ["b"], diskGiB: 80, releaseVersion: "1.35.2-1" }));
        expect(made.graph.ofType("aws:autoscaling/tag:Tag")).toEqual([]);
        expect(made.one("aws:eks/nodeGroup:NodeGroup").inputs).toMatchObject({
            subnetIds: ["subnet-b"],
            capacityType: "ON_DEMAND",
            instanceTypes: ["t3.large"],
            releaseVersion: "1.35.2-1",
            taints: [],
        });
        expect(made.one("aws:ec2/launchTemplate:LaunchTemplate").inputs.blockDeviceMappings).toMatchObject([
            { ebs: { volumeSize: 80 } },
        ]);
    });

    it("starts in a capacity block through its launch template", async () => {
        const block = { capacityType: "CAPACITY_BLOCK", capacityReservationId: "cr-0123456789abcdef0" } as const;
        const made = await deploy(() => group({ ...gpu, ...block, instanceTypes: ["p5.48xlarge"], maxGpus: 16 }));
        const { inputs } = made.one("aws:eks/nodeGroup:NodeGroup");
        expect(inputs).toMatchObject({ capacityType: "CAPACITY_BLOCK", scalingConfig: { maxSize: 2 } });
        expect(inputs.instanceTypes).toBeUndefined();
        expect(made.one("aws:ec2/launchTemplate:LaunchTemplate").inputs).toMatchObject({
            instanceType: "p5.48xlarge",
            instanceMarketOptions: { marketType: "capacity-block" },
            capacityReservationSpecification: {
                capacityReservationTarget: { capacityReservationId: "cr-0123456789abcdef0" },
            },
        });
    });

    it("starts in an on-demand reservation, with its types where they always stand", async () => {
        const made = await deploy(() => group({ ...gpu, capacityReservationId: "cr-0123456789abcdef0" }));
        expect(made.one("aws:eks/nodeGroup:NodeGroup").inputs.instanceTypes).toEqual(["g5.xlarge", "g6.12xlarge"]);
        const { inputs } = made.one("aws:ec2/launchTemplate:LaunchTemplate");
        expect(inputs.instanceMarketOptions).toBeUndefined();
        expect(inputs.capacityReservationSpecification).toBeDefined();
    });

    it("passes the template and the group through their transforms, without changing the parent", async () => {
        const made = await deploy(() =>
            group({
                ...system,
                transform: {
                    launchTemplate: (args) => {
                        args.ebsOptimized = "true";
                    },
                    nodeGroup: (args, opts) => {
                        args.forceUpdateVersion = true;
                        delete opts.parent;
                    },
                },
            }),
        );
        expect(made.one("aws:ec2/launchTemplate:LaunchTemplate").inputs.ebsOptimized).toBe("true");
        const nodes = made.one("aws:eks/nodeGroup:NodeGroup");
        expect(nodes.inputs.forceUpdateVersion).toBe(true);
        expect(nodes.parent).toBe(await known(made.result.urn));
    });
});

describe("a node group's arguments", () => {
    it("are all judged before anything is registered", async () => {
        const wrong = {
            kind: "spot",
            cluster: {} as Cluster,
            subnetIds,
            zones: ["c"],
            diskGiB: 8,
            instanceTypes: ["m6i.large", "m6g.large"],
            minSize: 5,
            maxSize: 2,
        } as unknown as NodeGroupArgs;
        expect(await refusal(() => new NodeGroup("Pool", wrong))).toBe(
            [
                'NodeGroup "Pool":',
                '  - name must be lower-case letters, digits and dashes, starting with a letter, got "Pool": write "pool".',
                "  - diskGiB must be a whole number of GiB from 20 to 2000, got 8.",
                '  - zones: no subnet in zone "c", only in a, b.',
                "  - instanceTypes mixes amd64 and arm64: a node group has one image, so make two groups.",
                "  - minSize 5 is above the largest size 2.",
                "  - instanceTypes must name at least 3 types for spot capacity, or they run dry together, got 2.",
            ].join("\n"),
        );
    });

    it("of the wrong kind do not compile", () => {
        // @ts-expect-error a GPU group has GPU types
        const cpuTypes: Without<GpuNodeGroupArgs> = { kind: "gpu", instanceTypes: ["m6i.large"], maxGpus: 1 };
        // @ts-expect-error a GPU group has at least one type
        const noTypes: Without<GpuNodeGroupArgs> = { kind: "gpu", instanceTypes: [], maxGpus: 1 };
        // @ts-expect-error a GPU group says how many GPUs it may have
        const noCeiling: Without<GpuNodeGroupArgs> = { kind: "gpu", instanceTypes: ["g5.xlarge"] };
        const two = ["m6i.large", "m7i.large"] as const;
        // @ts-expect-error a spot group has three types
        const twoTypes: Without<SpotNodeGroupArgs> = { kind: "spot", instanceTypes: two, minSize: 0, maxSize: 1 };
        // @ts-expect-error a system group has no GPUs
        const wasted: Without<SystemNodeGroupArgs> = { ...system, instanceTypes: ["g5.xlarge"] };
        expect([cpuTypes, noTypes, noCeiling, twoTypes, wasted]).toHaveLength(5);
    });
});
