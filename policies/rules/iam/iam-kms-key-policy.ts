import { hasStarPrincipal, type Statement, statementsOf } from "../../machinery/documents";
import { resourceRule } from "../../machinery/rule";

/** No key may be used by everybody, and no key policy may lock its owner out. */
export const iamKmsKeyPolicy = resourceRule({
    id: "iam-kms-key-policy",
    description: "No key may be used by everybody, and no key policy may lock its owner out.",
    why: "A key policy is the lock of all that the key encrypts.",
    types: ["aws:kms/key:Key", "aws:kms/keyPolicy:KeyPolicy"],
    level: "mandatory",
    severity: "critical",
    frameworks: ["FSBP KMS.5", "CIS-AWS 2.21", "CKV_AWS_33", "CKV2_AWS_64"],
    remediation: "Name the principals, or add a kms:CallerAccount condition; leave bypassPolicyLockoutSafetyCheck off.",
    check(key, { report, known }) {
        const policy = key.at("policy");
        if (known(policy) && statementsOf(policy).some(isOpen)) report('the key policy allows the principal "*".');
        for (const flag of ["bypassPolicyLockoutSafetyCheck", "bypassPolicyLockoutCheck"]) {
            const bypass = key.at(flag);
            if (known(bypass) && bypass.isTrue) report(`${flag} is true.`, { detail: "lockout" });
        }
    },
});

function isOpen(s: Statement): boolean {
    const keys = Object.values(s.conditions).flatMap((c) => Object.keys(c));
    return s.effect === "Allow" && hasStarPrincipal(s) && !keys.includes("kms:calleraccount");
}
