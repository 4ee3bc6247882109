import type { GraphResource } from "../graph";
import { listOf, textOf } from "../reading";
import { BEFORE_NODES } from "./kubernetes";
import type { OrderRule } from "./order-rule";
import { type Stack, untainted } from "./stack";

const ADDON = "aws:eks/addon:Addon";
const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const CLUSTER = "aws:eks/cluster:Cluster";
const ENTRY = "aws:eks/accessEntry:AccessEntry";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const POLICY_ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const ROLE = "aws:iam/role:Role";

/** Service accounts of add-ons that need a role. Source: EKS user guide, "IAM roles for Amazon EKS add-ons". */
const ADDON_ACCOUNTS: Readonly<Record<string, string>> = {
    "amazon-cloudwatch-observability": "cloudwatch-agent",
    "aws-ebs-csi-driver": "ebs-csi-controller-sa",
    "aws-efs-csi-driver": "efs-csi-controller-sa",
    "aws-mountpoint-s3-csi-driver": "s3-csi-driver-sa",
    "vpc-cni": "aws-node",
};

/** The control plane, and what belongs to it in AWS: access, add-ons, identities. */
export const CLUSTER_RULES: readonly OrderRule[] = [
    {
        id: "cluster-after-role",
        description: "A cluster is deleted before the policies of its role.",
        why:
            "EKS deletes its network interfaces under this role; without the policy they stay and hold the subnets " +
            '(EKS user guide, "Amazon EKS cluster IAM role").',
        appliesTo: ({ type }) => type === CLUSTER,
        needs: (cluster, stack) => withPolicies(stack, stack.namedBy(cluster, ["roleArn"], ROLE)),
    },
    {
        id: "cluster-after-network-and-key",
        description: "A cluster is deleted before its subnets and the key of its Secrets.",
        why: "AWS refuses to delete a subnet with the cluster's interfaces in it; without its key a cluster is broken.",
        appliesTo: ({ type }) => type === CLUSTER,
        needs: (cluster, stack) => [
            ...stack.namedBy(cluster, ["vpcConfig", "subnetIds"], "aws:ec2/subnet:Subnet"),
            ...stack.namedBy(cluster, ["encryptionConfig", "provider", "keyArn"], "aws:kms/key:Key"),
        ],
    },
    {
        id: "cluster-after-log-group",
        description: "A cluster that writes logs is deleted before its log group, which the stack owns.",
        why:
            "EKS makes a log group that is missing, without an end to its contents, and leaves it behind; it bills " +
            "(Smana/cloud-native-ref#1917).",
        appliesTo: ({ type, inputs }) => type === CLUSTER && listOf(inputs.enabledClusterLogTypes).length > 0,
        needs: logGroupsOf,
    },
    {
        id: "access-after-cluster",
        description: "Access entries are deleted before their cluster, and what they may do before them.",
        why: "EKS answers ResourceNotFoundException for a principal that has no entry, and for a cluster that is gone.",
        appliesTo: ({ type }) => type === ENTRY || type === POLICY_ASSOCIATION,
        needs: (access, stack) => [
            ...stack.namedBy(access, ["clusterName"], CLUSTER),
            ...(access.type === ENTRY
                ? []
                : stack.all(ENTRY).filter(({ inputs }) => inputs.principalArn === access.inputs.principalArn)),
        ],
    },
    {
        id: "addons-after-cluster",
        description: "Add-ons are deleted before their cluster.",
        why: "EKS answers ResourceNotFoundException for an add-on of a cluster that is gone.",
        appliesTo: ({ type }) => type === ADDON,
        needs: (addon, stack) => stack.namedBy(addon, ["clusterName"], CLUSTER),
    },
    {
        id: "addons-after-nodes",
        description: "Add-ons that run pods of their own come after the first node group.",
        why: "CoreDNS without a node stays degraded for twenty minutes and then fails (pulumi/pulumi-eks#1819).",
        appliesTo: ({ type, inputs }) => type === ADDON && !BEFORE_NODES.includes(textOf(inputs.addonName) ?? ""),
        needs: (addon, stack) => untainted(stack.ofSameCluster(addon, stack.all(NODE_GROUP))),
    },
    {
        id: "addons-after-identity",
        description: "An add-on comes after the Pod Identity association of its service account.",
        why:
            "Its pods start without a role and fail in ways that are hard to read; on destroy a driver without its " +
            "role deletes no volume.",
        appliesTo: ({ type }) => type === ADDON,
        needs: (addon, stack) =>
            stack.ofSameCluster(
                addon,
                stack
                    .all(ASSOCIATION)
                    .filter(
                        ({ inputs }) => inputs.serviceAccount === ADDON_ACCOUNTS[textOf(addon.inputs.addonName) ?? ""],
                    ),
            ),
    },
    {
        id: "identities-after-role",
        description: "A Pod Identity association comes after its cluster, its role and the role's policies.",
        why: "A pod that starts before its role may do anything gets AccessDenied and may never ask again.",
        appliesTo: ({ type }) => type === ASSOCIATION,
        needs: (association, stack) => [
            ...stack.namedBy(association, ["clusterName"], CLUSTER),
            ...withPolicies(stack, stack.namedBy(association, ["roleArn"], ROLE)),
        ],
    },
];

function withPolicies(stack: Stack, roles: readonly GraphResource[]): readonly GraphResource[] {
    return roles.flatMap((role) => [role, ...stack.policiesOf(role)]);
}

/** The log groups with the name that EKS writes to. */
function logGroupsOf(cluster: GraphResource, stack: Stack): readonly GraphResource[] {
    const name = textOf(cluster.outputs.name) ?? textOf(cluster.inputs.name);
    const groups = stack.all("aws:cloudwatch/logGroup:LogGroup");
    return groups.filter(({ inputs }) => name !== undefined && inputs.name === `/aws/eks/${name}/cluster`);
}
