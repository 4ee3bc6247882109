import type { Rule } from "../machinery/rule";
import { costEksStandardSupport } from "./cost/cost-eks-standard-support";
import { costGpuCeiling } from "./cost/cost-gpu-ceiling";
import { costGpuTaint } from "./cost/cost-gpu-taint";
import { costLogRetention } from "./cost/cost-log-retention";
import { costRequiredTags } from "./cost/cost-required-tags";
import { costS3Lifecycle } from "./cost/cost-s3-lifecycle";
import { costTagPropagation } from "./cost/cost-tag-propagation";
import { encEbsVolume } from "./enc/enc-ebs-volume";
import { encEksSecretsKms } from "./enc/enc-eks-secrets-kms";
import { encKmsRotation } from "./enc/enc-kms-rotation";
import { encS3SseKms } from "./enc/enc-s3-sse-kms";
import { encS3TlsOnly } from "./enc/enc-s3-tls-only";
import { encStorageclass } from "./enc/enc-storageclass";
import { govDataClass } from "./gov/gov-data-class";
import { govExceptionsValid } from "./gov/gov-exceptions-valid";
import { govImageRegistry } from "./gov/gov-image-registry";
import { govTeamS3Prefix } from "./gov/gov-team-s3-prefix";
import { iamEksAccessApi } from "./iam/iam-eks-access-api";
import { iamEksBreakGlass } from "./iam/iam-eks-break-glass";
import { iamKmsKeyPolicy } from "./iam/iam-kms-key-policy";
import { iamNoAdminStar } from "./iam/iam-no-admin-star";
import { iamNoBroadManaged } from "./iam/iam-no-broad-managed";
import { iamNoServiceStar } from "./iam/iam-no-service-star";
import { iamNodeRoleMinimal } from "./iam/iam-node-role-minimal";
import { iamRbacNoWildcards } from "./iam/iam-rbac-no-wildcards";
import { iamTrustNoStar } from "./iam/iam-trust-no-star";
import { k8sNoBetaApi } from "./k8s/k8s-no-beta-api";
import { k8sNoDefaultNamespace } from "./k8s/k8s-no-default-namespace";
import { k8sNoPrivileged } from "./k8s/k8s-no-privileged";
import { k8sPsaLabel } from "./k8s/k8s-psa-label";
import { k8sQuotaLimitrange } from "./k8s/k8s-quota-limitrange";
import { netDefaultSgClosed } from "./net/net-default-sg-closed";
import { netEksEndpointCidrs } from "./net/net-eks-endpoint-cidrs";
import { netEksEndpointPrivate } from "./net/net-eks-endpoint-private";
import { netImdsv2 } from "./net/net-imdsv2";
import { netK8sDefaultDeny } from "./net/net-k8s-default-deny";
import { netNodesPrivateSubnets } from "./net/net-nodes-private-subnets";
import { netS3BlockPublic } from "./net/net-s3-block-public";
import { netSgNoWorldIngress } from "./net/net-sg-no-world-ingress";
import { netVpcFlowLogs } from "./net/net-vpc-flow-logs";
import { relDeletionProtection } from "./rel/rel-deletion-protection";
import { relEksMultiAz } from "./rel/rel-eks-multi-az";
import { relK8sProviderSafe } from "./rel/rel-k8s-provider-safe";
import { relProtectStateful } from "./rel/rel-protect-stateful";
import { relS3AccessLogs } from "./rel/rel-s3-access-logs";
import { relS3NoForceDestroy } from "./rel/rel-s3-no-force-destroy";
import { relS3Versioning } from "./rel/rel-s3-versioning";
import { relSpotDiversified } from "./rel/rel-spot-diversified";

/** Every rule of the pack, in the order in which reports list them. */
export const rules: readonly Rule[] = [
    encEbsVolume,
    encEksSecretsKms,
    encKmsRotation,
    encS3SseKms,
    encS3TlsOnly,
    encStorageclass,
    netDefaultSgClosed,
    netEksEndpointCidrs,
    netEksEndpointPrivate,
    netImdsv2,
    netK8sDefaultDeny,
    netNodesPrivateSubnets,
    netS3BlockPublic,
    netSgNoWorldIngress,
    netVpcFlowLogs,
    iamEksAccessApi,
    iamEksBreakGlass,
    iamKmsKeyPolicy,
    iamNoAdminStar,
    iamNoBroadManaged,
    iamNoServiceStar,
    iamNodeRoleMinimal,
    iamRbacNoWildcards,
    iamTrustNoStar,
    k8sNoBetaApi,
    k8sNoDefaultNamespace,
    k8sNoPrivileged,
    k8sPsaLabel,
    k8sQuotaLimitrange,
    costEksStandardSupport,
    costGpuCeiling,
    costGpuTaint,
    costLogRetention,
    costRequiredTags,
    costS3Lifecycle,
    costTagPropagation,
    relDeletionProtection,
    relEksMultiAz,
    relK8sProviderSafe,
    relProtectStateful,
    relS3AccessLogs,
    relS3NoForceDestroy,
    relS3Versioning,
    relSpotDiversified,
    govDataClass,
    govExceptionsValid,
    govImageRegistry,
    govTeamS3Prefix,
];

export {
    costEksStandardSupport,
    costGpuCeiling,
    costGpuTaint,
    costLogRetention,
    costRequiredTags,
    costS3Lifecycle,
    costTagPropagation,
    encEbsVolume,
    encEksSecretsKms,
    encKmsRotation,
    encS3SseKms,
    encS3TlsOnly,
    encStorageclass,
    govDataClass,
    govExceptionsValid,
    govImageRegistry,
    govTeamS3Prefix,
    iamEksAccessApi,
    iamEksBreakGlass,
    iamKmsKeyPolicy,
    iamNoAdminStar,
    iamNoBroadManaged,
    iamNodeRoleMinimal,
    iamNoServiceStar,
    iamRbacNoWildcards,
    iamTrustNoStar,
    k8sNoBetaApi,
    k8sNoDefaultNamespace,
    k8sNoPrivileged,
    k8sPsaLabel,
    k8sQuotaLimitrange,
    netDefaultSgClosed,
    netEksEndpointCidrs,
    netEksEndpointPrivate,
    netImdsv2,
    netK8sDefaultDeny,
    netNodesPrivateSubnets,
    netS3BlockPublic,
    netSgNoWorldIngress,
    netVpcFlowLogs,
    relDeletionProtection,
    relEksMultiAz,
    relK8sProviderSafe,
    relProtectStateful,
    relS3AccessLogs,
    relS3NoForceDestroy,
    relS3Versioning,
    relSpotDiversified,
};
