import type { OrderRule } from "./order-rule";

const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

/** Buckets and what is set on them. */
export const STORAGE_RULES: readonly OrderRule[] = [
    {
        id: "bucket-settings-after-bucket",
        description: "What is set on a bucket is deleted before the bucket, and so is what logs into it.",
        why: "S3 answers NoSuchBucket for a setting of a bucket that is gone, and the destroy stops there.",
        appliesTo: ({ type }) => type.startsWith("aws:s3/bucket") && !BUCKETS.includes(type),
        needs: (setting, stack) => [
            ...stack.namedBy(setting, ["bucket"], ...BUCKETS),
            ...stack.namedBy(setting, ["targetBucket"], ...BUCKETS),
        ],
    },
];
