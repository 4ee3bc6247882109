import type { ClusterArgs } from "./foundation/cluster-args";
import type { ExistingNetworkArgs, NewNetworkArgs } from "./foundation/network-args";
import type { GpuNodeGroupArgs, SpotNodeGroupArgs, SystemNodeGroupArgs } from "./foundation/node-group-args";
import type { AwsAccount } from "./internal/account";
import type { Tags } from "./internal/tags";
import type { NamespaceQuota, PlatformService } from "./serving/serving-namespace-args";
import type { ArtifactStoreArgs } from "./storage/artifact-store-args";

/** What the platform itself passes to each component, so that a specification need not. */
type Given = "account" | "cluster" | "clusterName" | "subnetIds" | "tags" | "transform" | "vpcId";

/** The VPC of a platform: a new one, or one that exists. */
export type NetworkSpec = Omit<NewNetworkArgs, Given> | ExistingNetworkArgs;

/** One node group of a platform, by kind. */
export type NodeGroupSpec =
    | Omit<SystemNodeGroupArgs, Given>
    | Omit<SpotNodeGroupArgs, Given>
    | Omit<GpuNodeGroupArgs, Given>;

/** One team of a platform: a serving namespace, a group and a prefix of the artifact store. */
export interface TeamSpec {
    /** What the team's pods together may use. */
    readonly quota: NamespaceQuota;
    /**
     * IAM role whose members are the team.
     *
     * @default nobody is admitted by IAM
     */
    readonly roleArn?: string;
    /**
     * Services of the platform that the team's pods may call, by name.
     *
     * @default none
     */
    readonly platformServices?: Readonly<Record<string, PlatformService>>;
}

/** Arguments of {@link Platform}: everything that a stack says about its platform. */
export interface PlatformArgs {
    /** Account and region. */
    readonly account: AwsAccount;
    /** The VPC. */
    readonly network: NetworkSpec;
    /** The control plane, and who may use it. */
    readonly cluster: Omit<ClusterArgs, Given>;
    /** Node groups by name. At least one of the kind "system". */
    readonly nodeGroups: Readonly<Record<string, NodeGroupSpec>>;
    /**
     * The artifact store.
     *
     * @default its own defaults
     */
    readonly artifactStore?: Omit<ArtifactStoreArgs, Given>;
    /**
     * Teams by name.
     *
     * @default none
     */
    readonly teams?: Readonly<Record<string, TeamSpec>>;
    /**
     * Physical name of the cluster.
     *
     * @default the platform's name, a dash and the stack's name
     */
    readonly clusterName?: string;
    /** Tags for every AWS resource: at least `owner`, `costCenter` and `environment`. */
    readonly tags: Tags;
}
