import type { UnitName } from "./table";

/** One thing that a resource bills by use. */
export interface UsagePrice {
    /** What is counted, such as "logs ingested". */
    readonly what: string;
    readonly unit: "GB" | "GB-month";
    readonly price: UnitName;
}

/** Types that cost nothing by themselves, as the exact token. */
const FREE: ReadonlySet<string> = new Set([
    "aws:autoscaling/tag:Tag",
    "aws:budgets/budget:Budget",
    "aws:cloudwatch/eventRule:EventRule",
    "aws:cloudwatch/eventTarget:EventTarget",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
    "aws:costexplorer/anomalySubscription:AnomalySubscription",
    "aws:costexplorer/costAllocationTag:CostAllocationTag",
    "aws:ebs/defaultKmsKey:DefaultKmsKey",
    "aws:ebs/encryptionByDefault:EncryptionByDefault",
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
    "aws:ec2/defaultRouteTable:DefaultRouteTable",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "aws:ec2/eipAssociation:EipAssociation",
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/networkAcl:NetworkAcl",
    "aws:ec2/placementGroup:PlacementGroup",
    "aws:ec2/route:Route",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/tag:Tag",
    "aws:ec2/vpc:Vpc",
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    "aws:ecr/repositoryPolicy:RepositoryPolicy",
    "aws:eks/accessEntry:AccessEntry",
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    "aws:eks/addon:Addon",
    "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    "aws:kms/alias:Alias",
    "aws:kms/grant:Grant",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:rds/parameterGroup:ParameterGroup",
    "aws:rds/subnetGroup:SubnetGroup",
    "aws:resourcegroups/group:Group",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:secretsmanager/secretVersion:SecretVersion",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sns/topicSubscription:TopicSubscription",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "pulumi:pulumi:Stack",
]);

/** Whole services and kinds that cost nothing, as the start of the token. */
const FREE_STARTS: readonly string[] = [
    "aws:iam/",
    "pulumi:providers:",
    // Settings of a bucket; the bucket itself is "aws:s3/bucket:" and billed by use.
    "aws:s3/bucketAcl",
    "aws:s3/bucketLifecycle",
    "aws:s3/bucketLogging",
    "aws:s3/bucketNotification",
    "aws:s3/bucketObjectLock",
    "aws:s3/bucketOwnership",
    "aws:s3/bucketPolicy",
    "aws:s3/bucketPublicAccessBlock",
    "aws:s3/bucketServerSideEncryption",
    "aws:s3/bucketVersioning",
    "aws:s3/accountPublicAccessBlock",
    // Helpers that exist in the program's state alone.
    "random:",
    "command:",
    "tls:",
    // Kubernetes objects run on nodes that are already counted. Those that make AWS resources are handled before.
    "kubernetes:",
];

/** Whether a resource of this type never appears on a bill by itself. */
export function isFree(type: string): boolean {
    return FREE.has(type) || FREE_STARTS.some((start) => type.startsWith(start));
}

const BUCKET_STORAGE: readonly UsagePrice[] = [
    { what: "objects stored (S3 Standard)", unit: "GB-month", price: "s3StandardGbMonth" },
];

/** Types that are billed by use, alone or beside an hourly price. */
export const USAGE: Readonly<Record<string, readonly UsagePrice[]>> = {
    "aws:cloudwatch/logGroup:LogGroup": [
        { what: "logs ingested", unit: "GB", price: "logsIngestGb" },
        { what: "logs stored", unit: "GB-month", price: "logsStorageGbMonth" },
    ],
    "aws:ec2/flowLog:FlowLog": [{ what: "flow logs ingested", unit: "GB", price: "logsIngestGb" }],
    "aws:ec2/natGateway:NatGateway": [{ what: "data through NAT", unit: "GB", price: "natGatewayGb" }],
    "aws:ecr/repository:Repository": [{ what: "images stored", unit: "GB-month", price: "ecrStorageGbMonth" }],
    "aws:s3/bucket:Bucket": BUCKET_STORAGE,
    "aws:s3/bucketV2:BucketV2": BUCKET_STORAGE,
};

/** Data through an interface endpoint; a gateway endpoint has none. */
export const ENDPOINT_USAGE: readonly UsagePrice[] = [
    { what: "data through interface endpoints", unit: "GB", price: "interfaceEndpointGb" },
];

/** Types whose price is known to be out of reach, with the reason that the estimate gives. */
export const UNPRICEABLE: Readonly<Record<string, string>> = {
    "aws:autoscaling/group:Group": "only EKS managed node groups are priced",
    "aws:lb/loadBalancer:LoadBalancer": "load balancers are billed by hour and by load, not in the table",
    "kubernetes:helm.sh/v3:Release": "what a chart creates is not in the plan; disks and load balancers cost extra",
    "kubernetes:helm.sh/v4:Chart": "what a chart creates is not in the plan; disks and load balancers cost extra",
    "kubernetes:networking.k8s.io/v1:Ingress": "may create a load balancer, billed by hour and by load",
};
