import { VPC } from "../../facts/tokens";
import { stackRule } from "../../machinery/rule";

const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

/** The default security group of each VPC is managed and has no rules. */
export const netDefaultSgClosed = stackRule({
    id: "net-default-sg-closed",
    description: "The default security group of each VPC is managed and has no rules.",
    why: "Whatever is created without a security group gets this one, and out of the box it opens all ports to its members.",
    types: [VPC, DEFAULT_GROUP],
    level: "mandatory",
    severity: "high",
    frameworks: ["FSBP EC2.2", "CIS-AWS 6.5", "CKV2_AWS_12", "trivy AWS-0173"],
    remediation: "Create an aws.ec2.DefaultSecurityGroup for the VPC without ingress and egress.",
    check(stack, { on }) {
        for (const vpc of stack.ofType(VPC)) {
            const groups = stack.attachedTo(vpc, [DEFAULT_GROUP], ["vpcId"]);
            if (groups.length === 0) on(vpc).report("the VPC's default security group is not managed.");
            for (const group of groups) {
                const { report, known } = on(group);
                for (const direction of ["ingress", "egress"]) {
                    const rules = group.at(direction);
                    if (!known(rules) || rules.items().length === 0) continue;
                    const count = rules.items().length;
                    report(`the default security group has ${count} ${direction} rule(s).`, { detail: direction });
                }
            }
        }
    },
});
