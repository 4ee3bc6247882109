import type * as kms from "@pulumi/aws/kms";
import type * as eks from "@pulumi/eks";
import type * as pulumi from "@pulumi/pulumi";

import type { AwsAccount } from "../internal/account";
import type { Tags } from "../internal/tags";
import type { Transform } from "../internal/transform";
import type { KubernetesMinor } from "../internal/versions";
import type { ClusterAccessSpec } from "./cluster-access";

/** Log types of the control plane. */
export const CONTROL_PLANE_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;
/** A log type of the control plane. CloudWatch bills them by volume; "api" and "audit" are the large ones. */
export type ControlPlaneLog = (typeof CONTROL_PLANE_LOGS)[number];

/** Arguments of {@link Cluster}. */
export interface ClusterArgs {
    /** Account and region of the cluster. */
    readonly account: AwsAccount;
    /**
     * Subnets for the control plane's network interfaces, in at least two zones. They need no route to the internet.
     */
    readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    /** VPC of the subnets. */
    readonly vpcId: pulumi.Input<string>;
    /** Who may use the Kubernetes API. */
    readonly access: ClusterAccessSpec;
    /**
     * Physical name of the EKS cluster. Others find the cluster and its logs by it; changing it replaces everything.
     *
     * @default the component's name
     */
    readonly clusterName?: string;
    /**
     * Kubernetes minor. Go up one at a time.
     *
     * @default "1.35"
     */
    readonly version?: KubernetesMinor;
    /**
     * Blocks from which the API may be reached over the internet, besides from the VPC. Each is written down here and
     * seen by policies; "0.0.0.0/0" is refused.
     *
     * @default none: the API answers in the VPC alone
     */
    readonly publicAccessCidrs?: readonly string[];
    /**
     * Log types that are kept.
     *
     * @default ["audit", "authenticator"]
     */
    readonly logTypes?: readonly ControlPlaneLog[];
    /**
     * How long control-plane logs are kept. Unit: days, one of the retentions that CloudWatch offers.
     *
     * @default 30
     */
    readonly logRetentionDays?: number;
    /**
     * Whether AWS and Pulumi refuse to delete the cluster, its logs and its key.
     *
     * @default true
     */
    readonly deletionProtection?: boolean;
    /** Tags for every resource of this component. They win over the component's own tags. */
    readonly tags?: Tags;
    /** Last-resort changes to the resources that this component creates. */
    readonly transform?: {
        /** The component of `@pulumi/eks` behind this one. */
        readonly cluster?: Transform<eks.ClusterOptions>;
        /** The key for Secrets, logs, disks and volumes. */
        readonly key?: Transform<kms.KeyArgs>;
    };
}
