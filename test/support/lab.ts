import type { Properties } from "../../insight/graph";
import { Account, type LiveResource } from "../../simulator/cloud/account";
import { Refusal } from "../../simulator/cloud/cloud";
import { ACCOUNT } from "./deploy";

/** Types by a short name, for the tests of the simulated AWS. */
const SHORT: Readonly<Record<string, string>> = {
    Addon: "eks/addon",
    AccessEntry: "eks/accessEntry",
    AccessPolicyAssociation: "eks/accessPolicyAssociation",
    Bucket: "s3/bucket",
    BucketObjectLockConfiguration: "s3/bucketObjectLockConfiguration",
    BucketPolicy: "s3/bucketPolicy",
    BucketServerSideEncryptionConfiguration: "s3/bucketServerSideEncryptionConfiguration",
    Cluster: "eks/cluster",
    Eip: "ec2/eip",
    FlowLog: "ec2/flowLog",
    Instance: "rds/instance",
    InternetGateway: "ec2/internetGateway",
    Key: "kms/key",
    LaunchTemplate: "ec2/launchTemplate",
    LoadBalancer: "lb/loadBalancer",
    LogGroup: "cloudwatch/logGroup",
    NatGateway: "ec2/natGateway",
    NodeGroup: "eks/nodeGroup",
    ParameterGroup: "rds/parameterGroup",
    PodIdentityAssociation: "eks/podIdentityAssociation",
    Policy: "iam/policy",
    Role: "iam/role",
    RolePolicy: "iam/rolePolicy",
    RolePolicyAttachment: "iam/rolePolicyAttachment",
    Route: "ec2/route",
    RouteTable: "ec2/routeTable",
    RouteTableAssociation: "ec2/routeTableAssociation",
    SecurityGroup: "ec2/securityGroup",
    SecurityGroupIngressRule: "vpc/securityGroupIngressRule",
    Subnet: "ec2/subnet",
    SubnetGroup: "rds/subnetGroup",
    Tag: "autoscaling/tag",
    Volume: "ebs/volume",
    Vpc: "ec2/vpc",
    VpcEndpoint: "ec2/vpcEndpoint",
};

/** An empty account, in which tests make things by short type names. */
export class Lab {
    readonly account = new Account(ACCOUNT);

    make(kind: string, name: string, inputs: Properties = {}): LiveResource {
        const type = typeOf(kind);
        return this.account.create({ urn: `urn:pulumi:test::groundwork::${type}::${name}`, type, name, inputs });
    }

    remove({ type, id }: LiveResource): void {
        this.account.delete(type, id);
    }

    change({ type, id }: LiveResource, changes: Properties): LiveResource {
        return this.account.update(type, id, { ...this.account.get(type, id)?.inputs, ...changes });
    }

    /** How many live resources there are of a kind, whoever made them. */
    count(kind: string): number {
        return this.account.ofType(typeOf(kind)).length;
    }
}

function typeOf(kind: string): string {
    return kind.includes(":") ? kind : `aws:${SHORT[kind]}:${kind}`;
}

/** The message of a refusal. */
export function refused(act: () => unknown): string {
    try {
        act();
    } catch (error) {
        if (error instanceof Refusal) return error.message;
        throw error;
    }
    throw new Error("A refusal was expected.");
}

const trust = (service: string) => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
});

/** A role that a service may take, with managed policies. */
export function roleIn(lab: Lab, name: string, service: string, policies: readonly string[] = []): LiveResource {
    const role = lab.make("Role", name, { assumeRolePolicy: trust(service) });
    for (const policy of policies) {
        const policyArn = `arn:aws:iam::aws:policy/${policy}`;
        lab.make("RolePolicyAttachment", `${name}-${policy}`, { role: role.id, policyArn });
    }
    return role;
}

/** A VPC with an internet gateway, a public subnet, and private ones in two zones behind one NAT gateway. */
export function networkIn(lab: Lab) {
    const vpcInputs = { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true, enableDnsSupport: true };
    const vpc = lab.make("Vpc", "vpc", vpcInputs);
    const vpcId = vpc.id;
    const subnet = (name: string, zone: string, cidrBlock: string) =>
        lab.make("Subnet", name, { vpcId, cidrBlock, availabilityZone: `${ACCOUNT.region}${zone}` });
    const open = subnet("public", "a", "10.0.0.0/24");
    const a = subnet("private-a", "a", "10.0.16.0/20");
    const b = subnet("private-b", "b", "10.0.32.0/20");
    const gateway = lab.make("InternetGateway", "internet", { vpcId });
    const eip = lab.make("Eip", "nat", { domain: "vpc" });
    const nat = lab.make("NatGateway", "nat", { allocationId: eip.id, subnetId: open.id });
    const table = lab.make("RouteTable", "private", { vpcId });
    const associations = [a, b].map(({ id, name }) =>
        lab.make("RouteTableAssociation", name, { routeTableId: table.id, subnetId: id }),
    );
    const toNat = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.id };
    const route = lab.make("Route", "private-default", toNat);
    return { vpc, open, private: [a, b] as const, gateway, eip, nat, table, associations, route };
}

/** A cluster in the private subnets, with the add-ons without which no node becomes ready. */
export function clusterIn(lab: Lab, subnetIds: readonly string[], changes: Properties = {}) {
    const role = roleIn(lab, "control", "eks.amazonaws.com", ["AmazonEKSClusterPolicy"]);
    const cluster = lab.make("Cluster", "ml", {
        name: "ml",
        version: "1.35",
        roleArn: role.outputs.arn,
        bootstrapSelfManagedAddons: false,
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true },
        vpcConfig: { subnetIds, endpointPrivateAccess: true, endpointPublicAccess: false },
        ...changes,
    });
    return { role, cluster };
}

/** The add-ons without which no node becomes ready. */
export function daemonsIn(lab: Lab): readonly LiveResource[] {
    return ["vpc-cni", "kube-proxy"].map((addonName) => lab.make("Addon", addonName, { clusterName: "ml", addonName }));
}

/** What a node group is made of, with the role of its nodes. */
export function nodeInputs(lab: Lab, subnetIds: readonly string[]): Properties {
    const policies = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"];
    return {
        clusterName: "ml",
        nodeRoleArn: roleIn(lab, "nodes", "ec2.amazonaws.com", policies).outputs.arn,
        subnetIds,
        amiType: "AL2023_x86_64_STANDARD",
        instanceTypes: ["m7i.large", "m6i.large"],
        scalingConfig: { minSize: 1, maxSize: 4, desiredSize: 3 },
        labels: { kind: "system" },
        version: "1.35",
    };
}
