import * as s3 from "@pulumi/aws/s3";
import type * as pulumi from "@pulumi/pulumi";

import { policyDocument, type Statement } from "../internal/iam";

/** What makes a bucket private and encrypted, whatever it is for: no public access, no ACLs, encryption, its policy. */
export function closeBucket(
    parent: pulumi.Resource,
    name: string,
    bucket: s3.Bucket,
    args: {
        readonly encryption: { readonly sseAlgorithm: string; readonly kmsMasterKeyId?: pulumi.Input<string> };
        readonly statements: readonly Statement[];
    },
): void {
    const publicAccess = new s3.BucketPublicAccessBlock(
        `${name}-public-access`,
        {
            bucket: bucket.id,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        { parent },
    );
    new s3.BucketOwnershipControls(
        `${name}-ownership`,
        { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
        { parent },
    );
    new s3.BucketServerSideEncryptionConfiguration(
        `${name}-encryption`,
        {
            bucket: bucket.id,
            rules: [
                {
                    applyServerSideEncryptionByDefault: args.encryption,
                    // One data key for many objects instead of a KMS request for each: up to 99 % less KMS cost.
                    bucketKeyEnabled: args.encryption.kmsMasterKeyId !== undefined,
                },
            ],
        },
        { parent },
    );
    new s3.BucketPolicy(
        `${name}-policy`,
        { bucket: bucket.id, policy: policyDocument(args.statements) },
        // S3 refuses two changes of a bucket's access at the same time.
        { parent, dependsOn: [publicAccess] },
    );
}
