import * as autoscaling from "@pulumi/aws/autoscaling";
import * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import { nameProblems } from "../internal/names";
import { type NodeGroupPlan, planNodeGroup } from "../internal/plan/node-group";
import { type PoolOffer, scaleFromZeroTags, type Taint } from "../internal/plan/scheduling";
import { Problems } from "../internal/problems";
import { componentTags, type Tags } from "../internal/tags";
import { transformed } from "../internal/transform";
import type { NodeGroupArgs } from "./node-group-args";
import { createNodeRole } from "./node-role";

const DEFAULT_DISK_GIB = { system: 50, spot: 50, gpu: 150 };

/** A third at a time: an update of three nodes goes one by one, one of thirty does not take the night. */
const MAX_UNAVAILABLE_PERCENT = 33;

/** EKS' taint effects by Kubernetes' names. */
const EFFECTS: Readonly<Record<Taint["effect"], string>> = { NoSchedule: "NO_SCHEDULE" };

/**
 * A managed node group of one kind: `system`, `spot` or `gpu`.
 *
 * Creates a launch template (IMDSv2, encrypted disk, tags that reach instances and volumes), the nodes' role, the group
 * with labels and taints from the scheduling contract, and the tags that let the autoscaler start it from zero. Idle, it
 * costs its `minSize` nodes: a `gpu` group at zero costs nothing, a t3.medium about 35 USD a month with its disk.
 *
 * @example
 * ```ts
 * new NodeGroup("gpu", {
 *     kind: "gpu", cluster, subnetIds: network.privateSubnetIds, instanceTypes: ["g5.xlarge"], maxGpus: 4,
 * }, { dependsOn: [cluster] });
 * ```
 */
export class NodeGroup extends pulumi.ComponentResource {
    /** Type token. */
    public static readonly __pulumiType = "groundwork:index:NodeGroup";

    /** What the nodes carry and what a pod needs to land on them. */
    public readonly offer: PoolOffer;
    /** Name of the EKS node group. Known once its nodes are ready, so others may wait for it. */
    public readonly nodeGroupName: pulumi.Output<string>;
    /** ARN of the nodes' role. */
    public readonly nodeRoleArn: pulumi.Output<string>;
    /** Name of the scaling group behind the node group. */
    public readonly scalingGroupName: pulumi.Output<string>;

    constructor(name: string, args: NodeGroupArgs, opts?: pulumi.ComponentResourceOptions) {
        const plan = checkArgs(name, args);
        const { transform: _, cluster, ...inputs } = args;
        super(NodeGroup.__pulumiType, name, inputs, opts);

        this.offer = plan.offer;
        const tags = componentTags("node-group", name, args.tags);
        const { role, policies } = createNodeRole(this, name, args.cluster.partition, tags);
        const template = this.createLaunchTemplate(name, args, plan, tags);
        const group = this.createNodeGroup(name, args, plan, template, role, policies, tags);
        this.nodeGroupName = group.nodeGroupName;
        this.nodeRoleArn = role.arn;
        this.scalingGroupName = group.resources.apply((resources) => resources[0]?.autoscalingGroups[0]?.name ?? "");
        if (plan.minSize === 0) this.tagForScaleFromZero(name, plan.offer);
        this.registerOutputs({
            nodeGroupName: this.nodeGroupName,
            nodeRoleArn: this.nodeRoleArn,
            scalingGroupName: this.scalingGroupName,
        });
    }

