import { allowed, GRANTING_TYPES, grantingDocuments } from "../../facts/policy-documents";
import { resourceRule } from "../../machinery/rule";

/** No policy allows every action on every resource, or all actions but some. */
export const iamNoAdminStar = resourceRule({
    id: "iam-no-admin-star",
    description: "No policy allows every action on every resource, or all actions but some.",
    why: "Whoever takes over one pod with such a role owns the account.",
    types: GRANTING_TYPES,
    level: "mandatory",
    severity: "critical",
    frameworks: [
        "FSBP IAM.1",
        "CIS-AWS 2.14",
        "CKV_AWS_62",
        "CKV_AWS_63",
        "CKV2_AWS_40",
        "cdk-nag AwsSolutions-IAM5",
        "trivy AWS-0057",
    ],
    remediation: "List the actions and the resources that the workload uses.",
    check(resource, context) {
        for (const statement of allowed(grantingDocuments(resource), context)) {
            const every = statement.actions.some((a) => a === "*" || a === "*:*");
            const everywhere = statement.resources.includes("*") || statement.notResources.length > 0;
            if (every && everywhere)
                context.report('allows the action "*" on the resource "*".', { detail: "Action::*" });
            if (statement.notActions.length === 0) continue;
            context.report("joins Allow with NotAction, which allows what AWS will add next.", { detail: "NotAction" });
        }
    },
});
