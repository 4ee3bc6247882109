import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";

import type { AwsAccount } from "../internal/account";
import type { SubnetKind } from "../internal/plan/subnets";
import type { Tags } from "../internal/tags";
import { type Transform, transformed } from "../internal/transform";

/** How private subnets reach the internet. */
export type NatMode = "none" | "single" | "perZone";

/** Subnets by kind and zone letter. */
export type Subnets = Readonly<Record<SubnetKind, Readonly<Record<string, ec2.Subnet>>>>;

interface RouteArgs {
    readonly account: AwsAccount;
    readonly vpcId: pulumi.Output<string>;
    readonly subnets: Subnets;
    readonly nat?: NatMode;
    readonly tags: Tags;
    readonly transform?: { readonly natGateway?: Transform<ec2.NatGatewayArgs> };
}

/**
 * The ways out of a VPC: the internet gateway for public subnets, NAT for private ones, S3 without either.
 *
 * Each zone has a private route table of its own, so that going from one NAT gateway to one per zone changes routes and
 * replaces nothing.
 */
export function createRoutes(parent: pulumi.Resource, name: string, args: RouteArgs): void {
    const { subnets, vpcId, tags } = args;
    const gateway = new ec2.InternetGateway(`${name}-internet`, { vpcId, tags }, { parent });
    const publicTable = routeTable(parent, `${name}-public`, args, subnets.public);
    defaultRoute(parent, `${name}-public`, publicTable, { gatewayId: gateway.id });
    const intraTable = routeTable(parent, `${name}-intra`, args, subnets.intra);

    const nats = createNats(parent, name, args, gateway);
    const privateTables = Object.entries(subnets.private).map(([zone, subnet]) => {
        const table = routeTable(parent, `${name}-private-${zone}`, args, { [zone]: subnet });
        const nat = nats[zone] ?? Object.values(nats)[0];
        if (nat) defaultRoute(parent, `${name}-private-${zone}`, table, { natGatewayId: nat.id });
        return table;
    });
    createS3Endpoint(parent, name, args, [publicTable, intraTable, ...privateTables]);
}

function createNats(
    parent: pulumi.Resource,
    name: string,
    { nat = "single", subnets, tags, transform }: RouteArgs,
    gateway: ec2.InternetGateway,
): Readonly<Record<string, ec2.NatGateway>> {
    const count = { none: 0, single: 1, perZone: Object.keys(subnets.public).length }[nat];
    return Object.fromEntries(
        Object.entries(subnets.public)
            .slice(0, count)
            .map(([zone, subnet]) => {
                const eip = new ec2.Eip(`${name}-nat-${zone}`, { domain: "vpc", tags }, { parent });
                const args = { allocationId: eip.id, subnetId: subnet.id, tags };
                // AWS refuses a NAT gateway while the VPC has no internet gateway. The address needs none: Pulumi deletes
                // in waves, by the depth of dependencies, and so the NAT gateway goes in one wave with the endpoints.
                const options = { parent, dependsOn: [gateway] };
                return [
                    zone,
                    new ec2.NatGateway(...transformed(transform?.natGateway, `${name}-nat-${zone}`, args, options)),
                ];
            }),
    );
}

function routeTable(
    parent: pulumi.Resource,
    name: string,
    { vpcId, tags }: RouteArgs,
    subnets: Readonly<Record<string, ec2.Subnet>>,
): ec2.RouteTable {
    const table = new ec2.RouteTable(name, { vpcId, tags: { Name: name, ...tags } }, { parent });
    for (const [zone, subnet] of Object.entries(subnets)) {
        const association = name.endsWith(`-${zone}`) ? name : `${name}-${zone}`;
        new ec2.RouteTableAssociation(association, { routeTableId: table.id, subnetId: subnet.id }, { parent });
    }
    return table;
}

function defaultRoute(
    parent: pulumi.Resource,
    name: string,
    table: ec2.RouteTable,
    target: { gatewayId: pulumi.Output<string> } | { natGatewayId: pulumi.Output<string> },
): void {
    const args = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...target };
    new ec2.Route(`${name}-default`, args, { parent });
}

function createS3Endpoint(
    parent: pulumi.Resource,
    name: string,
    { account, vpcId, tags }: RouteArgs,
    routeTables: readonly ec2.RouteTable[],
): void {
    new ec2.VpcEndpoint(
        `${name}-s3`,
        {
            vpcId,
            serviceName: `com.amazonaws.${account.region}.s3`,
            vpcEndpointType: "Gateway",
            routeTableIds: routeTables.map((table) => table.id),
            tags: { Name: `${name}-s3`, ...tags },
        },
        { parent },
    );
}
