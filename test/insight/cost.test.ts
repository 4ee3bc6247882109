import { describe, expect, it } from "vitest";
import { type CostEstimate, estimate, SHARED } from "../../insight/cost";
import { AWS_PRICES } from "../../insight/prices/aws";
import { GraphBuilder } from "../support/graph";

const REGION = "eu-central-1";
const HOURS = AWS_PRICES.hoursPerMonth;

/** USD per hour of an instance, or a failed test: a price that is not there must not count as zero. */
function perHour(type: string, region = REGION): number {
    const usd = AWS_PRICES.instances[type]?.[region];
    if (usd === undefined) throw new Error(`The table has no ${type} in ${region}.`);
    return usd;
}

function unit(name: keyof typeof AWS_PRICES.units, region = REGION): number {
    const usd = AWS_PRICES.units[name][region];
    if (usd === undefined) throw new Error(`The table has no ${name} in ${region}.`);
    return usd;
}

function cost(builder: GraphBuilder): CostEstimate {
    return estimate(builder.graph(), AWS_PRICES);
}

/** Floor, ceiling and what is missing: the whole answer for a graph of one priced thing. */
function answer(builder: GraphBuilder): { floor: number; ceiling: number; missing: string[] } {
    const { floorPerMonth, ceilingPerMonth, notPriced } = cost(builder);
    return { floor: floorPerMonth, ceiling: ceilingPerMonth, missing: notPriced.map((n) => `${n.count} ${n.reason}`) };
}

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

describe("estimate", () => {
    it("prices the control plane by the support that it is under", () => {
        const type = "aws:eks/cluster:Cluster";
        const standard = new GraphBuilder();
        standard.add(type, "cluster", { inputs: { upgradePolicy: { supportType: "STANDARD" } } });
        const extended = new GraphBuilder();
        extended.add(type, "cluster", { inputs: { upgradePolicy: { supportType: "EXTENDED" } } });
        expect(answer(standard)).toEqual({ floor: 0.1 * HOURS, ceiling: 0.1 * HOURS, missing: [] });
        expect(answer(extended)).toEqual({ floor: 0.6 * HOURS, ceiling: 0.6 * HOURS, missing: [] });
    });

    it("takes the cheapest type for the floor, the dearest for the ceiling, and the disk of the launch template", () => {
        const builder = new GraphBuilder();
        const template = builder.add("aws:ec2/launchTemplate:LaunchTemplate", "lt", {
            inputs: { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 50, volumeType: "gp3" } }] },
        });
        builder.add(NODE_GROUP, "group", {
            inputs: { instanceTypes: ["m7i.xlarge", "m6i.xlarge"], scalingConfig: { minSize: 2, maxSize: 6 } },
            from: { launchTemplate: template },
        });
        const disk = 50 * unit("gp3GbMonth");
        const { floor, ceiling, missing } = answer(builder);
        expect(floor).toBeCloseTo(2 * (perHour("m6i.xlarge") * HOURS + disk), 6);
        expect(ceiling).toBeCloseTo(6 * (perHour("m7i.xlarge") * HOURS + disk), 6);
        expect(missing).toEqual([]);
    });

    it("buys a spot group at the typical share and says how each instance is bought", () => {
        const builder = new GraphBuilder();
        builder.add(NODE_GROUP, "spot", {
            inputs: {
                capacityType: "SPOT",
                instanceTypes: ["m6i.large"],
                diskSize: 0,
                scalingConfig: { minSize: 0, maxSize: 3 },
            },
        });
        const spot = 3 * perHour("m6i.large") * (AWS_PRICES.spotShares.m ?? 1) * HOURS;
        expect(answer(builder)).toEqual({ floor: 0, ceiling: spot, missing: [] });
        expect(cost(builder).byCapacity).toContainEqual({ name: "spot", floorPerMonth: 0, ceilingPerMonth: spot });
    });

    it("prices a GPU group from zero with the disk that EKS gives when none is asked for", () => {
        const builder = new GraphBuilder("dev", "us-east-1");
        builder.add(NODE_GROUP, "gpu", {
            inputs: { instanceTypes: ["g5.xlarge"], scalingConfig: { minSize: 0, maxSize: 2 } },
        });
        const { floor, ceiling } = answer(builder);
        expect(floor).toBe(0);
        expect(ceiling).toBeCloseTo(2 * (1.006 * HOURS + 20 * 0.08), 6);
    });

    it("prices NAT, addresses, keys and disks, and lists what NAT and logs bill by use", () => {
        const builder = new GraphBuilder();
        builder.add("aws:ec2/natGateway:NatGateway", "nat");
        builder.add("aws:ec2/eip:Eip", "eip");
        builder.add("aws:kms/key:Key", "key");
        builder.add("aws:ebs/volume:Volume", "disk", { inputs: { type: "gp3", size: 100 } });
        builder.add("aws:cloudwatch/logGroup:LogGroup", "logs");
        builder.add("aws:s3/bucket:Bucket", "bucket");
        const { floor, missing } = answer(builder);
        expect(floor).toBeCloseTo(
            (unit("natGatewayHour") + unit("publicIpv4Hour")) * HOURS + 1 + 100 * unit("gp3GbMonth"),
            6,
        );
        expect(missing).toEqual([]);
        expect(cost(builder).usageBased.map((u) => `${u.count} ${u.what} ${u.pricePerUnit}/${u.unit}`)).toEqual([
            "1 logs ingested 0.63/GB",
            "1 logs stored 0.0324/GB-month",
            "1 data through NAT 0.052/GB",
            "1 objects stored (S3 Standard) 0.0245/GB-month",
        ]);
    });

    it("counts an interface endpoint once for each subnet, and a gateway endpoint as free", () => {
        const type = "aws:ec2/vpcEndpoint:VpcEndpoint";
        const builder = new GraphBuilder();
        builder.add(type, "sts", { inputs: { vpcEndpointType: "Interface", subnetIds: ["a", "b", "c"] } });
        builder.add(type, "s3", { inputs: { vpcEndpointType: "Gateway" } });
        expect(cost(builder).floorPerMonth).toBeCloseTo(3 * 0.012 * HOURS, 6);
        expect(cost(builder).freeResources).toBe(1);
        expect(cost(builder).notPriced).toEqual([]);
    });

    it("prices the disks that claims and stateful sets ask for", () => {
        const spec = { resources: { requests: { storage: "10Gi" } } };
        const builder = new GraphBuilder();
        builder.add("aws:ec2/vpc:Vpc", "vpc");
        builder.add("kubernetes:core/v1:PersistentVolumeClaim", "claim", { inputs: { spec } });
        builder.add("kubernetes:apps/v1:StatefulSet", "set", {
            inputs: { spec: { replicas: 3, volumeClaimTemplates: [{ spec }] } },
        });
        expect(cost(builder).floorPerMonth).toBeCloseTo(40 * unit("gp3GbMonth"), 6);
    });
});

