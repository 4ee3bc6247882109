import * as pulumi from "@pulumi/pulumi";

import type { Statement } from "../internal/iam";

/** Refuses every request that does not come over TLS. */
export function tlsOnly(bucketArn: pulumi.Output<string>): Statement {
    return {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
}

/**
 * Refuses objects that ask for another encryption or another key than the bucket's.
 *
 * A request that asks for nothing gets the bucket's own, hence the two conditions that let absent headers pass.
 */
export function encryptedOnly(
    bucketArn: pulumi.Output<string>,
    kmsKeyArn: pulumi.Output<string>,
): readonly Statement[] {
    const objects = pulumi.interpolate`${bucketArn}/*`;
    const deny = (Sid: string, header: string, value: pulumi.Input<string>): Statement => ({
        Sid,
        Effect: "Deny",
        Principal: "*",
        Action: "s3:PutObject",
        Resource: objects,
        Condition: { StringNotEqualsIfExists: { [header]: value } },
    });
    return [
        deny("KmsOnly", "s3:x-amz-server-side-encryption", "aws:kms"),
        deny("OwnKeyOnly", "s3:x-amz-server-side-encryption-aws-kms-key-id", kmsKeyArn),
    ];
}

/** Lets S3 deliver the access logs of one bucket of this account. */
export function logDelivery(
    logBucketArn: pulumi.Output<string>,
    sourceBucketArn: pulumi.Input<string>,
    accountId: string,
): Statement {
    return {
        Sid: "LogDelivery",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: pulumi.interpolate`${logBucketArn}/*`,
        Condition: {
            ArnEquals: { "aws:SourceArn": sourceBucketArn },
            StringEquals: { "aws:SourceAccount": accountId },
        },
    };
}
