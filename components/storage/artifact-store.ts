import * as kms from "@pulumi/aws/kms";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";

import { accountProblems } from "../internal/account";
import { keyPolicy } from "../internal/kms";
import { nameProblems } from "../internal/names";
import { Problems } from "../internal/problems";
import { componentTags, type Tags } from "../internal/tags";
import { transformed } from "../internal/transform";
import { AccessLogBucket } from "./access-log-bucket";
import type { ArtifactStoreArgs } from "./artifact-store-args";
import { encryptedOnly, tlsOnly } from "./bucket-policies";
import { closeBucket } from "./closed-bucket";

const DEFAULT_RESTORE_WINDOW_DAYS = 90;
const DEFAULT_ACCESS_LOG_DAYS = 365;
const MAX_DAYS = 3650;
/** Parts of an upload that was never finished are invisible and bill. */
const ABORT_UPLOADS_AFTER_DAYS = 7;

/**
 * A private, versioned and encrypted S3 bucket for models, datasets and run artifacts.
 *
 * Creates the bucket with its settings, a second bucket for its access logs, and a KMS key unless one is given. It
 * refuses requests without TLS and objects under another key. Teams own the prefixes `teams/<team>/`. Idle, the key costs
 * 1 USD a month; the empty buckets cost nothing.
 *
 * @example
 * ```ts
 * const store = new ArtifactStore("models", { account: { accountId: "123456789012", region: "eu-central-1" } });
 * export const artifactRoot = store.uri;
 * ```
 */
export class ArtifactStore extends pulumi.ComponentResource {
    /** Type token. Policy rules select this component's class by it. */
    public static readonly __pulumiType = "groundwork:index:ArtifactStore";

    /** Name of the bucket. */
    public readonly bucketName: pulumi.Output<string>;
    /** ARN of the bucket, for IAM policies. */
    public readonly bucketArn: pulumi.Output<string>;
    /** ARN of the key that encrypts the objects. */
    public readonly kmsKeyArn: pulumi.Output<string>;
    /** Root of the store as MLflow and the AWS CLI write it: "s3://name". */
    public readonly uri: pulumi.Output<string>;

    constructor(name: string, args: ArtifactStoreArgs, opts?: pulumi.ComponentResourceOptions) {
        checkArgs(name, args);
        const { transform: _, ...inputs } = args;
        super(ArtifactStore.__pulumiType, name, inputs, opts);

        const tags = componentTags("artifact-store", name, args.tags);
        this.kmsKeyArn =
            args.kmsKeyArn === undefined ? this.createKey(name, args, tags).arn : pulumi.output(args.kmsKeyArn);
        const bucket = this.createBucket(name, args, tags);
        this.protectContents(name, bucket, args);
        this.expireContents(name, bucket, args);
        this.logAccess(name, bucket, args, tags);

        this.bucketName = bucket.bucket;
        this.bucketArn = bucket.arn;
        this.uri = pulumi.interpolate`s3://${bucket.bucket}`;
        this.registerOutputs({
            bucketName: this.bucketName,
            bucketArn: this.bucketArn,
            kmsKeyArn: this.kmsKeyArn,
            uri: this.uri,
        });
    }

    private createKey(name: string, args: ArtifactStoreArgs, tags: Tags): kms.Key {
        const description = `Encrypts the objects of the artifact store "${name}".`;
        const keyArgs = { description, enableKeyRotation: true, policy: keyPolicy(args.account), tags };
        return new kms.Key(...transformed(args.transform?.key, `${name}-key`, keyArgs, this.guarded(args)));
    }

    private createBucket(name: string, args: ArtifactStoreArgs, tags: Tags): s3.Bucket {
        return new s3.Bucket(
            ...transformed(
                args.transform?.bucket,
                `${name}-bucket`,
                {
                    forceDestroy: args.forceDestroy ?? false,
                    objectLockEnabled: args.objectLock !== undefined,
                    tags: { DataClass: args.dataClass ?? "internal", ...tags },
                },
                this.guarded(args),
            ),
        );
    }

