import { of } from "../../facts/buckets";
import { BUCKET_ACCESS_BLOCKS, BUCKETS } from "../../facts/tokens";
import { stackRule } from "../../machinery/rule";

const FLAGS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** Each bucket blocks public access with all four flags. */
export const netS3BlockPublic = stackRule({
    id: "net-s3-block-public",
    description: "Each bucket blocks public access with all four flags.",
    why: "The block stays in force when somebody later writes a policy or an ACL that opens the bucket.",
    types: [...BUCKETS, ...BUCKET_ACCESS_BLOCKS],
    level: "mandatory",
    severity: "critical",
    frameworks: [
        "FSBP S3.8",
        "CIS-AWS 3.1.4",
        "CKV_AWS_53",
        "CKV_AWS_54",
        "CKV_AWS_55",
        "CKV_AWS_56",
        "CKV2_AWS_6",
        "cdk-nag AwsSolutions-S2",
        "trivy AWS-0086",
        "trivy AWS-0087",
        "trivy AWS-0091",
        "trivy AWS-0093",
        "trivy AWS-0094",
    ],
    remediation: `Create an aws.s3.BucketPublicAccessBlock for the bucket with ${FLAGS.join(", ")}: true.`,
    check(stack, { on }) {
        for (const bucket of stack.ofType(...BUCKETS)) {
            const blocks = of(stack, bucket, BUCKET_ACCESS_BLOCKS);
            if (blocks.length === 0) on(bucket).report("the bucket has no public access block.");
            for (const block of blocks) {
                const { report, known } = on(block);
                for (const flag of FLAGS.map((name) => block.at(name))) {
                    if (!known(flag) || flag.isTrue) continue;
                    report(`${flag.path} is ${flag.isFalse ? "false" : "not set"}.`, { detail: flag.path });
                }
            }
        }
    },
});
