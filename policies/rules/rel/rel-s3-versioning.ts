import { isLogTarget, of } from "../../facts/buckets";
import { BUCKET_VERSIONINGS, BUCKETS } from "../../facts/tokens";
import { stackRule } from "../../machinery/rule";

/** Buckets keep versions; log target buckets need not. */
export const relS3Versioning = stackRule({
    id: "rel-s3-versioning",
    description: "Buckets keep versions; log target buckets need not.",
    why: "An overwritten model or a wrong delete is otherwise final.",
    types: [...BUCKETS, ...BUCKET_VERSIONINGS],
    level: "mandatory",
    severity: "medium",
    frameworks: ["FSBP S3.14", "CKV_AWS_21", "trivy AWS-0090"],
    remediation: 'Create an aws.s3.BucketVersioning with versioningConfiguration: {status: "Enabled"}.',
    check(stack, { on }) {
        for (const bucket of stack.ofType(...BUCKETS)) {
            const { report, known } = on(bucket);
            const states = [
                ...of(stack, bucket, BUCKET_VERSIONINGS).map((v) => v.at("versioningConfiguration", "status")),
                bucket.at("versioning", "enabled"),
            ];
            if (isLogTarget(stack, bucket) || !states.every(known)) continue;
            if (states.some((s) => s.text === "Enabled" || s.isTrue)) continue;
            const seen = states.find((s) => s.text !== undefined)?.text;
            report(`versioning is ${seen ?? "not set"}.`);
        }
    },
});
