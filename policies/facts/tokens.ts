// Type tokens that several rules share. A bucket and most of what belongs to it exist in two families in version 7 of
// the AWS provider; a rule that knows one of them only is blind to half of the programs.

const twin = (name: string): readonly string[] => {
    const first = name[0]?.toLowerCase() ?? "";
    const module = `${first}${name.slice(1)}`;
    return [`aws:s3/${module}:${name}`, `aws:s3/${module}V2:${name}V2`];
};

export const BUCKETS = twin("Bucket");
export const BUCKET_ENCRYPTIONS = twin("BucketServerSideEncryptionConfiguration");
export const BUCKET_VERSIONINGS = twin("BucketVersioning");
export const BUCKET_LIFECYCLES = twin("BucketLifecycleConfiguration");
export const BUCKET_LOGGINGS = twin("BucketLogging");
export const BUCKET_POLICIES = ["aws:s3/bucketPolicy:BucketPolicy"];
export const BUCKET_ACCESS_BLOCKS = ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"];

export const CLUSTER = "aws:eks/cluster:Cluster";
export const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
export const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
export const INSTANCE = "aws:ec2/instance:Instance";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const VPC = "aws:ec2/vpc:Vpc";
export const ROLE = "aws:iam/role:Role";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const ROLE_POLICY_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
export const POLICY = "aws:iam/policy:Policy";

export const NAMESPACE = "kubernetes:core/v1:Namespace";

/** The kinds that run pods. */
export const WORKLOADS = [
    "kubernetes:core/v1:Pod",
    "kubernetes:apps/v1:Deployment",
    "kubernetes:apps/v1:StatefulSet",
    "kubernetes:apps/v1:DaemonSet",
    "kubernetes:batch/v1:Job",
    "kubernetes:batch/v1:CronJob",
];
