import type { Account, LiveResource } from "../account";
import { type Answer, physicalName, Refusal } from "../cloud";
import { valuesAt } from "../paths";
import type { Reference, ResourceType } from "../resource-type";
import { joining, settingOf } from "./answers";
import { all, type Check, oneOf, tags, text } from "./checks";
import { policyProblems } from "./policy-document";
import { ENCRYPTED_BY } from "./references";
import { AT_ONCE, took } from "./seconds";
import { shown } from "./shown";
import { TYPES } from "./types";

/** Unit: bytes. Source: Bucket policies, size limit. */
const MAX_BUCKET_POLICY = 20 * 1024;

const answerBucket: Answer = (request, place) => {
    const name = physicalName(request, "bucket");
    const domains = {
        bucketDomainName: `${name}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${name}.s3.${place.region}.amazonaws.com`,
    };
    return { id: name, outputs: { bucket: name, arn: `arn:aws:s3:::${name}`, region: place.region, ...domains } };
};

/** Names of buckets. Source: General purpose bucket naming rules. */
const bucketName: Check = ({ bucket }) => {
    if (typeof bucket !== "string") return [];
    const good =
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) &&
        !/\.\.|^xn--|^sthree-|-s3alias$|--ol-s3$|^\d+\.\d+\.\d+\.\d+$/.test(bucket);
    return good ? [] : [`InvalidBucketName: "${bucket}": 3 to 63 lower-case letters, digits, "-" and ".".`];
};

const bucket: ResourceType = {
    answer: answerBucket,
    seconds: took(3, 2, 1, "estimate: apply logs show 1 to 5 s"),
    replaces: ["bucket", "bucketPrefix", "objectLockEnabled"],
    autoname: { property: "bucket", max: 63 },
    check: all(bucketName, tags),
    deleting: (own, account) => {
        const objects = account.ofType(TYPES.bucketObject).filter(({ inputs }) => inputs.bucket === own.id);
        const [first] = objects;
        if (!first) return;
        if (own.inputs.forceDestroy !== true) {
            throw new Refusal(`BucketNotEmpty: The bucket ${own.id} is not empty: it has ${shown(first.inputs.key)}.`);
        }
        // The provider then deletes every version, and passes over governance, which its caller may do.
        for (const object of objects) {
            refuseCompliance(object);
            account.unmake(object);
        }
    },
};

/** Nobody may delete a version that compliance keeps, not even the account's root. */
function refuseCompliance(object: LiveResource): void {
    if (object.inputs.objectLockMode !== "COMPLIANCE") return;
    throw new Refusal(`AccessDenied: ${shown(object.inputs.key)} is protected by object lock in COMPLIANCE mode.`);
}

const object: ResourceType = {
    answer: joining("/", "bucket", "key"),
    seconds: AT_ONCE,
    replaces: ["bucket", "key"],
    references: { bucket: { to: [TYPES.bucket], missing: "NoSuchBucket" } },
    deleting: refuseCompliance,
};

/** Puts an object into a bucket, as a workload does. It has the retention that the bucket gives by default. */
export function putObject(account: Account, bucketName: string, key: string): void {
    if (!account.get(TYPES.bucket, bucketName)) throw new Refusal(`NoSuchBucket: ${bucketName} does not exist.`);
    const [objectLockMode] = valuesAt(account.get(TYPES.objectLock, bucketName)?.inputs, "rule.defaultRetention.mode");
    account.make({
        type: TYPES.bucketObject,
        id: `${bucketName}/${key}`,
        name: key,
        inputs: { bucket: bucketName, key, ...(objectLockMode === undefined ? {} : { objectLockMode }) },
        madeFor: `bucket ${bucketName}`,
    });
}

/** A setting needs its bucket, and goes with it. */
const OF_BUCKET: Reference = { to: [TYPES.bucket], missing: "NoSuchBucket" };

const setting: ResourceType = {
    answer: settingOf("bucket"),
    seconds: AT_ONCE,
    replaces: ["bucket"],
    references: { bucket: OF_BUCKET },
};

const encryption: ResourceType = {
    ...setting,
    references: { bucket: OF_BUCKET, "rules.applyServerSideEncryptionByDefault.kmsMasterKeyId": ENCRYPTED_BY },
};

const bucketPolicy: ResourceType = {
    ...setting,
    check: ({ policy }) => policyProblems(policy, MAX_BUCKET_POLICY, "the bucket policy"),
};

const logging: ResourceType = {
    ...setting,
    references: {
        bucket: OF_BUCKET,
        targetBucket: { to: [TYPES.bucket], missing: "InvalidTargetBucketForLogging" },
    },
};

const objectLock: ResourceType = {
    ...setting,
    replaces: ["bucket", "objectLockEnabled"],
    check: ({ rule }) =>
        valuesAt(rule, "defaultRetention").flatMap((retention) =>
            oneOf("mode", ["GOVERNANCE", "COMPLIANCE"], "MalformedXML")(retention as LiveResource["inputs"]),
        ),
    creating: ({ inputs }, account) => {
        const bucketName = String(inputs.bucket);
        const locked = account.get(TYPES.bucket, bucketName)?.inputs.objectLockEnabled === true;
        const versions = account.get("aws:s3/bucketVersioning:BucketVersioning", bucketName);
        if (locked || valuesAt(versions?.inputs, "versioningConfiguration.status").includes("Enabled")) return;
        throw new Refusal(`InvalidBucketState: Object lock needs versioning, which ${bucketName} does not have.`);
    },
};

const lifecycle: ResourceType = {
    ...setting,
    seconds: took(30, 30, 2, "estimate: the provider waits until S3 shows the same rules several times"),
    check: text(
        "transitionDefaultMinimumObjectSize",
        /^(all_storage_classes_128K|varies_by_storage_class)$/,
        "InvalidRequest",
        "one of S3's two sizes",
    ),
};

/** Buckets, their settings and objects, by resource type. */
export const S3: Readonly<Record<string, ResourceType>> = {
    [TYPES.bucket]: bucket,
    [TYPES.bucketObject]: object,
    [TYPES.objectLock]: objectLock,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": lifecycle,
    "aws:s3/bucketLogging:BucketLogging": logging,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": setting,
    "aws:s3/bucketPolicy:BucketPolicy": bucketPolicy,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": setting,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": encryption,
    "aws:s3/bucketVersioning:BucketVersioning": setting,
};
