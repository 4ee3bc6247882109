import { NODE_GROUP, SUBNET } from "../../facts/tokens";
import { stackRule } from "../../machinery/rule";

/** Node groups live in subnets that give out no public addresses. */
export const netNodesPrivateSubnets = stackRule({
    id: "net-nodes-private-subnets",
    description: "Node groups live in subnets that give out no public addresses.",
    why: "A node with a public address is reachable as soon as one security group is too wide.",
    types: [NODE_GROUP, SUBNET],
    level: "mandatory",
    severity: "high",
    frameworks: ["FSBP EC2.15", "CIS-EKS 5.4.3", "CKV_AWS_130", "trivy AWS-0164"],
    remediation: "Use the private subnets, or set mapPublicIpOnLaunch: false on the subnet.",
    check(stack, { on }) {
        for (const group of stack.ofType(NODE_GROUP)) {
            const { report } = on(group);
            for (const subnet of stack.targetsOf(group, ["subnetIds"], [SUBNET])) {
                const mapping = subnet.at("mapPublicIpOnLaunch");
                if (!on(subnet).known(mapping) || !mapping.isTrue) continue;
                report(`the subnet "${subnet.name}" gives its nodes public addresses.`, { detail: subnet.name });
            }
        }
    },
});
