import { beforeAll, describe, expect, it } from "vitest";

import { ArtifactStore, type ArtifactStoreArgs } from "../../components";
import { behavesAsComponent } from "../support/component";
import { ACCOUNT, type Deployed, deploy, known, refusal } from "../support/deploy";

const args: ArtifactStoreArgs = { account: ACCOUNT };
const store = (changes: Partial<ArtifactStoreArgs> = {}) =>
    deploy(() => new ArtifactStore("models", { ...args, ...changes }));
const OWN = "models";
const LOGS = "models-logs";
const setting = (kind: string) => `aws:s3/bucket${kind}:Bucket${kind}`;

behavesAsComponent("ArtifactStore", {
    create: () => new ArtifactStore("models", { ...args, objectLock: { mode: "GOVERNANCE", days: 30 } }),
    outputs: ["bucketName", "bucketArn", "kmsKeyArn", "uri"],
});

describe("an artifact store by default", () => {
    let made: Deployed<ArtifactStore>;
    beforeAll(async () => {
        made = await store({ expireAfterDays: { "tmp/": 7 } });
    });
    const bucket = (of: string) => made.one("aws:s3/bucket:Bucket", `${of}-bucket`);
    const about = (kind: string, of: string, name: string) => {
        const found = made.one(setting(kind), `${of}-${name}`);
        expect(found.inputs.bucket).toBe(bucket(of).outputs.id);
        return found.inputs;
    };

    it.each([OWN, LOGS])("closes the bucket of %s to the public", (of) => {
        expect(about("PublicAccessBlock", of, "public-access")).toMatchObject({
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
        expect(about("OwnershipControls", of, "ownership").rule).toEqual({ objectOwnership: "BucketOwnerEnforced" });
    });

    it.each([OWN, LOGS])("never deletes the bucket of %s by accident", (of) => {
        expect(bucket(of).options.protect).toBe(true);
        expect(bucket(of).inputs.forceDestroy).toBe(false);
    });

    it("encrypts with a key of its own that turns every year", () => {
        const key = made.one("aws:kms/key:Key");
        expect(key.inputs.enableKeyRotation).toBe(true);
        expect(key.options.protect).toBe(true);
        expect(about("ServerSideEncryptionConfiguration", OWN, "encryption").rules).toEqual([
            {
                applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.outputs.arn },
                bucketKeyEnabled: true,
            },
        ]);
    });

    it("refuses requests without TLS and objects under another key", () => {
        const arn = String(bucket(OWN).outputs.arn);
        const key = made.one("aws:kms/key:Key").outputs.arn;
        const deny = { Effect: "Deny", Principal: "*" };
        const put = { ...deny, Action: "s3:PutObject", Resource: `${arn}/*` };
        const unlike = (header: string, value: unknown) => ({ StringNotEqualsIfExists: { [header]: value } });
        expect(about("Policy", OWN, "policy").policy).toEqual({
            Version: "2012-10-17",
            Statement: [
                {
                    ...deny,
                    Sid: "TlsOnly",
                    Action: "s3:*",
                    Resource: [arn, `${arn}/*`],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
                { ...put, Sid: "KmsOnly", Condition: unlike("s3:x-amz-server-side-encryption", "aws:kms") },
                {
                    ...put,
                    Sid: "OwnKeyOnly",
                    Condition: unlike("s3:x-amz-server-side-encryption-aws-kms-key-id", key),
                },
            ],
        });
    });

    it("keeps replaced objects for 90 days and what expires as long as asked", () => {
        expect(about("Versioning", OWN, "versioning").versioningConfiguration).toEqual({ status: "Enabled" });
        expect(about("LifecycleConfiguration", OWN, "lifecycle").rules).toEqual([
            {
                id: "restore-window",
                status: "Enabled",
                filter: {},
                noncurrentVersionExpiration: { noncurrentDays: 90 },
                abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
            },
            { id: "expire-tmp/", status: "Enabled", filter: { prefix: "tmp/" }, expiration: { days: 7 } },
        ]);
    });

    it("logs every access to a second bucket, where logs expire after a year", () => {
        expect(about("Logging", OWN, "logging")).toMatchObject({
            targetBucket: bucket(LOGS).outputs.bucket,
            targetPrefix: "access/",
        });
        expect(about("LifecycleConfiguration", LOGS, "lifecycle").rules).toMatchObject([{ expiration: { days: 365 } }]);
        // S3 cannot deliver access logs to a bucket with a KMS key.
        expect(about("ServerSideEncryptionConfiguration", LOGS, "encryption").rules).toMatchObject([
            { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
        ]);
    });

    it("lets S3 deliver the logs of this bucket of this account, over TLS, and nobody else", () => {
        const { Statement } = about("Policy", LOGS, "policy").policy as { Statement: { Sid: string }[] };
        expect(Statement.map(({ Sid }) => Sid)).toEqual(["TlsOnly", "LogDelivery"]);
        expect(Statement[1]).toMatchObject({
            Principal: { Service: "logging.s3.amazonaws.com" },
            Action: "s3:PutObject",
            Condition: {
                ArnEquals: { "aws:SourceArn": bucket(OWN).outputs.arn },
                StringEquals: { "aws:SourceAccount": "123456789012" },
            },
        });
    });

    it("locks nothing, is internal, and says where it is", async () => {
        expect(made.graph.ofType(setting("ObjectLockConfiguration"))).toEqual([]);
        expect(bucket(OWN).inputs).toMatchObject({ objectLockEnabled: false, tags: { DataClass: "internal" } });
        expect(await known(made.result.uri)).toBe(`s3://${String(bucket(OWN).outputs.bucket)}`);
    });
});

describe("an artifact store that asks for something else", () => {
    it("locks objects, can be disposable, and says what its contents are worth", async () => {
        const made = await store({
            objectLock: { mode: "GOVERNANCE", days: 30 },
            deletionProtection: false,
            forceDestroy: true,
            dataClass: "restricted",
            accessLogDays: 30,
            restoreWindowDays: 7,
        });
        expect(made.one(setting("ObjectLockConfiguration")).inputs.rule).toEqual({
            defaultRetention: { mode: "GOVERNANCE", days: 30 },
        });
        // A lock needs versions first.
        expect(made.one(setting("ObjectLockConfiguration")).dependencies.map(({ urn }) => urn)).toContain(
            made.one(setting("Versioning")).urn,
        );
        expect(made.one("aws:s3/bucket:Bucket", "models-bucket").inputs).toMatchObject({
            objectLockEnabled: true,
            forceDestroy: true,
            tags: { DataClass: "restricted" },
        });
        expect(made.graph.resources.filter((resource) => resource.options.protect)).toEqual([]);
    });

    it("uses a key that is given, and makes none", async () => {
        const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/1";
        const made = await store({ kmsKeyArn });
        expect(made.graph.ofType("aws:kms/key:Key")).toEqual([]);
        expect(await known(made.result.kmsKeyArn)).toBe(kmsKeyArn);
    });

    it("passes the bucket and the key through their transforms, without changing the parent", async () => {
        const made = await store({
            tags: { "groundwork:name": "mine" },
            transform: {
                bucket: (own, opts) => {
                    own.bucket = "models-of-ours";
                    delete opts.parent;
                },
                key: (own) => {
                    own.deletionWindowInDays = 30;
                },
            },
        });
        const bucket = made.one("aws:s3/bucket:Bucket", "models-bucket");
        expect(bucket.inputs).toMatchObject({ bucket: "models-of-ours", tags: { "groundwork:name": "mine" } });
        expect(bucket.parent).toBe(await known(made.result.urn));
        expect(made.one("aws:kms/key:Key").inputs.deletionWindowInDays).toBe(30);
    });
});

it("an artifact store's arguments are all judged before anything is registered", async () => {
    const wrong: ArtifactStoreArgs = {
        account: { accountId: "123456789012", region: "nowhere" },
        restoreWindowDays: 0,
        accessLogDays: 3651,
        objectLock: { mode: "COMPLIANCE", days: 1.5 },
        expireAfterDays: { tmp: 1.5 },
        forceDestroy: true,
    };
    expect(await refusal(() => new ArtifactStore("models", wrong))).toBe(
        [
            'ArtifactStore "models":',
            '  - account.region must be an AWS region, such as "eu-central-1", got "nowhere".',
            "  - restoreWindowDays must be a whole number of days from 1 to 3650, got 0.",
            "  - accessLogDays must be a whole number of days from 1 to 3650, got 3651.",
            "  - objectLock.days must be a whole number of days from 1 to 3650, got 1.5.",
            '  - expireAfterDays: the prefix "tmp" must end with "/".',
            '  - expireAfterDays["tmp"] must be a whole number of days from 1 to 3650, got 1.5.',
            '  - forceDestroy cannot delete objects under an objectLock in mode "COMPLIANCE": drop one of them.',
        ].join("\n"),
    );
});
