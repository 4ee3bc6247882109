import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";

import type { Tags } from "../internal/tags";
import type { NatMode } from "./routes";

/** AWS services that the platform's nodes and pods call, by the last part of their endpoint's name. */
export const ENDPOINT_SERVICES = [
    "ecr.api",
    "ecr.dkr",
    "sts",
    "logs",
    "ec2",
    "eks",
    "eks-auth",
    "kms",
    "secretsmanager",
] as const;
/** A service that {@link Network} can reach without leaving the VPC. */
export type EndpointService = (typeof ENDPOINT_SERVICES)[number];

/** Without these a node in a subnet without NAT cannot pull images, join the cluster or give a pod its identity. */
const NODES_NEED: readonly EndpointService[] = ["ecr.api", "ecr.dkr", "sts", "ec2", "eks", "eks-auth"];

interface InterfaceEndpointsArgs {
    readonly region: string;
    readonly vpcId: pulumi.Input<string>;
    readonly vpcCidr: string;
    readonly subnetIds: readonly pulumi.Input<string>[];
    readonly services: readonly EndpointService[];
    readonly tags: Tags;
}

/** Interface endpoints of a VPC behind one security group that admits HTTPS from the VPC alone. */
export class InterfaceEndpoints extends pulumi.ComponentResource {
    public static readonly __pulumiType = "groundwork:index:InterfaceEndpoints";

    constructor(name: string, args: InterfaceEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
        super(InterfaceEndpoints.__pulumiType, name, args, opts);
        const group = this.createSecurityGroup(name, args);
        for (const service of args.services) this.createEndpoint(name, service, group, args);
        this.registerOutputs({});
    }

    private createSecurityGroup(name: string, args: InterfaceEndpointsArgs): ec2.SecurityGroup {
        const group = new ec2.SecurityGroup(
            `${name}-clients`,
            {
                description: "HTTPS from the VPC to the interface endpoints.",
                vpcId: args.vpcId,
                tags: args.tags,
            },
            { parent: this },
        );
        new vpc.SecurityGroupIngressRule(
            `${name}-https`,
            {
                securityGroupId: group.id,
                description: "HTTPS from the VPC.",
                cidrIpv4: args.vpcCidr,
                ipProtocol: "tcp",
                fromPort: 443,
                toPort: 443,
                tags: args.tags,
            },
            { parent: this },
        );
        return group;
    }

    private createEndpoint(
        name: string,
        service: EndpointService,
        group: ec2.SecurityGroup,
        args: InterfaceEndpointsArgs,
    ): void {
        const role = service.replace(".", "-");
        new ec2.VpcEndpoint(
            `${name}-${role}`,
            {
                vpcId: args.vpcId,
                serviceName: `com.amazonaws.${args.region}.${service}`,
                vpcEndpointType: "Interface",
                privateDnsEnabled: true,
                subnetIds: [...args.subnetIds],
                securityGroupIds: [group.id],
                tags: { Name: `${name}-${role}`, ...args.tags },
            },
            { parent: this },
        );
    }
}

/** Problems of a set of endpoints beside a way of NAT. */
export function endpointProblems(services: readonly string[], nat: NatMode): readonly string[] {
    const known: readonly string[] = ENDPOINT_SERVICES;
    const problems = services
        .filter((service) => !known.includes(service))
        .map((service) => `interfaceEndpoints: "${service}" is not one of ${known.join(", ")}.`);
    if (new Set(services).size < services.length) problems.push("interfaceEndpoints names a service twice.");
    const missing = nat === "none" ? NODES_NEED.filter((service) => !services.includes(service)) : [];
    if (missing.length > 0) {
        problems.push(`nat "none" needs the interfaceEndpoints that nodes start with: add ${missing.join(", ")}.`);
    }
    return problems;
}
