import type * as ec2 from "@pulumi/aws/ec2";
import type * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import type { CpuInstanceType, GpuInstanceType } from "../internal/plan/instance-types";
import type { Tags } from "../internal/tags";
import type { Transform } from "../internal/transform";
import type { Cluster } from "./cluster";

/** Arguments that every kind of {@link NodeGroup} has. */
export interface NodeGroupBaseArgs {
    /** The cluster that the nodes join. */
    readonly cluster: Cluster;
    /** Private subnets by zone letter; `zones` picks from them. */
    readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
    /**
     * Zone letters that nodes may start in.
     *
     * @default every zone of `subnetIds`
     */
    readonly zones?: readonly string[];
    /**
     * Size of the root disk, gp3, encrypted. Unit: GiB. A whole number from 20 to 2000.
     *
     * @default 50; 150 for the kind "gpu", whose images are large
     */
    readonly diskGiB?: number;
    /**
     * Release of the node image, such as "1.35.2-20260820". Nodes are replaced when it changes.
     *
     * @default the newest of the cluster's minor when the group is created; later ones only when asked for
     */
    readonly releaseVersion?: string;
    /** Tags for every resource of this component, its instances and their disks. They win over its own. */
    readonly tags?: Tags;
    /** Last-resort changes to the resources that this component creates. */
    readonly transform?: {
        /** The launch template of the instances. */
        readonly launchTemplate?: Transform<ec2.LaunchTemplateArgs>;
        /** The EKS node group. */
        readonly nodeGroup?: Transform<eks.NodeGroupArgs>;
    };
}

/** On-demand nodes for what the platform itself needs. Never scaled to zero. */
export interface SystemNodeGroupArgs extends NodeGroupBaseArgs {
    /** Selects this kind. */
    readonly kind: "system";
    /** One or more types of one architecture, in order of preference. */
    readonly instanceTypes: readonly [CpuInstanceType, ...CpuInstanceType[]];
    /** Smallest number of nodes, at least 1. */
    readonly minSize: number;
    /** Largest number of nodes. */
    readonly maxSize: number;
}

/** Interruptible nodes. AWS takes them back with two minutes' notice; EKS drains them by itself. */
export interface SpotNodeGroupArgs extends NodeGroupBaseArgs {
    /** Selects this kind. */
    readonly kind: "spot";
    /** Three or more types of one architecture: fewer run dry together. */
    readonly instanceTypes: readonly [CpuInstanceType, CpuInstanceType, CpuInstanceType, ...CpuInstanceType[]];
    /** Smallest number of nodes; 0 costs nothing. */
    readonly minSize: number;
    /** Largest number of nodes. */
    readonly maxSize: number;
}

/** Nodes for pods that request GPUs, from zero. */
export interface GpuNodeGroupArgs extends NodeGroupBaseArgs {
    /** Selects this kind. */
    readonly kind: "gpu";
    /** GPU types of one architecture. Two or more for `capacityType` "SPOT", exactly one for "CAPACITY_BLOCK". */
    readonly instanceTypes: readonly [GpuInstanceType, ...GpuInstanceType[]];
    /** The most GPUs that the group may ever have. The largest number of nodes follows from it. */
    readonly maxGpus: number;
    /**
     * Smallest number of nodes. Each bills while idle, from about 0.5 to 100 USD an hour by type.
     *
     * @default 0
     */
    readonly minSize?: number;
    /**
     * How AWS sells the nodes. "CAPACITY_BLOCK" needs `capacityReservationId`.
     *
     * @default "ON_DEMAND"
     */
    readonly capacityType?: "ON_DEMAND" | "SPOT" | "CAPACITY_BLOCK";
    /**
     * Id of a capacity reservation or capacity block that the nodes start in.
     *
     * @default none
     */
    readonly capacityReservationId?: string;
}

/** Arguments of {@link NodeGroup}, by kind: a GPU group without GPU types, or spot with two, does not compile. */
export type NodeGroupArgs = SystemNodeGroupArgs | SpotNodeGroupArgs | GpuNodeGroupArgs;
