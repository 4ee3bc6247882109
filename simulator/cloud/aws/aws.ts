import { type Answer, digits, type Place, physicalName, type ResourceRequest } from "../cloud";
import type { ResourceType } from "../resource-type";

const arn = (place: Place, service: string, resource: string): string =>
    `arn:aws:${service}:${place.region}:${place.accountId}:${resource}`;
const globalArn = (place: Place, service: string, resource: string): string =>
    `arn:aws:${service}::${place.accountId}:${resource}`;

/** EC2's way: an id with a prefix and 17 digits, and an ARN that ends with it. */
const ec2 =
    (prefix: string, kind: string, more: Answer = nothing): Answer =>
    (request, place) => {
        const id = `${prefix}-${digits(request.urn, 17)}`;
        return { id, outputs: { arn: arn(place, "ec2", `${kind}/${id}`), ...more(request, place).outputs } };
    };

/** A resource that is only a setting of another: its id is the other's. */
const settingOf =
    (property: string): Answer =>
    ({ inputs }) => ({ id: String(inputs[property]), outputs: {} });

/** A resource whose id joins what it connects. */
const joining =
    (separator: string, ...properties: readonly string[]): Answer =>
    ({ inputs }) => ({ id: properties.map((p) => String(inputs[p])).join(separator), outputs: {} });

/** A part of an EKS cluster: its ARN names the cluster and itself. */
const eksPart =
    (kind: string, property: string): Answer =>
    (request, place) => {
        const { clusterName } = request.inputs;
        const part = physicalName(request, property);
        const partArn = arn(place, "eks", `${kind}/${String(clusterName)}/${part}/${digits(request.urn, 8)}`);
        return { id: `${String(clusterName)}:${part}`, outputs: { arn: partArn, [property]: part } };
    };

function nothing(): { id: string; outputs: Record<string, unknown> } {
    return { id: "", outputs: {} };
}

const role: Answer = (request, place) => {
    const name = physicalName(request);
    return {
        id: name,
        outputs: { name, arn: globalArn(place, "iam", `role/${name}`), uniqueId: digits(request.urn, 20) },
    };
};

const kmsKey: Answer = ({ urn }, place) => {
    const hex = digits(urn, 32);
    const keyId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
    return { id: keyId, outputs: { keyId, arn: arn(place, "kms", `key/${keyId}`) } };
};

const bucket: Answer = (request, place) => {
    const name = physicalName(request, "bucket");
    const domains = {
        bucketDomainName: `${name}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${name}.s3.${place.region}.amazonaws.com`,
    };
    return { id: name, outputs: { bucket: name, arn: `arn:aws:s3:::${name}`, region: place.region, ...domains } };
};

const logGroup: Answer = (request, place) => {
    const name = physicalName(request);
    return { id: name, outputs: { name, arn: arn(place, "logs", `log-group:${name}`) } };
};

const nodeGroup: Answer = (request, place) => {
    const { id, outputs } = eksPart("nodegroup", "nodeGroupName")(request, place);
    const scalingGroup = `eks-${String(outputs.nodeGroupName)}-${digits(request.urn, 8)}`;
    return {
        id,
        outputs: { ...outputs, status: "ACTIVE", resources: [{ autoscalingGroups: [{ name: scalingGroup }] }] },
    };
};

const cluster: Answer = (request, place) => {
    const name = physicalName(request);
    return {
        id: name,
        outputs: {
            name,
            arn: arn(place, "eks", `cluster/${name}`),
            endpoint: `https://${digits(request.urn, 32).toUpperCase()}.gr7.${place.region}.eks.amazonaws.com`,
            certificateAuthority: { data: Buffer.from(`certificate of ${name}`).toString("base64") },
            status: "ACTIVE",
            platformVersion: "eks.1",
        },
    };
};

