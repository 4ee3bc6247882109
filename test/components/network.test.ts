import { beforeAll, describe, expect, it } from "vitest";

import { ENDPOINT_SERVICES, Network, type NetworkArgs, type NewNetworkArgs } from "../../components";
import { behavesAsComponent } from "../support/component";
import { ACCOUNT, type Deployed, deploy, known, refusal } from "../support/deploy";

const args: NewNetworkArgs = { account: ACCOUNT, cidr: "10.20.0.0/16", clusterName: "ml" };
const network = (changes: Partial<NewNetworkArgs> = {}) => deploy(() => new Network("net", { ...args, ...changes }));
const refused = (wrong: NetworkArgs, name = "net") => refusal(() => new Network(name, wrong));
const urns = ({ graph }: Deployed<unknown>) => graph.resources.map((resource) => resource.urn);

behavesAsComponent("Network", {
    create: () => new Network("net", { ...args, nat: "perZone", interfaceEndpoints: ENDPOINT_SERVICES }),
    outputs: ["vpcId", "privateSubnetIds", "publicSubnetIds", "intraSubnetIds"],
});

describe("a network by default", () => {
    let made: Deployed<Network>;
    beforeAll(async () => {
        made = await network();
    });

    it("closes the default security group", () => {
        const { inputs } = made.one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
        expect(inputs.ingress).toBeUndefined();
        expect(inputs.egress).toBeUndefined();
        expect(inputs.vpcId).toBe(made.one("aws:ec2/vpc:Vpc").outputs.id);
    });

    it("gives no host of its three zones a public address", () => {
        const subnets = made.graph.ofType("aws:ec2/subnet:Subnet");
        expect(new Set(subnets.map((subnet) => subnet.inputs.availabilityZone))).toEqual(
            new Set(["eu-central-1a", "eu-central-1b", "eu-central-1c"]),
        );
        expect(subnets).toHaveLength(9);
        expect(subnets.filter((subnet) => subnet.inputs.mapPublicIpOnLaunch !== false)).toEqual([]);
    });

    it("logs all flows to a group that is encrypted and expires", () => {
        const key = made.one("aws:kms/key:Key");
        const group = made.one("aws:cloudwatch/logGroup:LogGroup");
        expect(made.one("aws:ec2/flowLog:FlowLog").inputs).toMatchObject({
            trafficType: "ALL",
            vpcId: made.one("aws:ec2/vpc:Vpc").outputs.id,
            logDestination: group.outputs.arn,
        });
        expect(group.inputs).toMatchObject({
            retentionInDays: 30,
            kmsKeyId: key.outputs.arn,
            deletionProtectionEnabled: true,
        });
        expect(key.inputs).toMatchObject({ enableKeyRotation: true });
        expect(key.options.protect).toBe(true);
    });

    it("lets the flow logs' role write, but never make a group again that was destroyed", () => {
        const statements = [
            {
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                Resource: `${String(made.one("aws:cloudwatch/logGroup:LogGroup").outputs.arn)}:*`,
            },
        ];
        expect(made.one("aws:iam/rolePolicy:RolePolicy").inputs.policy).toEqual({
            Version: "2012-10-17",
            Statement: statements,
        });
    });

    it("reaches S3 without NAT from every route table", () => {
        const tables = made.graph.ofType("aws:ec2/routeTable:RouteTable").map((table) => table.outputs.id);
        const endpoint = made.one("aws:ec2/vpcEndpoint:VpcEndpoint");
        expect(endpoint.inputs).toMatchObject({
            vpcEndpointType: "Gateway",
            serviceName: "com.amazonaws.eu-central-1.s3",
        });
        expect([...(endpoint.inputs.routeTableIds as unknown[])].sort()).toEqual(tables.sort());
        expect(tables).toHaveLength(5);
    });

    it("routes only public subnets to the internet gateway, and intra subnets nowhere", () => {
        const routes = made.graph.ofType("aws:ec2/route:Route").map(({ name, inputs }) => [name, Object.keys(inputs)]);
        expect(Object.fromEntries(routes)).toEqual({
            "net-public-default": ["destinationCidrBlock", "gatewayId", "routeTableId"],
            "net-private-a-default": ["destinationCidrBlock", "natGatewayId", "routeTableId"],
            "net-private-b-default": ["destinationCidrBlock", "natGatewayId", "routeTableId"],
            "net-private-c-default": ["destinationCidrBlock", "natGatewayId", "routeTableId"],
        });
    });

    it("makes NAT gateways once there is an internet gateway, as AWS demands", () => {
        const gateway = made.one("aws:ec2/internetGateway:InternetGateway").urn;
        const nat = made.one("aws:ec2/natGateway:NatGateway");
        expect(nat.dependencies.map((dependency) => dependency.urn)).toContain(gateway);
        expect(made.one("aws:ec2/eip:Eip").dependencies).toEqual([]);
    });

    it.each([
        ["public", { "kubernetes.io/role/elb": "1" }],
        ["private", { "kubernetes.io/role/internal-elb": "1" }],
        ["intra", {}],
    ])("tags its %s subnets for load balancers", (kind, expected) => {
        const tags = made.one("aws:ec2/subnet:Subnet", `net-${kind}-a`).inputs.tags as Record<string, string>;
        const balancing = Object.entries(tags).filter(([key]) => key.startsWith("kubernetes.io/role/"));
        expect(Object.fromEntries(balancing)).toEqual(expected);
        expect(tags["kubernetes.io/cluster/ml"]).toBe("shared");
    });
});

