import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";

import { accountProblems } from "../internal/account";
import { retentionProblems } from "../internal/log-retention";
import { nameProblems } from "../internal/names";
import type { Planned } from "../internal/plan/planned";
import { planSubnets, type SubnetKind, type SubnetPlan } from "../internal/plan/subnets";
import { Problems } from "../internal/problems";
import { componentTags, type Tags } from "../internal/tags";
import { transformed } from "../internal/transform";
import { FlowLogs } from "./flow-logs";
import { endpointProblems, InterfaceEndpoints } from "./interface-endpoints";
import type { ExistingNetworkArgs, NetworkArgs, NewNetworkArgs } from "./network-args";
import { createRoutes, type Subnets } from "./routes";

/** Ids of subnets by zone letter. */
export type SubnetIds = Readonly<Record<string, pulumi.Output<string>>>;

/** Zone letters of a network that does not name its own. */
export const DEFAULT_ZONES = ["a", "b", "c"];
const DEFAULT_FLOW_LOG_RETENTION_DAYS = 30;

/** Tags by which the AWS Load Balancer Controller finds the subnets of a kind. */
const LOAD_BALANCER_TAGS: Readonly<Record<SubnetKind, Tags>> = {
    public: { "kubernetes.io/role/elb": "1" },
    private: { "kubernetes.io/role/internal-elb": "1" },
    intra: {},
};

/**
 * A VPC with public, private and intra subnets over two or three zones.
 *
 * Creates the VPC, its subnets and routes, NAT gateways, an S3 gateway endpoint, the interface endpoints asked for, flow
 * logs and a default security group without rules. Idle, a NAT gateway costs about 33 to 38 USD a month by region, its
 * public address 3.65, an interface endpoint about 8 a zone, the flow logs' key 1. With `existing` nothing is created.
 *
 * @example
 * ```ts
 * const network = new Network("network", {
 *     account: { accountId: "123456789012", region: "eu-central-1" },
 *     cidr: "10.20.0.0/16",
 *     clusterName: "ml",
 * });
 * ```
 */
export class Network extends pulumi.ComponentResource {
    /** Type token. */
    public static readonly __pulumiType = "groundwork:index:Network";

    /** Id of the VPC. */
    public readonly vpcId: pulumi.Output<string>;
    /** Subnets whose hosts reach the internet through NAT, by zone letter. Nodes live here. */
    public readonly privateSubnetIds: SubnetIds;
    /** Subnets with a route to the internet gateway, by zone letter. Public load balancers live here. */
    public readonly publicSubnetIds: SubnetIds;
    /** Subnets that reach the VPC alone, by zone letter. The control plane's interfaces live here. */
    public readonly intraSubnetIds: SubnetIds;

    constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        const plan = checkArgs(name, args);
        super(Network.__pulumiType, name, stripped(args), opts);