    private createLaunchTemplate(
        name: string,
        args: NodeGroupArgs,
        plan: NodeGroupPlan,
        tags: Tags,
    ): ec2.LaunchTemplate {
        const launchTags = { Name: name, ...tags };
        return new ec2.LaunchTemplate(
            ...transformed(
                args.transform?.launchTemplate,
                `${name}-template`,
                {
                    description: `Nodes of the group "${name}".`,
                    updateDefaultVersion: true,
                    // One hop: a pod that is not on the host's network cannot take the node's credentials.
                    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
                    blockDeviceMappings: [
                        {
                            deviceName: "/dev/xvda",
                            ebs: {
                                volumeType: "gp3",
                                volumeSize: args.diskGiB ?? DEFAULT_DISK_GIB[args.kind],
                                encrypted: "true",
                                kmsKeyId: args.cluster.kmsKeyArn,
                                deleteOnTermination: "true",
                            },
                        },
                    ],
                    tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
                        resourceType,
                        tags: launchTags,
                    })),
                    ...reservation(args, plan),
                    tags,
                },
                { parent: this },
            ),
        );
    }

    private createNodeGroup(
        name: string,
        args: NodeGroupArgs,
        plan: NodeGroupPlan,
        template: ec2.LaunchTemplate,
        role: iam.Role,
        policies: pulumi.Resource[],
        tags: Tags,
    ): eks.NodeGroup {
        const { minSize, maxSize, capacityType, offer } = plan;
        return new eks.NodeGroup(
            ...transformed(
                args.transform?.nodeGroup,
                `${name}-nodes`,
                {
                    clusterName: args.cluster.name,
                    version: args.cluster.version,
                    ...(args.releaseVersion === undefined ? {} : { releaseVersion: args.releaseVersion }),
                    nodeRoleArn: role.arn,
                    subnetIds: zonesOf(args).flatMap((zone) => args.subnetIds[zone] ?? []),
                    amiType: plan.amiType,
                    capacityType,
                    // A capacity block's type stands in the launch template.
                    ...(capacityType === "CAPACITY_BLOCK" ? {} : { instanceTypes: [...args.instanceTypes] }),
                    scalingConfig: { minSize, maxSize, desiredSize: minSize },
                    updateConfig: { maxUnavailablePercentage: MAX_UNAVAILABLE_PERCENT },
                    nodeRepairConfig: { enabled: true },
                    launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
                    labels: { ...offer.labels },
                    taints: offer.taints.map(({ key, value, effect }) => ({ key, value, effect: EFFECTS[effect] })),
                    tags,
                },
                // The autoscaler owns the desired size: without this each `up` would undo what it did.
                { parent: this, dependsOn: policies, ignoreChanges: ["scalingConfig.desiredSize"] },
            ),
        );
    }

    /** Tags on the node group do not reach its scaling group, where the autoscaler looks. */
    private tagForScaleFromZero(name: string, offer: PoolOffer): void {
        for (const [key, value] of Object.entries(scaleFromZeroTags(offer))) {
            new autoscaling.Tag(
                `${name}-${key.replace(/^.*node-template\//, "")}`,
                { autoscalingGroupName: this.scalingGroupName, tag: { key, value, propagateAtLaunch: false } },
                { parent: this },
            );
        }
    }
}

function zonesOf(args: NodeGroupArgs): readonly string[] {
    return args.zones ?? Object.keys(args.subnetIds);
}

function reservation(args: NodeGroupArgs, plan: NodeGroupPlan): Partial<ec2.LaunchTemplateArgs> {
    if (args.kind !== "gpu" || args.capacityReservationId === undefined) return {};
    const target = {
        capacityReservationSpecification: {
            capacityReservationTarget: { capacityReservationId: args.capacityReservationId },
        },
    };
    if (plan.capacityType !== "CAPACITY_BLOCK") return target;
    return { ...target, instanceType: args.instanceTypes[0], instanceMarketOptions: { marketType: "capacity-block" } };
}

function checkArgs(name: string, args: NodeGroupArgs): NodeGroupPlan {
    const problems = new Problems(`NodeGroup "${name}"`);
    problems.add(nameProblems("name", name));
    problems.checkWhole("diskGiB", args.diskGiB, "GiB", 20, 2000);
    const known = Object.keys(args.subnetIds);
    problems.check(zonesOf(args).length > 0, "zones must name at least one zone, got none.");
    for (const zone of zonesOf(args)) {
        problems.check(known.includes(zone), `zones: no subnet in zone "${zone}", only in ${known.join(", ")}.`);
    }
    return problems.planOrThrow(planNodeGroup(name, args));
}