describe("estimate, when it cannot know", () => {
    it("lists an unknown type, with its count, and never as zero in silence", () => {
        const builder = new GraphBuilder();
        builder.add("aws:msk/cluster:Cluster", "one");
        builder.add("aws:msk/cluster:Cluster", "two");
        expect(cost(builder).notPriced).toEqual([
            { type: "aws:msk/cluster:Cluster", count: 2, reason: "no row in the price table for this type" },
        ]);
    });

    it("says which instance type, and which region, has no price", () => {
        const inputs = { instanceTypes: ["z9.huge"], diskSize: 0, scalingConfig: { minSize: 1, maxSize: 1 } };
        const type = new GraphBuilder();
        type.add(NODE_GROUP, "group", { inputs });
        expect(answer(type).missing).toEqual(["1 no on-demand price for z9.huge in eu-central-1"]);

        const region = new GraphBuilder("dev", "mars-north-1");
        region.add("aws:ec2/natGateway:NatGateway", "nat");
        expect(answer(region).missing).toEqual([
            "1 no price for 1 NAT gateway in mars-north-1",
            "1 no price for data through NAT in mars-north-1",
        ]);
    });

    it("lists a group whose size, an endpoint whose subnets and a disk whose kind it cannot read", () => {
        const builder = new GraphBuilder();
        builder.add(NODE_GROUP, "group", { inputs: { instanceTypes: ["m6i.large"] } });
        builder.add("aws:ec2/vpcEndpoint:VpcEndpoint", "sts", { inputs: { vpcEndpointType: "Interface" } });
        builder.add("aws:ebs/volume:Volume", "disk", { inputs: { type: "io2", size: 4 } });
        builder.add("kubernetes:core/v1:Service", "lb", { inputs: { spec: { type: "LoadBalancer" } } });
        expect(answer(builder)).toEqual({
            floor: 0,
            ceiling: 0,
            missing: [
                "1 disks of type io2 are not in the table",
                "1 an interface endpoint whose subnets are not known",
                "1 a node group whose size is not known",
                "1 creates a load balancer, billed by hour and by load",
            ],
        });
    });

    it("does not count what the stack only reads", () => {
        const builder = new GraphBuilder();
        builder.add("aws:kms/key:Key", "theirs", { external: true });
        expect(answer(builder)).toEqual({
            floor: 0,
            ceiling: 0,
            missing: ["1 read from outside the stack, which does not pay for it"],
        });
    });
});

