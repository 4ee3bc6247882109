import { VPC } from "../../facts/tokens";
import { stackRule } from "../../machinery/rule";

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";

/** Each VPC has a flow log. */
export const netVpcFlowLogs = stackRule({
    id: "net-vpc-flow-logs",
    description: "Each VPC has a flow log.",
    why: "After an incident they are the only record of what a pod talked to.",
    types: [VPC, FLOW_LOG],
    level: "mandatory",
    severity: "medium",
    frameworks: ["FSBP EC2.6", "CIS-AWS 4.7", "CKV2_AWS_11", "cdk-nag AwsSolutions-VPC7", "trivy AWS-0178"],
    remediation: "Create an aws.ec2.FlowLog with vpcId of the VPC.",
    check(stack, { on }) {
        for (const vpc of stack.ofType(VPC)) {
            if (stack.attachedTo(vpc, [FLOW_LOG], ["vpcId"]).length === 0) on(vpc).report("the VPC has no flow log.");
        }
    },
});
