import { allowed, GRANTING_TYPES, grantingDocuments } from "../../facts/policy-documents";
import { resourceRule } from "../../machinery/rule";

/** No policy allows all actions of a service. */
export const iamNoServiceStar = resourceRule({
    id: "iam-no-service-star",
    description: "No policy allows all actions of a service.",
    why: 'A role that reads a bucket and has "s3:*" may also delete the bucket and publish it.',
    types: GRANTING_TYPES,
    level: "mandatory",
    severity: "high",
    frameworks: ["FSBP IAM.21", "CKV_AWS_289", "CKV_AWS_290", "cdk-nag AwsSolutions-IAM5", "trivy AWS-0057"],
    remediation: "List the actions that the workload uses.",
    check(resource, context) {
        for (const action of allowed(grantingDocuments(resource), context).flatMap((s) => s.actions)) {
            if (!/^[a-z0-9-]+:\*+$/i.test(action)) continue;
            context.report(`allows every action of a service, "${action}".`, { detail: `Action::${action}` });
        }
    },
});
