import type { Account, LiveResource } from "../account";
import { type Answer, digits, Refusal, type ResourceRequest } from "../cloud";
import type { ResourceType } from "../resource-type";
import { arn, ec2 } from "./answers";
import { all, type Check, oneOf, tags } from "./checks";
import { contains, overlap, readCidr } from "./cidr";
import { GUARDED_BY, IN_SUBNET, IN_VPC } from "./references";
import { AT_ONCE, took } from "./seconds";
import { shown } from "./shown";
import { TYPES } from "./types";

/** The security group that a VPC is made with. */
export function defaultSecurityGroupOf(vpcId: string): string {
    return `sg-${digits(`${vpcId}/default`, 17)}`;
}

/** A block of the sizes that VPCs and subnets may have: /16 to /28. Source: CreateVpc, CreateSubnet. */
function block(error: string): Check {
    return ({ cidrBlock }) => {
        if (typeof cidrBlock !== "string") return [];
        const cidr = readCidr(cidrBlock);
        return cidr && cidr.bits >= 16 && cidr.bits <= 28
            ? []
            : [`${error}: The CIDR "${cidrBlock}" is invalid: a block from /16 to /28 without bits behind the prefix.`];
    };
}

const vpc: ResourceType = {
    answer: ec2("vpc", "vpc", ({ urn }) => ({
        id: "",
        outputs: {
            defaultSecurityGroupId: defaultSecurityGroupOf(`vpc-${digits(urn, 17)}`),
            mainRouteTableId: `rtb-${digits(`${urn}/main`, 17)}`,
        },
    })),
    seconds: took(12, 2, 1, "estimate: apply logs show 2 s, 12 s with DNS host names; turbot/steampipe-plugin-aws#131"),
    replaces: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
    check: all(block("InvalidVpc.Range"), tags),
};

const subnet: ResourceType = {
    answer: ec2("subnet", "subnet"),
    seconds: took(2, 2, 1, "terraform-aws-modules/terraform-aws-eks#2203 (10 s where public addresses are mapped)"),
    replaces: ["vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId", "ipv6Native", "outpostArn"],
    references: { vpcId: IN_VPC },
    check: all(block("InvalidSubnet.Range"), zoneOfRegion, tags),
    creating: (own, account) => {
        const mine = cidrOf(own);
        const around = cidrOf(account.named([TYPES.vpc], String(own.inputs.vpcId)));
        if (mine && around && !contains(around, mine)) {
            throw new Refusal(
                `InvalidSubnet.Range: The CIDR "${shown(own.inputs.cidrBlock)}" is not in that of its VPC.`,
            );
        }
        for (const other of account.ofType(TYPES.subnet)) {
            const theirs = other.inputs.vpcId === own.inputs.vpcId ? cidrOf(other) : undefined;
            if (!mine || !theirs || !overlap(mine, theirs)) continue;
            throw new Refusal(
                `InvalidSubnet.Conflict: The CIDR "${shown(own.inputs.cidrBlock)}" conflicts with another subnet, "${other.name}".`,
            );
        }
    },
};

function zoneOfRegion({ availabilityZone }: LiveResource["inputs"]): readonly string[] {
    if (typeof availabilityZone !== "string" || /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/.test(availabilityZone)) return [];
    return [`InvalidParameterValue: Value (${availabilityZone}) for parameter availabilityZone is invalid.`];
}

function cidrOf(resource: LiveResource | undefined) {
    return readCidr(String(resource?.inputs.cidrBlock));
}

const internetGateway: ResourceType = {
    answer: ec2("igw", "internet-gateway"),
    seconds: took(1, 1, 11, "estimate: creation is one call; deletion waits until the gateway is detached"),
    replaces: [],
    references: { vpcId: IN_VPC },
    check: tags,
    deleting: (own, account) => {
        const mapped = account.resources.find((resource) => isPublicIn(account, String(own.inputs.vpcId), resource));
        if (!mapped) return;
        throw new Refusal(
            `DependencyViolation: Network ${shown(own.inputs.vpcId)} has some mapped public address(es), of ${mapped.type} ${mapped.id}.`,
        );
    },
};

