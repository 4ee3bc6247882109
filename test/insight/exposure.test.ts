import { describe, expect, it } from "vitest";
import { exposure } from "../../insight/exposure";
import type { Properties } from "../../insight/graph";
import { GraphBuilder } from "../support/graph";

const CARDS = (associatePublicIpAddress: unknown) => ({ networkInterfaces: [{ associatePublicIpAddress }] });
const SCHEME = "service.beta.kubernetes.io/aws-load-balancer-scheme";

/** Type, open inputs, closed inputs of the same type, and what the open one says. */
const CASES: readonly (readonly [type: string, open: Properties, closed: Properties, what: string, from: string[]])[] =
    [
        [
            "aws:eks/cluster:Cluster",
            { vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] } },
            { vpcConfig: { endpointPublicAccess: false } },
            "Kubernetes API endpoint",
            ["203.0.113.0/24"],
        ],
        [
            // What AWS does when nothing is said.
            "aws:eks/cluster:Cluster",
            { vpcConfig: {} },
            { vpcConfig: { endpointPublicAccess: false } },
            "Kubernetes API endpoint",
            ["0.0.0.0/0"],
        ],
        [
            "aws:eks/nodeGroup:NodeGroup",
            { remoteAccess: { ec2SshKey: "key" } },
            { remoteAccess: { ec2SshKey: "key", sourceSecurityGroupIds: ["sg-1"] } },
            "SSH to the nodes (port 22)",
            ["0.0.0.0/0"],
        ],
        ["aws:lb/loadBalancer:LoadBalancer", {}, { internal: true }, "Load balancer", ["0.0.0.0/0"]],
        [
            "aws:elb/loadBalancer:LoadBalancer",
            { internal: false },
            { internal: "true" },
            "Classic load balancer",
            ["0.0.0.0/0"],
        ],
        [
            "kubernetes:core/v1:Service",
            { spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["198.51.100.0/24"] } },
            { spec: { type: "LoadBalancer" }, metadata: { annotations: { [SCHEME]: "internal" } } },
            "Kubernetes Service of type LoadBalancer",
            ["198.51.100.0/24"],
        ],
        [
            "kubernetes:core/v1:Service",
            { spec: { type: "LoadBalancer" } },
            { spec: { type: "ClusterIP" } },
            "Kubernetes Service of type LoadBalancer",
            ["0.0.0.0/0"],
        ],
        [
            "kubernetes:networking.k8s.io/v1:Ingress",
            { metadata: { annotations: { "alb.ingress.kubernetes.io/inbound-cidrs": "10.0.0.0/8, 192.0.2.0/24" } } },
            { metadata: { annotations: { "alb.ingress.kubernetes.io/scheme": "internal" } } },
            "Kubernetes Ingress",
            ["10.0.0.0/8", "192.0.2.0/24"],
        ],
        [
            "aws:ec2/securityGroup:SecurityGroup",
            { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] }] },
            { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"] }] },
            "Security group open on tcp port 22",
            ["0.0.0.0/0"],
        ],
        [
            "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
            { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlocks: ["::/0"] }] },
            { ingress: [] },
            "Security group open on every port",
            ["::/0"],
        ],
        [
            "aws:ec2/securityGroupRule:SecurityGroupRule",
            { type: "ingress", protocol: "tcp", fromPort: 80, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
            { type: "egress", protocol: "tcp", fromPort: 80, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
            "Security group open on tcp ports 80 to 443",
            ["0.0.0.0/0"],
        ],
        [
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv6: "::/0" },
            { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/8" },
            "Security group open on tcp port 443",
            ["::/0"],
        ],
        [
            "aws:ec2/instance:Instance",
            { associatePublicIpAddress: true },
            { associatePublicIpAddress: false },
            "Instance with a public address",
            ["0.0.0.0/0"],
        ],
        [
            "aws:ec2/launchTemplate:LaunchTemplate",
            CARDS("true"),
            CARDS("false"),
            "Instances with public addresses",
            ["0.0.0.0/0"],
        ],
        [
            "aws:ec2/subnet:Subnet",
            { mapPublicIpOnLaunch: true },
            {},
            "Subnet that gives every instance a public address",
            ["0.0.0.0/0"],
        ],
        [
            "aws:rds/instance:Instance",
            { publiclyAccessible: "not known yet" },
            { publiclyAccessible: false },
            "Database with a public address",
            ["0.0.0.0/0"],
        ],
    ];

function entriesOf(type: string, inputs: Properties) {
    const builder = new GraphBuilder();
    builder.add(type, "it", { inputs });
    return exposure(builder.graph()).entries;
}

describe("exposure", () => {
    it.each(CASES)("finds an open %s and passes its closed twin (case %#)", (type, open, closed, what, from) => {
        expect(entriesOf(type, open).map((e) => [e.name, e.what, e.from])).toEqual([["it", what, from]]);
        expect(entriesOf(type, open)[0]?.close).toMatch(/^[A-Z].+\.$/);
        expect(entriesOf(type, closed)).toEqual([]);
    });

    it("wants a public access block with all four switches on every bucket", () => {
        const full = {
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        };
        const blockType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
        const names = (settings: Properties) => {
            const builder = new GraphBuilder();
            const closed = builder.add("aws:s3/bucket:Bucket", "closed");
            builder.add("aws:s3/bucket:Bucket", "open");
            builder.add(blockType, "block", { inputs: settings, from: { bucket: closed } });
            return exposure(builder.graph()).entries.map((e) => e.name);
        };
        expect(names(full)).toEqual(["open"]);
        expect(names({ ...full, ignorePublicAcls: false })).toEqual(["closed", "open"]);
    });

    it("accepts a block that names the bucket, and one for the whole account", () => {
        const full = {
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        };
        const named = new GraphBuilder();
        named.add("aws:s3/bucket:Bucket", "bucket", { outputs: { id: "data-1" } });
        named.add("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "b", {
            inputs: { ...full, bucket: "data-1" },
        });
        const account = new GraphBuilder();
        account.add("aws:s3/bucket:Bucket", "bucket");
        account.add("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "all", { inputs: full });
        expect([named, account].map((b) => exposure(b.graph()).entries)).toEqual([[], []]);
    });

    it("lists NAT as a way out, not as a way in", () => {
        const builder = new GraphBuilder();
        builder.add("aws:ec2/natGateway:NatGateway", "nat");
        builder.add("aws:ec2/natGateway:NatGateway", "inner", { inputs: { connectivityType: "private" } });
        builder.add("aws:ec2/vpc:Vpc", "vpc");
        const { entries, egress } = exposure(builder.graph());
        expect(entries).toEqual([]);
        expect(egress.map((e) => e.name)).toEqual(["nat"]);
    });
});