describe("NAT", () => {
    it.each([
        ["none", 0, 0],
        ["single", 1, 3],
        ["perZone", 3, 3],
    ] as const)("of the mode %s makes %i gateways and %i routes", async (nat, gateways, routes) => {
        const { graph } = await network({ nat, interfaceEndpoints: ENDPOINT_SERVICES });
        expect(graph.ofType("aws:ec2/natGateway:NatGateway")).toHaveLength(gateways);
        expect(graph.ofType("aws:ec2/eip:Eip")).toHaveLength(gateways);
        const through = graph.ofType("aws:ec2/route:Route").filter((route) => route.inputs.natGatewayId !== undefined);
        expect(through).toHaveLength(routes);
    });

    it("keeps all that exists when it goes from one gateway to one per zone, by which each zone then leaves", async () => {
        const [single, perZone] = [await network({ nat: "single" }), await network({ nat: "perZone" })];
        expect(urns(perZone)).toEqual(expect.arrayContaining(urns(single)));
        expect(urns(perZone)).toHaveLength(urns(single).length + 4);
        for (const zone of ["a", "b", "c"]) {
            expect(perZone.one("aws:ec2/route:Route", `net-private-${zone}-default`).inputs.natGatewayId).toBe(
                perZone.one("aws:ec2/natGateway:NatGateway", `net-nat-${zone}`).outputs.id,
            );
        }
    });
});

describe("interface endpoints", () => {
    it("stand in the private subnets behind a group that admits HTTPS from the VPC alone", async () => {
        const made = await network({ interfaceEndpoints: ["ecr.api", "sts"] });
        const group = made.one("aws:ec2/securityGroup:SecurityGroup");
        expect(group.inputs.ingress).toBeUndefined();
        expect(made.one("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs).toMatchObject({
            securityGroupId: group.outputs.id,
            cidrIpv4: "10.20.0.0/16",
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
        });
        const endpoint = made.one("aws:ec2/vpcEndpoint:VpcEndpoint", "net-endpoints-ecr-api");
        const privateSubnets = ["a", "b", "c"].map((zone) => made.one("aws:ec2/subnet:Subnet", `net-private-${zone}`));
        expect(endpoint.inputs).toMatchObject({
            serviceName: "com.amazonaws.eu-central-1.ecr.api",
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            securityGroupIds: [group.outputs.id],
            subnetIds: privateSubnets.map((subnet) => subnet.outputs.id),
        });
    });
});

