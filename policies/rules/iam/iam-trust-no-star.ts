import { ROLE } from "../../facts/tokens";
import { hasStarPrincipal, statementsOf } from "../../machinery/documents";
import { resourceRule } from "../../machinery/rule";

/** No role may be assumed by everybody. */
export const iamTrustNoStar = resourceRule({
    id: "iam-trust-no-star",
    description: "No role may be assumed by everybody.",
    why: 'The principal "*" means every AWS account of the world, and a condition is one edit away from being gone.',
    types: [ROLE],
    level: "mandatory",
    severity: "critical",
    frameworks: ["CIS-AWS 2.21", "CKV_AWS_60", "CKV_AWS_61"],
    remediation: "Name the account, the role or the service that assumes the role.",
    check(role, { report, known }) {
        const trust = role.at("assumeRolePolicy");
        if (!known(trust)) return;
        for (const statement of statementsOf(trust)) {
            if (statement.effect === "Deny") continue;
            if (hasStarPrincipal(statement)) report('the trust policy allows the principal "*".');
            if (statement.hasNotPrincipal) {
                report("the trust policy joins Allow with NotPrincipal.", { detail: "NotPrincipal" });
            }
        }
    },
});
