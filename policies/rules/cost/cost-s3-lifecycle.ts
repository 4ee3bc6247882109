import { isLogTarget, of } from "../../facts/buckets";
import { BUCKET_LIFECYCLES, BUCKETS } from "../../facts/tokens";
import { option, stackRule } from "../../machinery/rule";

/** Buckets end abandoned uploads and old versions; log target buckets need not have versions. */
export const costS3Lifecycle = stackRule({
    id: "cost-s3-lifecycle",
    description: "Buckets end abandoned uploads and old versions; log target buckets need not have versions.",
    why: "Neither shows in a listing, both are billed for ever, and checkpoints are large.",
    types: [...BUCKETS, ...BUCKET_LIFECYCLES],
    level: "mandatory",
    severity: "medium",
    frameworks: ["FSBP S3.10", "FSBP S3.13", "CKV_AWS_300", "CKV2_AWS_61"],
    remediation:
        "Add lifecycle rules with abortIncompleteMultipartUpload: {daysAfterInitiation: 7} and noncurrentVersionExpiration.",
    options: { abortDays: option("Most days until an abandoned upload is ended.", 7) },
    check(stack, { on, config }) {
        for (const bucket of stack.ofType(...BUCKETS)) {
            const { report, known } = on(bucket);
            const lists = of(stack, bucket, BUCKET_LIFECYCLES).map((lifecycle) => lifecycle.at("rules"));
            const inline = bucket.at("lifecycleRules");
            const readable = [...lists, inline].filter(known);
            const rules = readable.flatMap((list) => list.items()).filter(known);
            const live = rules.filter((r) => r.at("status").text === "Enabled" || r.at("enabled").isTrue);
            const days = live.flatMap((r) => [
                r.at("abortIncompleteMultipartUpload", "daysAfterInitiation"),
                r.at("abortIncompleteMultipartUploadDays"),
            ]);
            if (!days.every(known)) continue;
            if (!days.some((d) => d.number !== undefined && d.number <= config.abortDays)) {
                report(`no lifecycle rule ends uploads within ${config.abortDays} days.`, { detail: "multipart" });
            }
            const expires = live.some((r) => r.at("noncurrentVersionExpiration").isSet);
            if (!expires && !isLogTarget(stack, bucket)) {
                report("no lifecycle rule expires noncurrent versions.", { detail: "noncurrent" });
            }
        }
    },
});