const eip: Answer = (request: ResourceRequest, place) => {
    const id = `eipalloc-${digits(request.urn, 17)}`;
    // A documentation address (RFC 5737); the last number tells the addresses of one plan apart.
    const publicIp = `203.0.113.${Number.parseInt(digits(request.urn, 4), 16) % 256}`;
    return { id, outputs: { allocationId: id, publicIp, arn: arn(place, "ec2", `elastic-ip/${id}`) } };
};

/** What AWS answers, by resource type. A type that is not here is refused. */
const ANSWERS: Readonly<Record<string, Answer>> = {
    "aws:autoscaling/tag:Tag": ({ inputs }) => ({ id: String(inputs.autoscalingGroupName), outputs: {} }),
    "aws:cloudwatch/logGroup:LogGroup": logGroup,
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2("sg", "security-group"),
    "aws:ec2/eip:Eip": eip,
    "aws:ec2/flowLog:FlowLog": ec2("fl", "vpc-flow-log"),
    "aws:ec2/internetGateway:InternetGateway": ec2("igw", "internet-gateway"),
    "aws:ec2/launchTemplate:LaunchTemplate": ec2("lt", "launch-template", (request) => ({
        id: "",
        outputs: { name: physicalName(request), latestVersion: 1, defaultVersion: 1 },
    })),
    "aws:ec2/natGateway:NatGateway": ec2("nat", "natgateway"),
    "aws:ec2/route:Route": joining("_", "routeTableId", "destinationCidrBlock"),
    "aws:ec2/routeTable:RouteTable": ec2("rtb", "route-table"),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": ec2("rtbassoc", "route-table-association"),
    "aws:ec2/securityGroup:SecurityGroup": ec2("sg", "security-group", (request) => ({
        id: "",
        outputs: { name: physicalName(request) },
    })),
    "aws:ec2/securityGroupRule:SecurityGroupRule": ec2("sgrule", "security-group-rule"),
    "aws:ec2/subnet:Subnet": ec2("subnet", "subnet"),
    "aws:ec2/vpc:Vpc": ec2("vpc", "vpc", ({ urn }) => ({
        id: "",
        outputs: {
            defaultSecurityGroupId: `sg-${digits(`${urn}/default`, 17)}`,
            mainRouteTableId: `rtb-${digits(`${urn}/main`, 17)}`,
        },
    })),
    "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpce", "vpc-endpoint"),
    "aws:eks/accessEntry:AccessEntry": eksPart("access-entry", "principalArn"),
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": joining("#", "clusterName", "principalArn", "policyArn"),
    "aws:eks/addon:Addon": eksPart("addon", "addonName"),
    "aws:eks/cluster:Cluster": cluster,
    "aws:eks/nodeGroup:NodeGroup": nodeGroup,
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": eksPart("podidentityassociation", "associationId"),
    "aws:iam/role:Role": role,
    "aws:iam/rolePolicy:RolePolicy": (request) => {
        const name = physicalName(request);
        return { id: `${String(request.inputs.role)}:${name}`, outputs: { name } };
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": joining("/", "role", "policyArn"),
    "aws:kms/key:Key": kmsKey,
    "aws:s3/bucket:Bucket": bucket,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": settingOf("bucket"),
    "aws:s3/bucketLogging:BucketLogging": settingOf("bucket"),
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": settingOf("bucket"),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": settingOf("bucket"),
    "aws:s3/bucketPolicy:BucketPolicy": settingOf("bucket"),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": settingOf("bucket"),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": settingOf("bucket"),
    "aws:s3/bucketVersioning:BucketVersioning": settingOf("bucket"),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2("sgr", "security-group-rule"),
};

/** What AWS knows, by resource type. A type that is not here is refused. */
export const AWS: Readonly<Record<string, ResourceType>> = Object.fromEntries(
    Object.entries(ANSWERS).map(([type, answer]) => [
        type,
        { answer, seconds: { create: 1, update: 1, delete: 1, source: "none yet" }, replaces: [] },
    ]),
);