/** Whether a resource has a public address in a VPC. */
function isPublicIn(account: Account, vpcId: string, { type, inputs }: LiveResource): boolean {
    const isPublic =
        type === TYPES.natGateway
            ? inputs.connectivityType !== "private"
            : type === TYPES.loadBalancer && inputs.internal !== true;
    if (!isPublic) return false;
    const subnetIds = [inputs.subnetId, ...(Array.isArray(inputs.subnets) ? inputs.subnets : [])];
    return subnetIds.some((id) => account.get(TYPES.subnet, String(id))?.inputs.vpcId === vpcId);
}

const address: Answer = (request: ResourceRequest, place) => {
    const id = `eipalloc-${digits(request.urn, 17)}`;
    // A documentation address (RFC 5737); the last number tells the addresses of one plan apart.
    const publicIp = `203.0.113.${Number.parseInt(digits(request.urn, 4), 16) % 256}`;
    return { id, outputs: { allocationId: id, publicIp, arn: arn(place, "ec2", `elastic-ip/${id}`) } };
};

const eip: ResourceType = {
    answer: address,
    seconds: AT_ONCE,
    replaces: ["domain", "networkBorderGroup", "publicIpv4Pool"],
    check: all(oneOf("domain", ["vpc", "standard"], "InvalidParameterValue"), tags),
};

const natGateway: ResourceType = {
    answer: ec2("nat", "natgateway"),
    seconds: took(110, 2, 60, "estimate: apply logs show 90 to 130 s to create and 40 to 70 s to delete"),
    replaces: ["allocationId", "connectivityType", "privateIp", "subnetId"],
    references: {
        allocationId: {
            to: [TYPES.eip],
            holds: "InvalidIPAddress.InUse",
            missing: "InvalidAllocationID.NotFound",
        },
        subnetId: IN_SUBNET,
    },
    check: tags,
    creating: ({ inputs }, account) => {
        const taken = account.ofType(TYPES.natGateway).find((nat) => nat.inputs.allocationId === inputs.allocationId);
        if (taken && inputs.allocationId !== undefined) {
            throw new Refusal(`Resource.AlreadyAssociated: ${shown(inputs.allocationId)} belongs to ${taken.id}.`);
        }
        const vpcId = account.get(TYPES.subnet, String(inputs.subnetId))?.inputs.vpcId;
        const attached = account.ofType(TYPES.internetGateway).some((gateway) => gateway.inputs.vpcId === vpcId);
        if (attached || inputs.connectivityType === "private") return;
        throw new Refusal(`Gateway.NotAttached: Network ${String(vpcId)} has no Internet gateway attached.`);
    },
};

const routeTable: ResourceType = {
    answer: ec2("rtb", "route-table"),
    seconds: AT_ONCE,
    replaces: ["vpcId"],
    references: { vpcId: IN_VPC },
    check: tags,
};

const routeTableAssociation: ResourceType = {
    answer: ec2("rtbassoc", "route-table-association"),
    seconds: AT_ONCE,
    // A new table for the subnet is an update: ReplaceRouteTableAssociation.
    replaces: ["subnetId", "gatewayId"],
    references: {
        routeTableId: { to: [TYPES.routeTable], holds: "DependencyViolation", missing: "InvalidRouteTableID.NotFound" },
        // A subnet takes its association with it.
        subnetId: { to: [TYPES.subnet], missing: "InvalidSubnetID.NotFound" },
    },
    creating: ({ inputs }, account) => {
        const other = account.ofType(TYPES.routeTableAssociation).find((a) => a.inputs.subnetId === inputs.subnetId);
        if (!other || inputs.subnetId === undefined) return;
        throw new Refusal(
            `Resource.AlreadyAssociated: ${shown(inputs.subnetId)} is associated with route table ${shown(other.inputs.routeTableId)}.`,
        );
    },
};

const route: ResourceType = {
    answer: ({ inputs }) => ({ id: `${String(inputs.routeTableId)}_${String(destinationOf(inputs))}`, outputs: {} }),
    seconds: AT_ONCE,
    replaces: ["routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"],
    references: {
        routeTableId: { to: [TYPES.routeTable], missing: "InvalidRouteTableID.NotFound" },
        // What a route leads to may go: the route is then a black hole.
        gatewayId: { to: [TYPES.internetGateway], missing: "InvalidInternetGatewayID.NotFound" },
        natGatewayId: { to: [TYPES.natGateway], missing: "InvalidNatGatewayID.NotFound" },
        vpcEndpointId: { to: [TYPES.vpcEndpoint], missing: "InvalidVpcEndpointId.NotFound" },
    },
    check: ({ destinationCidrBlock: to }) =>
        typeof to !== "string" || readCidr(to)
            ? []
            : [`InvalidParameterValue: The destination CIDR "${to}" is invalid.`],
};