        const ids = args.existing ? existingIds(args.existing) : this.createVpc(name, args, plan);
        this.vpcId = ids.vpcId;
        this.privateSubnetIds = ids.private;
        this.publicSubnetIds = ids.public;
        this.intraSubnetIds = ids.intra;
        this.registerOutputs({
            vpcId: this.vpcId,
            privateSubnetIds: this.privateSubnetIds,
            publicSubnetIds: this.publicSubnetIds,
            intraSubnetIds: this.intraSubnetIds,
        });
    }

    private createVpc(name: string, args: NewNetworkArgs, plan: SubnetPlan): NetworkIds {
        const childOptions = { parent: this };
        const tags = componentTags("network", name, args.tags);
        const vpc = new ec2.Vpc(
            ...transformed(
                args.transform?.vpc,
                `${name}-vpc`,
                {
                    cidrBlock: args.cidr,
                    enableDnsHostnames: true,
                    enableDnsSupport: true,
                    tags: { Name: name, ...tags },
                },
                childOptions,
            ),
        );
        new ec2.DefaultSecurityGroup(`${name}-default-closed`, { vpcId: vpc.id, tags }, childOptions);
        new FlowLogs(
            `${name}-flow-logs`,
            {
                account: args.account,
                vpcId: vpc.id,
                retentionDays: args.flowLogRetentionDays ?? DEFAULT_FLOW_LOG_RETENTION_DAYS,
                protect: args.deletionProtection ?? true,
                tags,
            },
            childOptions,
        );

        const subnets = this.createSubnets(name, args, plan, vpc, tags);
        createRoutes(this, name, { ...args, vpcId: vpc.id, subnets, tags });
        if (args.interfaceEndpoints && args.interfaceEndpoints.length > 0) {
            new InterfaceEndpoints(
                `${name}-endpoints`,
                {
                    region: args.account.region,
                    vpcId: vpc.id,
                    vpcCidr: args.cidr,
                    subnetIds: Object.values(subnets.private).map((subnet) => subnet.id),
                    services: args.interfaceEndpoints,
                    tags,
                },
                childOptions,
            );
        }
        return { vpcId: vpc.id, ...idsOf(subnets) };
    }

    private createSubnets(name: string, args: NewNetworkArgs, plan: SubnetPlan, vpc: ec2.Vpc, tags: Tags): Subnets {
        const create = (kind: SubnetKind, zone: string, cidrBlock: string): ec2.Subnet =>
            new ec2.Subnet(
                ...transformed(
                    args.transform?.subnet,
                    `${name}-${kind}-${zone}`,
                    {
                        vpcId: vpc.id,
                        cidrBlock,
                        availabilityZone: `${args.account.region}${zone}`,
                        mapPublicIpOnLaunch: false,
                        tags: {
                            Name: `${name}-${kind}-${zone}`,
                            [`kubernetes.io/cluster/${args.clusterName}`]: "shared",
                            ...LOAD_BALANCER_TAGS[kind],
                            ...tags,
                        },
                    },
                    { parent: this },
                ),
            );
        const byKind = (kind: SubnetKind): Record<string, ec2.Subnet> =>
            mapValues(plan[kind], (cidr, zone) => create(kind, zone, cidr));
        return { public: byKind("public"), private: byKind("private"), intra: byKind("intra") };
    }
}

type NetworkIds = { readonly vpcId: pulumi.Output<string> } & Readonly<Record<SubnetKind, SubnetIds>>;

function idsOf(subnets: Subnets): Readonly<Record<SubnetKind, SubnetIds>> {
    const ids = (kind: SubnetKind): SubnetIds => mapValues(subnets[kind], (subnet) => subnet.id);
    return { public: ids("public"), private: ids("private"), intra: ids("intra") };
}

function existingIds(existing: ExistingNetworkArgs["existing"]): NetworkIds {
    const ids = (of: Readonly<Record<string, pulumi.Input<string>>> = {}): SubnetIds =>
        mapValues(of, (id) => pulumi.output(id));
    return {
        vpcId: pulumi.output(existing.vpcId),
        public: ids(existing.publicSubnetIds),
        private: ids(existing.privateSubnetIds),
        intra: ids(existing.intraSubnetIds ?? existing.privateSubnetIds),
    };
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, f: (value: T, key: string) => R): Record<string, R> {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value, key)]));
}

/** What the engine keeps of the arguments: functions do not belong in state. */
function stripped(args: NetworkArgs): pulumi.Inputs {
    if (args.existing) return args;
    const { transform: _, ...inputs } = args;
    return inputs;
}

const NO_SUBNETS: SubnetPlan = { public: {}, private: {}, intra: {} };

function checkArgs(name: string, args: NetworkArgs): SubnetPlan {
    const problems = new Problems(`Network "${name}"`);
    problems.add(nameProblems("name", name));
    if (!args.existing) problems.add(accountProblems(args.account));
    problems.add(networkProblems(args));
    return problems.planOrThrow(args.existing ? { plan: NO_SUBNETS } : subnetsOf(args));
}

/** The subnets of a new network, or why there can be none. */
export function subnetsOf({ cidr, zones }: Pick<NewNetworkArgs, "cidr" | "zones">): Planned<SubnetPlan> {
    return planSubnets(cidr, zones ?? DEFAULT_ZONES);
}

/** Problems of a network's own settings but for its subnets, each with the argument first. */
export function networkProblems(
    args:
        | Pick<NewNetworkArgs, "interfaceEndpoints" | "nat" | "flowLogRetentionDays" | "existing">
        | ExistingNetworkArgs,
): readonly string[] {
    if (!args.existing) {
        return [
            ...endpointProblems(args.interfaceEndpoints ?? [], args.nat ?? "single"),
            ...retentionProblems("flowLogRetentionDays", args.flowLogRetentionDays),
        ];
    }
    const zones = Object.keys(args.existing.privateSubnetIds).length;
    return zones >= 2 ? [] : [`existing.privateSubnetIds must name subnets of at least 2 zones, got ${zones}.`];
}
