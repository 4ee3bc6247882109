import { resourceRule } from "../../machinery/rule";

/** Symmetric customer managed keys rotate. */
export const encKmsRotation = resourceRule({
    id: "enc-kms-rotation",
    description: "Symmetric customer managed keys rotate.",
    why: "Rotation bounds how much data one stolen key opens, and costs no re-encryption.",
    types: ["aws:kms/key:Key"],
    level: "mandatory",
    severity: "medium",
    frameworks: ["FSBP KMS.4", "CIS-AWS 4.6", "CKV_AWS_7", "cdk-nag AwsSolutions-KMS5", "trivy AWS-0065"],
    remediation: "Set enableKeyRotation: true.",
    check(key, { report, known }) {
        const spec = key.at("customerMasterKeySpec").text ?? "SYMMETRIC_DEFAULT";
        // KMS cannot rotate asymmetric and HMAC keys.
        if (spec !== "SYMMETRIC_DEFAULT") return;
        const rotation = key.at("enableKeyRotation");
        if (!known(rotation) || rotation.isTrue) return;
        report(`enableKeyRotation is ${rotation.isFalse ? "false" : "not set"}.`);
    },
});
