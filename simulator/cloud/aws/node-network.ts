import type { Account, LiveResource } from "../account";
import { TYPES } from "./types";

/** What nodes ask for when they start, without a way to the internet. Source: EKS, Deploy private clusters. */
const NEEDED = ["ec2", "ecr.api", "ecr.dkr", "s3"];

/** Why nodes in a subnet cannot start, or undefined when they can. */
export function cutOff(account: Account, subnet: LiveResource): string | undefined {
    const table = account.ofType(TYPES.routeTableAssociation).find(({ inputs }) => inputs.subnetId === subnet.id);
    const tableId = table?.inputs.routeTableId;
    const routes = account.ofType(TYPES.route).filter(({ inputs }) => inputs.routeTableId === tableId);
    if (routes.some((route) => leadsOut(account, subnet, route))) return undefined;
    const missing = NEEDED.filter((service) => !endpointFor(account, subnet, String(tableId), service));
    if (missing.length === 0) return undefined;
    return `${subnet.name} has no route to a NAT gateway and no endpoint for ${missing.join(", ")}`;
}

/** A default route through NAT, or through the internet gateway for machines with a public address. */
function leadsOut(account: Account, subnet: LiveResource, { inputs }: LiveResource): boolean {
    if (inputs.destinationCidrBlock !== "0.0.0.0/0") return false;
    if (account.get(TYPES.natGateway, String(inputs.natGatewayId))) return true;
    const gateway = account.get(TYPES.internetGateway, String(inputs.gatewayId));
    return gateway !== undefined && subnet.inputs.mapPublicIpOnLaunch === true;
}

function endpointFor(account: Account, subnet: LiveResource, tableId: string, service: string): boolean {
    return account.ofType(TYPES.vpcEndpoint).some(({ inputs }) => {
        if (inputs.vpcId !== subnet.inputs.vpcId) return false;
        if (inputs.serviceName !== `com.amazonaws.${account.place.region}.${service}`) return false;
        if (inputs.vpcEndpointType === "Interface") return inputs.privateDnsEnabled === true;
        return Array.isArray(inputs.routeTableIds) && inputs.routeTableIds.includes(tableId);
    });
}
