import { isLogTarget, of } from "../../facts/buckets";
import { BUCKET_LOGGINGS, BUCKETS } from "../../facts/tokens";
import { stackRule } from "../../machinery/rule";

/** Buckets log who reads and writes them; the bucket that takes the logs passes. */
export const relS3AccessLogs = stackRule({
    id: "rel-s3-access-logs",
    description: "Buckets log who reads and writes them; the bucket that takes the logs passes.",
    why: "After a leak they are the only record of which objects were read.",
    types: [...BUCKETS, ...BUCKET_LOGGINGS],
    level: "mandatory",
    severity: "medium",
    frameworks: ["FSBP S3.9", "CKV_AWS_18", "cdk-nag AwsSolutions-S1", "trivy AWS-0089"],
    remediation: "Create an aws.s3.BucketLogging from the bucket to the log bucket.",
    check(stack, { on }) {
        for (const bucket of stack.ofType(...BUCKETS)) {
            const logged = of(stack, bucket, BUCKET_LOGGINGS).length > 0 || bucket.at("logging", "targetBucket").isSet;
            if (!logged && !isLogTarget(stack, bucket)) on(bucket).report("the bucket has no access log.");
        }
    },
});