describe("estimate, the region", () => {
    it("is the resource's own before the stack's most common one", () => {
        const builder = new GraphBuilder();
        builder.add("aws:ec2/vpc:Vpc", "vpc");
        builder.add("aws:ec2/vpc:Vpc", "vpc2");
        builder.add("aws:ec2/natGateway:NatGateway", "nat", { inputs: { region: "us-east-1" } });
        expect(cost(builder).floorPerMonth).toBeCloseTo(0.045 * HOURS, 6);
        expect(cost(builder).region).toBe(REGION);
    });

    it("comes from a provider, an ARN or a zone, and at last from the argument", () => {
        const nat = (builder: GraphBuilder, described = {}) => {
            builder.add("aws:ec2/natGateway:NatGateway", "nat", described);
            return builder.graph();
        };
        const nowhere = () => new GraphBuilder("dev", "");

        const provided = nowhere();
        const provider = provided.add("pulumi:providers:aws", "frankfurt", { inputs: { region: "eu-central-1" } });
        const regions = [
            estimate(nat(provided, { provider: `${provider.urn}::some-id` }), AWS_PRICES),
            estimate(nat(nowhere(), { outputs: { arn: "arn:aws:ec2:eu-west-1:1:natgateway/n" } }), AWS_PRICES),
            estimate(nat(nowhere(), { inputs: { availabilityZone: "us-west-2b" } }), AWS_PRICES),
            estimate(nat(nowhere()), AWS_PRICES, "us-east-1"),
        ].map((e) => e.floorPerMonth / HOURS);
        expect(regions.map((usd) => usd.toFixed(3))).toEqual(["0.052", "0.048", "0.045", "0.045"]);
        expect(estimate(nat(nowhere()), AWS_PRICES).notPriced.map((n) => n.reason)).toContain(
            "no price for 1 NAT gateway in an unknown region",
        );
    });
});

describe("estimate, whose cost it is", () => {
    it("goes to the nearest component, and to the team of the tag or the serving namespace", () => {
        const builder = new GraphBuilder();
        const platform = builder.component("Platform", "platform");
        const network = builder.component("Network", "network", { parent: platform });
        const fraud = builder.component("ServingNamespace", "fraud", { parent: platform });
        const idle = builder.component("ServingNamespace", "idle", { parent: platform });
        builder.add("aws:ec2/eip:Eip", "ip", { parent: network });
        builder.add("aws:kms/key:Key", "key", { parent: fraud });
        builder.add("aws:kms/key:Key", "tagged", {
            parent: network,
            inputs: { tags: { "groundwork:team": "search" } },
        });
        builder.add("aws:kms/key:Key", "orphan");
        builder.add("kubernetes:core/v1:Namespace", "namespace", { parent: idle });

        const share = (name: string, usd: number) => ({ name, floorPerMonth: usd, ceilingPerMonth: usd });
        const { byComponent, byTeam, floorPerMonth } = cost(builder);
        expect(byComponent).toEqual([
            share("Network network", 0.005 * HOURS + 1),
            share("(no component)", 1),
            share("ServingNamespace fraud", 1),
        ]);
        expect(byTeam).toEqual([
            share("fraud", 1),
            share("search", 1),
            share("idle", 0),
            share(SHARED, 0.005 * HOURS + 1),
        ]);
        expect(floorPerMonth).toBeCloseTo(0.005 * HOURS + 3, 6);
    });
});
