import { isLogTarget, of } from "../../facts/buckets";
import { BUCKET_ENCRYPTIONS, BUCKETS } from "../../facts/tokens";
import type { Field } from "../../machinery/reader";
import { type Reporter, stackRule } from "../../machinery/rule";

/** A stack rule, as only the stack shows that a bucket is the target of access logs, where S3 refuses KMS. */
export const encS3SseKms = stackRule({
    id: "enc-s3-sse-kms",
    description: "Buckets encrypt with a customer managed key and a bucket key; log target buckets may use AES256.",
    why: "With AES256 whoever may read the bucket may read its content; a key adds a second permission and an audit trail.",
    types: [...BUCKETS, ...BUCKET_ENCRYPTIONS],
    level: "mandatory",
    severity: "high",
    frameworks: ["FSBP S3.17", "CKV_AWS_145", "CKV_AWS_19", "trivy AWS-0088", "trivy AWS-0132"],
    remediation: "Set sseAlgorithm aws:kms with kmsMasterKeyId and bucketKeyEnabled: true on the bucket's encryption.",
    check(stack, { on }) {
        for (const bucket of stack.ofType(...BUCKETS)) {
            const separate = of(stack, bucket, BUCKET_ENCRYPTIONS).flatMap((c) => c.at("rules").items());
            const inline = bucket.at("serverSideEncryptionConfiguration", "rule").items();
            const encryptions = separate.length > 0 ? separate : inline;
            if (encryptions.length === 0) on(bucket).report("the bucket has no encryption configuration.");
            for (const rule of encryptions) checkRule(rule, isLogTarget(stack, bucket), on(bucket));
        }
    },
});

function checkRule(rule: Field, isTarget: boolean, { report, known }: Reporter): void {
    const byDefault = rule.at("applyServerSideEncryptionByDefault");
    const algorithm = byDefault.at("sseAlgorithm");
    if (!known(algorithm)) return;
    if (!algorithm.text?.startsWith("aws:kms")) {
        if (!isTarget) report(`the bucket encrypts with ${algorithm.text ?? "no algorithm"}.`);
        return;
    }
    if (!byDefault.at("kmsMasterKeyId").isSet) report("aws:kms without a key uses the key of AWS.", { detail: "key" });
    const bucketKey = rule.at("bucketKeyEnabled");
    if (known(bucketKey) && !bucketKey.isTrue) {
        report("the bucket key is off, so each object costs a KMS request.", { detail: "bucketKey" });
    }
}
