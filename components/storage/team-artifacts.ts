import * as pulumi from "@pulumi/pulumi";

import type { Statement } from "../internal/iam";
import type { ArtifactStoreRef } from "./artifact-store-args";

/** The prefix of the store that belongs to one team. It ends with "/". */
export function teamPrefix(team: string): string {
    return `teams/${team}/`;
}

/** What a team's pods may do in a store: read and write below the team's prefix, under its key, and through S3 alone. */
export function teamArtifactStatements({ bucketArn, kmsKeyArn }: ArtifactStoreRef, team: string): readonly Statement[] {
    const prefix = teamPrefix(team);
    return [
        {
            Sid: "OwnObjects",
            Effect: "Allow",
            Action: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            Resource: pulumi.interpolate`${bucketArn}/${prefix}*`,
        },
        {
            Sid: "OwnListing",
            Effect: "Allow",
            Action: ["s3:ListBucket", "s3:ListBucketMultipartUploads"],
            Resource: bucketArn,
            Condition: { StringLike: { "s3:prefix": `${prefix}*` } },
        },
        {
            Sid: "StoreKey",
            Effect: "Allow",
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Resource: kmsKeyArn,
            Condition: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
        },
    ];
}
