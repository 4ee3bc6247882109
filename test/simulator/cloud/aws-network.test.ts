import { beforeEach, describe, expect, it } from "vitest";

import { Lab, networkIn, refused } from "../../support/lab";

let lab: Lab;
let network: ReturnType<typeof networkIn>;
beforeEach(() => {
    lab = new Lab();
    network = networkIn(lab);
});

describe("a VPC in the simulated cloud", () => {
    it.each([
        ["a subnet outside of it", "10.1.0.0/24", /^InvalidSubnet\.Range: .*not in that of its VPC/],
        ["a subnet that overlaps another", "10.0.16.0/24", /^InvalidSubnet\.Conflict: .*"private-a"/],
        ["a subnet below /28", "10.0.1.0/29", /^InvalidSubnet\.Range/],
        ["bits behind the prefix", "10.0.1.7/24", /^InvalidSubnet\.Range/],
    ])("refuses %s", (_, cidrBlock, expected) => {
        const inputs = { vpcId: network.vpc.id, cidrBlock, availabilityZone: "eu-central-1a" };
        expect(refused(() => lab.make("Subnet", "more", inputs))).toMatch(expected);
    });

    it("takes a subnet of another VPC with the same block", () => {
        const other = lab.make("Vpc", "other", { cidrBlock: "10.0.0.0/16" });
        const inputs = { vpcId: other.id, cidrBlock: "10.0.16.0/24", availabilityZone: "eu-central-1a" };
        expect(lab.make("Subnet", "more", inputs).id).toMatch(/^subnet-[0-9a-f]{17}$/);
    });

    it("gives its default security group the id that the VPC names", () => {
        const closed = lab.make("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "closed", {
            vpcId: network.vpc.id,
        });
        expect(closed.id).toBe(network.vpc.outputs.defaultSecurityGroupId);
    });

    it("goes only when nothing is in it, each thing after what holds it", () => {
        const { vpc, open, private: inner, gateway, eip, nat, table, associations, route } = network;
        const group = lab.make("SecurityGroup", "group", { vpcId: vpc.id });
        const held = /^DependencyViolation: .* is in use by /;
        for (const first of [vpc, open, table]) expect(refused(() => lab.remove(first))).toMatch(held);
        expect(refused(() => lab.remove(gateway))).toMatch(/^DependencyViolation: .*mapped public address/);
        expect(refused(() => lab.remove(eip))).toMatch(/^InvalidIPAddress\.InUse/);
        for (const next of [nat, eip, gateway, route, ...associations, table, open, ...inner]) lab.remove(next);
        expect(refused(() => lab.remove(vpc))).toMatch(/SecurityGroup "group"/);
        lab.remove(group);
        lab.remove(vpc);
        expect(lab.account.resources).toEqual([]);
    });

    it("refuses a NAT gateway without an internet gateway, and one address for two", () => {
        const again = { allocationId: network.eip.id, subnetId: network.open.id };
        expect(refused(() => lab.make("NatGateway", "more", again))).toMatch(/^Resource\.AlreadyAssociated/);
        const vpc = lab.make("Vpc", "other", { cidrBlock: "10.9.0.0/16" });
        const inputs = { vpcId: vpc.id, cidrBlock: "10.9.0.0/24", availabilityZone: "eu-central-1a" };
        const subnet = lab.make("Subnet", "other", inputs);
        const eip = lab.make("Eip", "other");
        const act = () => lab.make("NatGateway", "other", { allocationId: eip.id, subnetId: subnet.id });
        expect(refused(act)).toMatch(/^Gateway\.NotAttached/);
    });

    it("refuses what names something that is not there", () => {
        const subnet = { vpcId: "vpc-0", cidrBlock: "10.0.1.0/24", availabilityZone: "eu-central-1a" };
        expect(refused(() => lab.make("Subnet", "lost", subnet))).toMatch(/^InvalidVpcID\.NotFound/);
        const route = { routeTableId: network.table.id, destinationCidrBlock: "10.7.0.0/16", natGatewayId: "nat-0" };
        expect(refused(() => lab.make("Route", "lost", route))).toMatch(/^InvalidNatGatewayID\.NotFound/);
    });

    it("refuses a second table for a subnet, and private DNS that the VPC does not allow", () => {
        const [a] = network.private;
        const table = lab.make("RouteTable", "second", { vpcId: network.vpc.id });
        const association = { routeTableId: table.id, subnetId: a.id };
        expect(refused(() => lab.make("RouteTableAssociation", "second", association))).toMatch(
            /^Resource\.AlreadyAssociated/,
        );
        const endpoint = {
            vpcId: lab.make("Vpc", "mute", { cidrBlock: "10.8.0.0/16" }).id,
            serviceName: "com.amazonaws.eu-central-1.sts",
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
        };
        expect(refused(() => lab.make("VpcEndpoint", "sts", endpoint))).toMatch(
            /^InvalidParameter: Enabling private DNS/,
        );
    });

    it("keeps a subnet and a security group while a load balancer or an endpoint is in them", () => {
        const [a, b] = network.private;
        const group = lab.make("SecurityGroup", "group", { vpcId: network.vpc.id });
        const inputs = { name: "front", internal: true, subnets: [a.id, b.id], securityGroups: [group.id] };
        const balancer = lab.make("LoadBalancer", "front", inputs);
        for (const held of [a, group]) expect(refused(() => lab.remove(held))).toMatch(/LoadBalancer "front"/);
        lab.remove(balancer);
        lab.remove(group);
    });

    it("keeps the internet gateway while a public load balancer has an address", () => {
        const { nat, open, gateway } = network;
        lab.remove(nat);
        const balancer = lab.make("LoadBalancer", "front", { name: "front", subnets: [open.id] });
        expect(refused(() => lab.remove(gateway))).toMatch(/loadbalancer\/app\/front/);
        lab.remove(balancer);
        lab.remove(gateway);
    });
});