describe("a network that exists already", () => {
    const existing = { vpcId: "vpc-1", privateSubnetIds: { a: "subnet-a", b: "subnet-b" } };

    it("creates nothing", async () => {
        const { graph } = await deploy(() => new Network("net", { existing }));
        expect(graph.resources.map((resource) => resource.type)).toEqual(["groundwork:index:Network"]);
    });

    it("lends its private subnets to the control plane unless it has intra ones", async () => {
        const without = await deploy(() => new Network("net", { existing }));
        expect(await known(without.result.intraSubnetIds.b ?? without.result.urn)).toBe("subnet-b");
        const own = { ...existing, intraSubnetIds: { a: "subnet-i", b: "subnet-j" } };
        const { result } = await deploy(() => new Network("net", { existing: own }));
        expect(await known(result.intraSubnetIds.b ?? result.urn)).toBe("subnet-j");
    });

    it("needs two zones", async () => {
        const one = { ...existing, privateSubnetIds: { a: "subnet-a" } };
        expect(await refused({ existing: one })).toBe(
            ['Network "net":', "  - existing.privateSubnetIds must name subnets of at least 2 zones, got 1."].join(
                "\n",
            ),
        );
    });
});

describe("a network's arguments", () => {
    it("are all judged before anything is registered", async () => {
        const wrong: NewNetworkArgs = {
            account: { accountId: "12345", region: "Frankfurt" },
            cidr: "10.0.0.1/24",
            clusterName: "ml",
            zones: ["a"],
            nat: "none",
            interfaceEndpoints: ["sts", "sts", "ecr.api", "ecr.dkr", "ec2"],
            flowLogRetentionDays: 31,
        };
        expect(await refused(wrong, "My_Net")).toBe(
            [
                'Network "My_Net":',
                '  - name must be lower-case letters, digits and dashes, starting with a letter, got "My_Net": write "my-net".',
                '  - account.accountId must be twelve digits, such as "123456789012", got "12345".',
                '  - account.region must be an AWS region, such as "eu-central-1", got "Frankfurt".',
                "  - interfaceEndpoints names a service twice.",
                '  - nat "none" needs the interfaceEndpoints that nodes start with: add eks, eks-auth.',
                "  - flowLogRetentionDays must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days, got 31.",
                '  - zones must be 2 or 3 letters, because EKS needs two, got ["a"].',
                "  - cidr must be a network address: write 10.0.0.0/24 instead of 10.0.0.1/24.",
                "  - cidr 10.0.0.1/24 is too small for the subnets of 4 zones: take /16 to /22.",
            ].join("\n"),
        );
    });
});

describe("a network's transforms", () => {
    it("reach the VPC, the subnets and the NAT gateways, and cannot change the parent", async () => {
        const elsewhere = await deploy(() => {
            const other = new Network("other", args);
            return new Network("net", {
                ...args,
                transform: {
                    vpc: (vpc, opts) => {
                        vpc.enableNetworkAddressUsageMetrics = true;
                        opts.parent = other;
                    },
                    subnet: (subnet) => {
                        subnet.assignIpv6AddressOnCreation = false;
                    },
                    natGateway: (gateway) => {
                        gateway.connectivityType = "public";
                    },
                },
            });
        });
        const vpc = elsewhere.one("aws:ec2/vpc:Vpc", "net-vpc");
        expect(vpc.inputs).toMatchObject({ enableNetworkAddressUsageMetrics: true });
        expect(vpc.parent).toBe(await known(elsewhere.result.urn));
        expect(elsewhere.one("aws:ec2/subnet:Subnet", "net-intra-c").inputs).toMatchObject({
            assignIpv6AddressOnCreation: false,
        });
        expect(elsewhere.one("aws:ec2/natGateway:NatGateway", "net-nat-a").inputs).toMatchObject({
            connectivityType: "public",
        });
    });
});
