import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";

import type { Tags } from "../internal/tags";
import { logDelivery, tlsOnly } from "./bucket-policies";
import { closeBucket } from "./closed-bucket";

interface AccessLogBucketArgs {
    readonly accountId: string;
    /** The bucket whose access is logged. */
    readonly sourceBucketArn: pulumi.Input<string>;
    /** Unit: days. */
    readonly expireAfterDays: number;
    readonly forceDestroy: boolean;
    readonly protect: boolean;
    readonly tags: Tags;
}

const ABORT_UPLOADS_AFTER_DAYS = 1;

/**
 * The bucket that another bucket's access logs go to. Its contents expire.
 *
 * It is encrypted with S3's own key: S3 cannot deliver access logs to a bucket with a KMS key.
 */
export class AccessLogBucket extends pulumi.ComponentResource {
    public static readonly __pulumiType = "groundwork:index:AccessLogBucket";

    readonly bucketName: pulumi.Output<string>;

    constructor(name: string, args: AccessLogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
        super(AccessLogBucket.__pulumiType, name, args, opts);
        const bucket = new s3.Bucket(
            `${name}-bucket`,
            { forceDestroy: args.forceDestroy, tags: { DataClass: "internal", ...args.tags } },
            { parent: this, protect: args.protect },
        );
        closeBucket(this, name, bucket, {
            encryption: { sseAlgorithm: "AES256" },
            statements: [tlsOnly(bucket.arn), logDelivery(bucket.arn, args.sourceBucketArn, args.accountId)],
        });
        new s3.BucketLifecycleConfiguration(
            `${name}-lifecycle`,
            {
                bucket: bucket.id,
                rules: [
                    {
                        id: "expire",
                        status: "Enabled",
                        filter: {},
                        expiration: { days: args.expireAfterDays },
                        noncurrentVersionExpiration: { noncurrentDays: ABORT_UPLOADS_AFTER_DAYS },
                        abortIncompleteMultipartUpload: { daysAfterInitiation: ABORT_UPLOADS_AFTER_DAYS },
                    },
                ],
            },
            { parent: this },
        );
        this.bucketName = bucket.bucket;
        this.registerOutputs({ bucketName: this.bucketName });
    }
}
