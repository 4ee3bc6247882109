export { Cluster } from "./foundation/cluster";
export type { ClusterAccessSpec, Principals } from "./foundation/cluster-access";
export { ClusterAddons, type ClusterAddonsArgs, DEFAULT_STORAGE_CLASS } from "./foundation/cluster-addons";
export { type ClusterArgs, CONTROL_PLANE_LOGS, type ControlPlaneLog } from "./foundation/cluster-args";
export { ENDPOINT_SERVICES, type EndpointService } from "./foundation/interface-endpoints";
export { Network, type SubnetIds } from "./foundation/network";
export type { ExistingNetworkArgs, NetworkArgs, NewNetworkArgs } from "./foundation/network-args";
export { NodeGroup } from "./foundation/node-group";
export type {
    GpuNodeGroupArgs,
    NodeGroupArgs,
    NodeGroupBaseArgs,
    SpotNodeGroupArgs,
    SystemNodeGroupArgs,
} from "./foundation/node-group-args";
export { type ClusterRef, PodIdentity, type PodIdentityArgs } from "./foundation/pod-identity";
export type { NatMode } from "./foundation/routes";
export { DestroyGuard, type DestroyGuardArgs } from "./governance/destroy-guard";
export type { AwsAccount } from "./internal/account";
export type { Statement } from "./internal/iam";
export { LOG_RETENTION_DAYS } from "./internal/log-retention";
export {
    type Architecture,
    type CpuInstanceType,
    cpuInstanceTypeNames,
    type GpuInstanceType,
    gpuInstanceTypeNames,
} from "./internal/plan/instance-types";
export {
    GPU_RESOURCE,
    nodeSelectorFor,
    type PoolKind,
    type PoolOffer,
    type Taint,
    type Toleration,
    tolerationsFor,
} from "./internal/plan/scheduling";
export type { Tags } from "./internal/tags";
export type { Transform } from "./internal/transform";
export { DEFAULT_KUBERNETES_MINOR, type KubernetesMinor, kubernetesMinors, versionProblem } from "./internal/versions";
export { Platform } from "./platform";
export type { NetworkSpec, NodeGroupSpec, PlatformArgs, TeamSpec } from "./platform-args";
export { COST_TAGS, platformProblems } from "./platform-problems";
export { ServingNamespace, TEAM_SERVICE_ACCOUNT } from "./serving/serving-namespace";
export type { NamespaceQuota, PlatformService, ServingNamespaceArgs } from "./serving/serving-namespace-args";
export { ArtifactStore } from "./storage/artifact-store";
export type { ArtifactStoreArgs, ArtifactStoreRef, ObjectLock } from "./storage/artifact-store-args";
export { Database } from "./storage/database";
export type {
    DatabaseArgs,
    DatabaseStorage,
    KeptBackups,
    RestorePoint,
    RunningDatabase,
} from "./storage/database-args";