function destinationOf(inputs: LiveResource["inputs"]): unknown {
    return inputs.destinationCidrBlock ?? inputs.destinationIpv6CidrBlock ?? inputs.destinationPrefixListId;
}

const vpcEndpoint: ResourceType = {
    answer: ec2("vpce", "vpc-endpoint"),
    seconds: took(80, 30, 65, "estimate: apply logs show 60 to 100 s for interface endpoints, 6 s for gateways"),
    replaces: ["vpcId", "serviceName", "vpcEndpointType", "serviceRegion"],
    references: { vpcId: IN_VPC, subnetIds: IN_SUBNET, securityGroupIds: GUARDED_BY },
    check: all(
        oneOf("vpcEndpointType", ["Gateway", "Interface", "GatewayLoadBalancer"], "InvalidParameter"),
        ({ serviceName }) =>
            typeof serviceName !== "string" || /^com\.amazonaws\.[a-z0-9.-]+$/.test(serviceName)
                ? []
                : [`InvalidServiceName: The Vpc Endpoint Service '${serviceName}' does not exist.`],
        tags,
    ),
    creating: requirePrivateDns,
};

function requirePrivateDns({ inputs }: LiveResource, account: Account): void {
    if (inputs.privateDnsEnabled !== true) return;
    const vpcInputs = account.named([TYPES.vpc], String(inputs.vpcId))?.inputs ?? {};
    if (vpcInputs.enableDnsHostnames !== true || vpcInputs.enableDnsSupport === false) {
        throw new Refusal(
            `InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames of ${shown(inputs.vpcId)}.`,
        );
    }
    const same = account
        .ofType(TYPES.vpcEndpoint)
        .find(({ inputs: other }) => other.vpcId === inputs.vpcId && other.serviceName === inputs.serviceName);
    if (same?.inputs.privateDnsEnabled !== true) return;
    throw new Refusal(
        `InvalidParameter: private-dns-enabled cannot be set because ${same.id} has the domain of ${shown(inputs.serviceName)}.`,
    );
}

const flowLog: ResourceType = {
    answer: ec2("fl", "vpc-flow-log"),
    seconds: AT_ONCE,
    replaces: [
        ...["vpcId", "subnetId", "eniId", "trafficType", "iamRoleArn", "logDestination", "logDestinationType"],
        ...["logFormat", "maxAggregationInterval", "destinationOptions"],
    ],
    references: {
        vpcId: { to: [TYPES.vpc], missing: "InvalidVpcId.NotFound" },
        iamRoleArn: { to: [TYPES.role], missing: "InvalidParameter" },
        logDestination: { to: [TYPES.logGroup, TYPES.bucket], missing: "InvalidParameter" },
    },
    check: all(
        oneOf("trafficType", ["ACCEPT", "REJECT", "ALL"], "InvalidParameter"),
        oneOf("maxAggregationInterval", [60, 600], "InvalidParameter"),
        tags,
    ),
};

const networkInterface: ResourceType = {
    answer: ec2("eni", "network-interface"),
    seconds: AT_ONCE,
    replaces: ["subnetId"],
    references: { subnetId: IN_SUBNET, securityGroups: GUARDED_BY },
    check: tags,
};

/** VPCs and what leads in and out of them, by resource type. */
export const EC2_NETWORK: Readonly<Record<string, ResourceType>> = {
    [TYPES.vpc]: vpc,
    [TYPES.subnet]: subnet,
    [TYPES.internetGateway]: internetGateway,
    [TYPES.eip]: eip,
    [TYPES.natGateway]: natGateway,
    [TYPES.routeTable]: routeTable,
    [TYPES.routeTableAssociation]: routeTableAssociation,
    [TYPES.route]: route,
    [TYPES.vpcEndpoint]: vpcEndpoint,
    [TYPES.flowLog]: flowLog,
    [TYPES.networkInterface]: networkInterface,
};
