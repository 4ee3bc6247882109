import fc from "fast-check";
import { expect, it } from "vitest";

import { netSgNoWorldIngress } from "../../policies/rules";
import { type Change, describeGroup, drop, judged, set, UNKNOWN } from "../support/policy";

const CLUSTER = "aws:eks/cluster:Cluster";
const VPC = "aws:ec2/vpc:Vpc";
const access = (vpcConfig: object): Change => set("cluster", { vpcConfig });
const metadata = (options: object): Change => set("template", { metadataOptions: options });
const spec = (part: object): Change => set("deny", { spec: part });
const ingress = (rule: object): Change => set("group", { ingress: [{ fromPort: 443, toPort: 443, ...rule }] });

describeGroup("net", {
    "net-eks-endpoint-private": {
        good: { cluster: { type: CLUSTER, inputs: { vpcConfig: { endpointPublicAccess: false } } } },
        bad: [
            ["a public endpoint", access({ endpointPublicAccess: true }), ["net-eks-endpoint-private"]],
            ["a cluster that says nothing", access({ endpointPublicAccess: undefined }), ["net-eks-endpoint-private"]],
        ],
        unknown: [
            [
                "an unknown flag",
                access({ endpointPublicAccess: UNKNOWN }),
                ["net-eks-endpoint-private[unknown:vpcConfig.endpointPublicAccess]"],
            ],
        ],
    },
    "net-eks-endpoint-cidrs": {
        good: {
            cluster: {
                type: CLUSTER,
                inputs: { vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] } },
            },
        },
        bad: [
            ["no list", access({ publicAccessCidrs: undefined }), ["net-eks-endpoint-cidrs"]],
            [
                "the whole internet, twice",
                access({ publicAccessCidrs: ["0.0.0.0/0", "10.0.0.0/8", "::/0"] }),
                ["net-eks-endpoint-cidrs[0.0.0.0/0]", "net-eks-endpoint-cidrs[::/0]"],
            ],
        ],
        fine: [["a private endpoint", access({ endpointPublicAccess: false, publicAccessCidrs: undefined })]],
        unknown: [
            [
                "an unknown network before an open one",
                access({ publicAccessCidrs: [UNKNOWN, "0.0.0.0/0"] }),
                ["net-eks-endpoint-cidrs[unknown:vpcConfig.publicAccessCidrs[0]]", "net-eks-endpoint-cidrs[0.0.0.0/0]"],
            ],
        ],
    },
    "net-default-sg-closed": {
        good: {
            vpc: { type: VPC, inputs: {} },
            closed: {
                type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
                inputs: { ingress: [] },
                through: { vpcId: "vpc" },
            },
        },
        bad: [
            ["an unmanaged group", drop("closed"), ["net-default-sg-closed"]],
            ["an open group", set("closed", { egress: [{ protocol: "-1" }] }), ["net-default-sg-closed[egress]"]],
        ],
        unknown: [
            [
                "unknown rules beside open ones",
                set("closed", { ingress: UNKNOWN, egress: [{ protocol: "-1" }] }),
                ["net-default-sg-closed[unknown:ingress]", "net-default-sg-closed[egress]"],
            ],
        ],
    },
    "net-vpc-flow-logs": {
        good: {
            vpc: { type: VPC, inputs: {} },
            log: { type: "aws:ec2/flowLog:FlowLog", inputs: { vpcId: UNKNOWN }, through: { vpcId: "vpc" } },
        },
        bad: [
            ["no log", drop("log"), ["net-vpc-flow-logs"]],
            [
                "the log of another VPC",
                { other: { type: VPC, inputs: {} }, log: { through: { vpcId: "other" } } },
                ["net-vpc-flow-logs"],
            ],
        ],
        unknown: [["an unknown id, which is a reference", set("log", { vpcId: UNKNOWN }), []]],
    },
    "net-s3-block-public": {
        good: {
            bucket: { type: "aws:s3/bucket:Bucket", inputs: {} },
            block: {
                type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                inputs: {
                    blockPublicAcls: true,
                    blockPublicPolicy: true,
                    ignorePublicAcls: true,
                    restrictPublicBuckets: true,
                },
                through: { bucket: "bucket" },
            },
        },
        bad: [
            ["no block", drop("block"), ["net-s3-block-public"]],
            [
                "two flags off",
                set("block", { blockPublicAcls: false, restrictPublicBuckets: undefined }),
                ["net-s3-block-public[blockPublicAcls]", "net-s3-block-public[restrictPublicBuckets]"],
            ],
        ],
        unknown: [
            [
                "an unknown flag before a false one",
                set("block", { blockPublicAcls: UNKNOWN, ignorePublicAcls: false }),
                ["net-s3-block-public[unknown:blockPublicAcls]", "net-s3-block-public[ignorePublicAcls]"],
            ],
        ],
    },
    "net-imdsv2": {
        good: {
            template: {
                type: "aws:ec2/launchTemplate:LaunchTemplate",
                inputs: { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } },
            },
        },
        bad: [
            ["no options", set("template", { metadataOptions: undefined }), ["net-imdsv2"]],
            ["optional tokens", metadata({ httpTokens: "optional" }), ["net-imdsv2"]],
            ["two hops", metadata({ httpPutResponseHopLimit: 2 }), ["net-imdsv2[hopLimit]"]],
        ],
        fine: [["no endpoint at all", metadata({ httpEndpoint: "disabled", httpTokens: undefined })]],
        unknown: [
            [
                "unknown tokens beside two hops",
                metadata({ httpTokens: UNKNOWN, httpPutResponseHopLimit: 2 }),
                ["net-imdsv2[unknown:metadataOptions.httpTokens]", "net-imdsv2[hopLimit]"],
            ],
        ],
    },
    "net-k8s-default-deny": {
        good: {
            team: { type: "kubernetes:core/v1:Namespace", inputs: { metadata: { name: "team" } } },
            deny: {
                type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
                inputs: {
                    metadata: { namespace: UNKNOWN },
                    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
                },
                through: { metadata: "team" },
            },
        },
        bad: [
            ["no policy", drop("deny"), ["net-k8s-default-deny[ingress]", "net-k8s-default-deny[egress]"]],
            ["ingress only", spec({ policyTypes: ["Ingress"] }), ["net-k8s-default-deny[egress]"]],
            ["a rule for everything", spec({ egress: [{}] }), ["net-k8s-default-deny[egress]"]],
            [
                "a policy for some pods",
                spec({ podSelector: { matchLabels: { app: "api" } } }),
                ["net-k8s-default-deny[ingress]", "net-k8s-default-deny[egress]"],
            ],
            [
                "the policy of another namespace",
                { deny: { through: undefined, inputs: { metadata: { namespace: "other" } } } },
                ["net-k8s-default-deny[ingress]", "net-k8s-default-deny[egress]"],
            ],
        ],
        fine: [
            ["a default that opens DNS", spec({ egress: [{ ports: [{ port: 53 }] }] })],
            ["a policy joined by name", { deny: { through: undefined, inputs: { metadata: { namespace: "team" } } } }],
        ],
        unknown: [
            [
                "an unknown selector as all pods",
                spec({ podSelector: UNKNOWN }),
                ["net-k8s-default-deny[ingress]", "net-k8s-default-deny[egress]"],
            ],
        ],
    },
    "net-sg-no-world-ingress": {
        good: {
            group: {
                type: "aws:ec2/securityGroup:SecurityGroup",
                inputs: { ingress: [{ fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }] },
            },
            old: {
                type: "aws:ec2/securityGroupRule:SecurityGroupRule",
                inputs: { type: "ingress", protocol: "-1", cidrBlocks: ["10.0.0.0/8"] },
            },
            rule: {
                type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                inputs: { cidrIpv4: "10.0.0.0/8", ipProtocol: "-1" },
            },
        },
        bad: [
            ["IPv4", ingress({ cidrBlocks: ["0.0.0.0/0"] }), ["net-sg-no-world-ingress[ingress[0].cidrBlocks[0]]"]],
            ["IPv6", ingress({ ipv6CidrBlocks: ["::/0"] }), ["net-sg-no-world-ingress[ingress[0].ipv6CidrBlocks[0]]"]],
            ["the old rule", set("old", { cidrBlocks: ["0.0.0.0/0"] }), ["net-sg-no-world-ingress[cidrBlocks[0]]"]],
            ["the new rule", set("rule", { cidrIpv4: "0.0.0.0/0" }), ["net-sg-no-world-ingress[cidrIpv4]"]],
            ["the new rule, IPv6", set("rule", { cidrIpv6: "::/0" }), ["net-sg-no-world-ingress[cidrIpv6]"]],
        ],
        fine: [
            ["egress to everywhere", set("old", { type: "egress", cidrBlocks: ["0.0.0.0/0"] })],
            ["another group as source", ingress({ securityGroups: ["sg-1"] })],
        ],
        unknown: [
            [
                "an unknown network before an open one",
                ingress({ cidrBlocks: [UNKNOWN, "0.0.0.0/0"] }),
                [
                    "net-sg-no-world-ingress[unknown:ingress[0].cidrBlocks[0]]",
                    "net-sg-no-world-ingress[ingress[0].cidrBlocks[1]]",
                ],
            ],
        ],
    },
    "net-nodes-private-subnets": {
        good: {
            subnet: { type: "aws:ec2/subnet:Subnet", inputs: { mapPublicIpOnLaunch: false } },
            group: {
                type: "aws:eks/nodeGroup:NodeGroup",
                inputs: { subnetIds: [UNKNOWN] },
                through: { subnetIds: "subnet" },
            },
        },
        bad: [
            ["a public subnet", set("subnet", { mapPublicIpOnLaunch: true }), ["net-nodes-private-subnets[subnet]"]],
            [
                "a public subnet named by its id",
                {
                    subnet: { inputs: { id: "subnet-1", mapPublicIpOnLaunch: true } },
                    group: { inputs: { subnetIds: ["subnet-1"] }, through: undefined },
                },
                ["net-nodes-private-subnets[subnet]"],
            ],
        ],
        fine: [
            [
                "a public subnet that is only a dependency",
                {
                    subnet: { inputs: { mapPublicIpOnLaunch: true } },
                    own: { type: "aws:ec2/subnet:Subnet", inputs: { id: "subnet-2" } },
                    group: { inputs: { subnetIds: ["subnet-2"] } },
                },
            ],
        ],
        unknown: [
            [
                "an unknown flag",
                set("subnet", { mapPublicIpOnLaunch: UNKNOWN }),
                ["net-nodes-private-subnets[unknown:mapPublicIpOnLaunch]"],
            ],
        ],
    },
});

it("finds the internet behind any ports and protocol, and no smaller network", async () => {
    const port = fc.integer({ min: -1, max: 65_535 });
    const protocol = fc.constantFrom("tcp", "udp", "icmp", "-1");
    const address = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }));
    await fc.assert(
        fc.asyncProperty(port, port, protocol, address, async (fromPort, toPort, ipProtocol, [ip, length]) => {
            const inputs = { fromPort, toPort, ipProtocol, cidrIpv4: `${ip}/${length}` };
            const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
            expect(await judged(netSgNoWorldIngress, { rule: { type, inputs } })).toHaveLength(length === 0 ? 1 : 0);
        }),
        { numRuns: 200 },
    );
});
