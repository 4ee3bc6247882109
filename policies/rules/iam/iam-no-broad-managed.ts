import { ROLE, ROLE_POLICY_ATTACHMENT } from "../../facts/tokens";
import { resourceRule } from "../../machinery/rule";

const BROAD = ["AdministratorAccess", "PowerUserAccess", "IAMFullAccess", "AmazonS3FullAccess"];

/** Nobody gets one of AWS's policies that allow nearly everything. */
export const iamNoBroadManaged = resourceRule({
    id: "iam-no-broad-managed",
    description: "Nobody gets one of AWS's policies that allow nearly everything.",
    why: "They are written for people who set up an account, and they grow by themselves.",
    types: [ROLE_POLICY_ATTACHMENT, ROLE, "aws:iam/policyAttachment:PolicyAttachment"],
    level: "mandatory",
    severity: "critical",
    frameworks: ["CIS-AWS 2.14", "CKV_AWS_274", "CKV2_AWS_56", "cdk-nag AwsSolutions-IAM4"],
    remediation: "Write a policy with the actions and resources that are needed.",
    check(resource, { report }) {
        const arns = [...resource.at("managedPolicyArns").texts, ...resource.at("policyArn").texts];
        for (const policy of BROAD) {
            if (!arns.some((arn) => arn.endsWith(`/${policy}`))) continue;
            report(`attaches ${policy}.`, { detail: policy });
        }
    },
});
