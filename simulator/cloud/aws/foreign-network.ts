import type { Account, LiveResource } from "../account";
import { digits } from "../cloud";
import { TYPES } from "./types";

/** Ids of subnets by zone letter. */
type SubnetIds = Readonly<Record<string, string>>;

/** A VPC that somebody else owns, as a stack names it. */
export interface ForeignNetwork {
    readonly vpcId: string;
    readonly privateSubnetIds: SubnetIds;
    readonly publicSubnetIds?: SubnetIds;
    readonly intraSubnetIds?: SubnetIds;
}

/** What the AWS Load Balancer Controller looks for, by kind of subnet. */
const TAGS = {
    publicSubnetIds: { "kubernetes.io/role/elb": "1" },
    privateSubnetIds: { "kubernetes.io/role/internal-elb": "1" },
    intraSubnetIds: {},
} as const;

/**
 * Puts a network into an account that was there before and outlives the stack. Nobody knows its blocks and routes: it is
 * taken for one in which nodes of the private subnets reach the internet through NAT.
 */
export function adoptNetwork(account: Account, network: ForeignNetwork): void {
    const { vpcId } = network;
    const adopt = (type: string, id: string, inputs: LiveResource["inputs"]): string => {
        account.adopt({ type, id, name: id, inputs });
        return id;
    };
    adopt(TYPES.vpc, vpcId, { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true, enableDnsSupport: true });
    let count = 0;
    for (const [kind, tags] of Object.entries(TAGS) as [keyof typeof TAGS, Readonly<Record<string, string>>][]) {
        for (const [letter, id] of Object.entries(network[kind] ?? {})) {
            const availabilityZone = `${account.place.region}${letter}`;
            if (account.get(TYPES.subnet, id)) continue;
            adopt(TYPES.subnet, id, { vpcId, cidrBlock: `10.0.${16 * count++}.0/20`, availabilityZone, tags });
        }
    }
    const own = (prefix: string): string => `${prefix}-${digits(`${vpcId}/${prefix}`, 17)}`;
    const natGatewayId = adopt(TYPES.natGateway, own("nat"), { connectivityType: "public" });
    const routeTableId = adopt(TYPES.routeTable, own("rtb"), { vpcId });
    adopt(TYPES.route, own("r"), { routeTableId, destinationCidrBlock: "0.0.0.0/0", natGatewayId });
    for (const subnetId of Object.values(network.privateSubnetIds)) {
        adopt(TYPES.routeTableAssociation, `rtbassoc-${digits(subnetId, 17)}`, { routeTableId, subnetId });
    }
}
