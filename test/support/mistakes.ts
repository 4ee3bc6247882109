type Inputs = Record<string, unknown>;
/** Makes a mistake in inputs. */
export type Change = (inputs: Inputs) => Inputs;

const allowing = (statement: Inputs) => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Resource: "arn:aws:s3:::models/*", ...statement }],
});
const set =
    (changes: Inputs): Change =>
    (inputs) => ({ ...inputs, ...changes });
const inside =
    (key: string, changes: Inputs): Change =>
    (inputs) => ({ ...inputs, [key]: { ...(inputs[key] as Inputs), ...changes } });
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const CLUSTER = "aws:eks/cluster:Cluster";
const KEY = "aws:kms/key:Key";
const NODES = "aws:eks/nodeGroup:NodeGroup";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const SUBNET = "aws:ec2/subnet:Subnet";
const CONTROL_PLANE = "ml-cluster-eks-eksCluster";
const ofBucket = (kind: string) => `aws:s3/bucket${kind}:Bucket${kind}`;
/** The mistake that a resource is not there at all. */
export const REMOVED = "removed";

/** One mistake a row: the rule that finds it, the resource, and what is wrong with it. */
export const MISTAKES: readonly (readonly [
    rule: string,
    type: string,
    name: string,
    change: Change | typeof REMOVED,
])[] = [
    [
        "enc-ebs-volume",
        TEMPLATE,
        "ml-spot-template",
        set({
            blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "false", volumeType: "gp3" } }],
        }),
    ],
    ["enc-eks-secrets-kms", CLUSTER, CONTROL_PLANE, set({ encryptionConfig: undefined })],
    ["enc-kms-rotation", KEY, "ml-artifacts-key", set({ enableKeyRotation: false })],
    [
        "enc-s3-sse-kms",
        ofBucket("ServerSideEncryptionConfiguration"),
        "ml-artifacts-encryption",
        set({
            rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        }),
    ],
    ["enc-s3-tls-only", ofBucket("Policy"), "ml-artifacts-policy", REMOVED],
    [
        "enc-storageclass",
        "kubernetes:storage.k8s.io/v1:StorageClass",
        "ml-addons-storage-class",
        set({ parameters: { type: "gp3" } }),
    ],
    [
        "net-default-sg-closed",
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        "ml-network-default-closed",
        set({
            egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["10.0.0.0/8"] }],
        }),
    ],
    [
        "net-eks-endpoint-private",
        CLUSTER,
        CONTROL_PLANE,
        inside("vpcConfig", { endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] }),
    ],
    ["net-imdsv2", TEMPLATE, "ml-gpu-template", inside("metadataOptions", { httpTokens: "optional" })],
    [
        "net-s3-block-public",
        ofBucket("PublicAccessBlock"),
        "ml-artifacts-public-access",
        set({ blockPublicPolicy: false }),
    ],
    ["net-nodes-private-subnets", SUBNET, "ml-network-private-b", set({ mapPublicIpOnLaunch: true })],
    ["net-vpc-flow-logs", "aws:ec2/flowLog:FlowLog", "ml-network-flow-logs-all", REMOVED],
    ["iam-eks-access-api", CLUSTER, CONTROL_PLANE, inside("accessConfig", { authenticationMode: "CONFIG_MAP" })],
    [
        "iam-kms-key-policy",
        KEY,
        "ml-cluster-key",
        set({ policy: allowing({ Principal: "*", Action: "kms:Decrypt", Resource: "*" }) }),
    ],
    [
        "iam-no-broad-managed",
        ATTACHMENT,
        "ml-addons-ebs-policy",
        set({ policyArn: "arn:aws:iam::aws:policy/PowerUserAccess" }),
    ],
    [
        "iam-node-role-minimal",
        ATTACHMENT,
        "ml-spot-worker",
        set({ policyArn: "arn:aws:iam::aws:policy/AmazonSQSFullAccess" }),
    ],
    [
        "iam-trust-no-star",
        "aws:iam/role:Role",
        "ml-search-identity-role",
        set({ assumeRolePolicy: allowing({ Principal: { AWS: "*" }, Action: "sts:AssumeRole" }) }),
    ],
    ["iam-no-admin-star", POLICY, "ml-addons-ebs-policy", set({ policy: allowing({ Action: "*", Resource: "*" }) })],
    ["iam-no-service-star", POLICY, "ml-network-flow-logs-write", set({ policy: allowing({ Action: "logs:*" }) })],
    [
        "iam-rbac-no-wildcards",
        "kubernetes:rbac.authorization.k8s.io/v1:Role",
        "ml-search-team",
        set({ rules: [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["*"] }] }),
    ],
    [
        "k8s-psa-label",
        "kubernetes:core/v1:Namespace",
        "ml-vision-namespace",
        set({ metadata: { name: "vision", labels: {} } }),
    ],
    ["k8s-quota-limitrange", "kubernetes:core/v1:ResourceQuota", "ml-pricing-quota", REMOVED],
    ["cost-eks-standard-support", CLUSTER, CONTROL_PLANE, set({ upgradePolicy: { supportType: "EXTENDED" } })],
    ["cost-gpu-ceiling", NODES, "ml-gpu-nodes", inside("scalingConfig", { maxSize: 40 })],
    ["cost-gpu-taint", NODES, "ml-gpu-nodes", set({ taints: [] })],
    [
        "cost-log-retention",
        "aws:cloudwatch/logGroup:LogGroup",
        "ml-cluster-control-plane-logs",
        set({ retentionInDays: 0 }),
    ],
    ["cost-required-tags", "aws:ec2/eip:Eip", "ml-network-nat-a", set({ tags: { owner: "us", environment: "dev" } })],
    ["cost-s3-lifecycle", ofBucket("LifecycleConfiguration"), "ml-artifacts-lifecycle", REMOVED],
    ["cost-tag-propagation", TEMPLATE, "ml-system-template", set({ tagSpecifications: [] })],
    ["rel-eks-multi-az", SUBNET, "ml-network-private-b", set({ availabilityZone: "eu-central-1a" })],
    [
        "rel-s3-versioning",
        ofBucket("Versioning"),
        "ml-artifacts-versioning",
        set({ versioningConfiguration: { status: "Suspended" } }),
    ],
    ["rel-spot-diversified", NODES, "ml-spot-nodes", set({ instanceTypes: ["m6i.xlarge"] })],
    [
        "rel-k8s-provider-safe",
        "pulumi:providers:kubernetes",
        "ml-cluster-kubernetes",
        set({ kubeconfig: '{"users":[{"user":{"token":"x"}}]}' }),
    ],
    ["gov-data-class", "aws:s3/bucket:Bucket", "ml-artifacts-bucket", inside("tags", { DataClass: undefined })],
    ["gov-team-s3-prefix", POLICY, "ml-search-identity-policy", set({ policy: allowing({ Action: "s3:GetObject" }) })],
];
