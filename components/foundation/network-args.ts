import type * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";

import type { AwsAccount } from "../internal/account";
import type { Tags } from "../internal/tags";
import type { Transform } from "../internal/transform";
import type { EndpointService } from "./interface-endpoints";
import type { NatMode } from "./routes";

/** Arguments of a `Network` that creates its VPC. */
export interface NewNetworkArgs {
    /** Account and region of the VPC. */
    readonly account: AwsAccount;
    /** IPv4 block of the VPC, /16 to /22, in a private range. It cannot be changed without replacing the VPC. */
    readonly cidr: string;
    /**
     * Zone letters, two or three, such as `["a", "b"]`. Append to add a zone; reordering replaces subnets.
     *
     * @default ["a", "b", "c"]
     */
    readonly zones?: readonly string[];
    /**
     * NAT gateways. "none" needs the interface endpoints that nodes start with; "single" is cheap and fails with its
     * zone; "perZone" survives the loss of a zone.
     *
     * @default "single"
     */
    readonly nat?: NatMode;
    /**
     * AWS services reached without leaving the VPC. Each costs about 8 USD a month and zone.
     *
     * @default none
     */
    readonly interfaceEndpoints?: readonly EndpointService[];
    /**
     * How long flow logs are kept. Unit: days, one of the retentions that CloudWatch offers.
     *
     * @default 30
     */
    readonly flowLogRetentionDays?: number;
    /**
     * Whether AWS and Pulumi refuse to delete the flow logs and their key.
     *
     * @default true
     */
    readonly deletionProtection?: boolean;
    /** Name of the cluster that will use the subnets, for the tags by which load balancers find them. */
    readonly clusterName: string;
    /** Tags for every resource of this component. They win over the component's own tags. */
    readonly tags?: Tags;
    /** Last-resort changes to the resources that this component creates. */
    readonly transform?: {
        /** The VPC itself. */
        readonly vpc?: Transform<ec2.VpcArgs>;
        /** Each subnet. */
        readonly subnet?: Transform<ec2.SubnetArgs>;
        /** Each NAT gateway. */
        readonly natGateway?: Transform<ec2.NatGatewayArgs>;
    };
    /** Only in {@link ExistingNetworkArgs}. */
    readonly existing?: undefined;
}

/** Arguments of a `Network` that uses a VPC somebody else owns. It creates nothing. */
export interface ExistingNetworkArgs {
    /** The VPC and its subnets, by zone letter. Without `intra` subnets the control plane uses the private ones. */
    readonly existing: {
        /** Id of the VPC. */
        readonly vpcId: pulumi.Input<string>;
        /** Subnets for nodes, by zone letter; at least two zones. */
        readonly privateSubnetIds: Readonly<Record<string, pulumi.Input<string>>>;
        /**
         * Subnets for public load balancers, by zone letter.
         *
         * @default none
         */
        readonly publicSubnetIds?: Readonly<Record<string, pulumi.Input<string>>>;
        /**
         * Subnets for the control plane's interfaces, by zone letter.
         *
         * @default the private ones
         */
        readonly intraSubnetIds?: Readonly<Record<string, pulumi.Input<string>>>;
    };
}

/** Arguments of `Network`: a new VPC, or an existing one. */
export type NetworkArgs = NewNetworkArgs | ExistingNetworkArgs;
