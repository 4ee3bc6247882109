import type { OrderRule } from "./order-rule";

const NAT = "aws:ec2/natGateway:NatGateway";
const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const VPC = "aws:ec2/vpc:Vpc";

/** The ways out of a VPC, and its flow logs. */
export const NETWORK_RULES: readonly OrderRule[] = [
    {
        id: "nat-after-internet-gateway",
        description: "A NAT gateway is deleted before its address and the internet gateway of its VPC.",
        why:
            "AWS refuses a public NAT gateway in a VPC without an internet gateway, and refuses to detach the internet " +
            "gateway while addresses are mapped (DependencyViolation).",
        appliesTo: ({ type, inputs }) => type === NAT && inputs.connectivityType !== "private",
        needs: (nat, stack) => [
            ...stack.namedBy(nat, ["allocationId"], "aws:ec2/eip:Eip"),
            ...stack
                .namedBy(nat, ["subnetId"], "aws:ec2/subnet:Subnet")
                .flatMap((subnet) => stack.namedBy(subnet, ["vpcId"], VPC))
                .flatMap((vpc) => stack.naming(vpc, GATEWAY, "vpcId")),
        ],
    },
    {
        id: "routes-after-gateways",
        description: "A route is deleted before the gateway that it points at.",
        why: "A route to a gateway that is gone is a black hole, in which what still has to be deleted hangs.",
        appliesTo: ({ type }) => type === "aws:ec2/route:Route",
        needs: (route, stack) => [
            ...stack.namedBy(route, ["natGatewayId"], NAT),
            ...stack.namedBy(route, ["gatewayId"], GATEWAY),
        ],
    },
    {
        id: "flow-logs-after-log-group",
        description: "Flow logs are deleted before their log group, their role and the role's policies.",
        why: "Late records make a log group again that was deleted first; it stays and bills.",
        appliesTo: ({ type }) => type === "aws:ec2/flowLog:FlowLog",
        needs: (flowLog, stack) => {
            const roles = stack.namedBy(flowLog, ["iamRoleArn"], "aws:iam/role:Role");
            return [
                ...stack.namedBy(flowLog, ["logDestination"], "aws:cloudwatch/logGroup:LogGroup"),
                ...roles.flatMap((role) => [role, ...stack.policiesOf(role)]),
            ];
        },
    },
];