    private protectContents(name: string, bucket: s3.Bucket, args: ArtifactStoreArgs): void {
        closeBucket(this, name, bucket, {
            encryption: { sseAlgorithm: "aws:kms", kmsMasterKeyId: this.kmsKeyArn },
            statements: [tlsOnly(bucket.arn), ...encryptedOnly(bucket.arn, this.kmsKeyArn)],
        });
        const versioning = new s3.BucketVersioning(
            `${name}-versioning`,
            { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
            { parent: this },
        );
        if (!args.objectLock) return;
        new s3.BucketObjectLockConfiguration(
            `${name}-object-lock`,
            { bucket: bucket.id, rule: { defaultRetention: { ...args.objectLock } } },
            { parent: this, dependsOn: [versioning] },
        );
    }

    private expireContents(name: string, bucket: s3.Bucket, args: ArtifactStoreArgs): void {
        const expiries = Object.entries(args.expireAfterDays ?? {}).map(([prefix, days]) => ({
            id: `expire-${prefix}`,
            status: "Enabled",
            filter: { prefix },
            expiration: { days },
        }));
        new s3.BucketLifecycleConfiguration(
            `${name}-lifecycle`,
            {
                bucket: bucket.id,
                rules: [
                    {
                        id: "restore-window",
                        status: "Enabled",
                        filter: {},
                        noncurrentVersionExpiration: {
                            noncurrentDays: args.restoreWindowDays ?? DEFAULT_RESTORE_WINDOW_DAYS,
                        },
                        abortIncompleteMultipartUpload: { daysAfterInitiation: ABORT_UPLOADS_AFTER_DAYS },
                    },
                    ...expiries,
                ],
            },
            { parent: this },
        );
    }

    private logAccess(name: string, bucket: s3.Bucket, args: ArtifactStoreArgs, tags: Tags): void {
        const logs = new AccessLogBucket(
            `${name}-logs`,
            {
                accountId: args.account.accountId,
                sourceBucketArn: bucket.arn,
                expireAfterDays: args.accessLogDays ?? DEFAULT_ACCESS_LOG_DAYS,
                forceDestroy: args.forceDestroy ?? false,
                protect: args.deletionProtection ?? true,
                tags,
            },
            { parent: this },
        );
        new s3.BucketLogging(
            `${name}-logging`,
            { bucket: bucket.id, targetBucket: logs.bucketName, targetPrefix: "access/" },
            { parent: this, dependsOn: [logs] },
        );
    }

    private guarded(args: ArtifactStoreArgs): pulumi.CustomResourceOptions {
        return { parent: this, protect: args.deletionProtection ?? true };
    }
}

function checkArgs(name: string, args: ArtifactStoreArgs): void {
    const problems = new Problems(`ArtifactStore "${name}"`);
    problems.add(nameProblems("name", name));
    problems.add(accountProblems(args.account));
    problems.add(artifactStoreProblems(args));
    problems.throwIfAny();
}

/** Problems of a store's own settings, each with the argument first. */
export function artifactStoreProblems(args: Omit<ArtifactStoreArgs, "account">): readonly string[] {
    const problems = new Problems();
    problems.checkWhole("restoreWindowDays", args.restoreWindowDays, "days", 1, MAX_DAYS);
    problems.checkWhole("accessLogDays", args.accessLogDays, "days", 1, MAX_DAYS);
    problems.checkWhole("objectLock.days", args.objectLock?.days, "days", 1, MAX_DAYS);
    for (const [prefix, days] of Object.entries(args.expireAfterDays ?? {})) {
        problems.check(prefix.endsWith("/"), `expireAfterDays: the prefix "${prefix}" must end with "/".`);
        problems.checkWhole(`expireAfterDays["${prefix}"]`, days, "days", 1, MAX_DAYS);
    }
    problems.check(
        !(args.forceDestroy === true && args.objectLock?.mode === "COMPLIANCE"),
        'forceDestroy cannot delete objects under an objectLock in mode "COMPLIANCE": drop one of them.',
    );
    return problems.found;
}
