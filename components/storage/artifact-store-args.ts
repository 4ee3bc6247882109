import type * as kms from "@pulumi/aws/kms";
import type * as s3 from "@pulumi/aws/s3";
import type * as pulumi from "@pulumi/pulumi";

import type { AwsAccount } from "../internal/account";
import type { Tags } from "../internal/tags";
import type { Transform } from "../internal/transform";

/** How long objects can neither be changed nor deleted. */
export interface ObjectLock {
    /**
     * "GOVERNANCE" lets principals with a special right remove the lock; "COMPLIANCE" lets nobody, the account's root
     * included, until the time is over.
     */
    readonly mode: "GOVERNANCE" | "COMPLIANCE";
    /** Unit: days. A whole number from 1 to 3650. */
    readonly days: number;
}

/** Arguments of {@link ArtifactStore}. */
export interface ArtifactStoreArgs {
    /** Account and region of the bucket. */
    readonly account: AwsAccount;

    /**
     * ARN of the KMS key that encrypts every object.
     *
     * @default a new key, rotated yearly, owned by this component
     */
    readonly kmsKeyArn?: pulumi.Input<string>;

    /**
     * How long a replaced or deleted object can still be restored.
     *
     * Unit: days. A whole number from 1 to 3650.
     *
     * @default 90
     */
    readonly restoreWindowDays?: number;

    /**
     * Key prefixes whose objects expire, and after how long.
     *
     * Unit: days. Whole numbers from 1 to 3650. A prefix ends with "/".
     *
     * @default nothing expires
     * @example
     * ```ts
     * new ArtifactStore("models", { account, expireAfterDays: { "tmp/": 7, "checkpoints/": 30 } });
     * ```
     */
    readonly expireAfterDays?: Readonly<Record<string, number>>;

    /**
     * How long access logs are kept.
     *
     * Unit: days. A whole number from 1 to 3650.
     *
     * @default 365
     */
    readonly accessLogDays?: number;

    /**
     * Locks every new object version. It can only be switched on when the bucket is created.
     *
     * @default no lock
     */
    readonly objectLock?: ObjectLock;

    /**
     * What the contents are worth, as the tag `DataClass`.
     *
     * @default "internal"
     */
    readonly dataClass?: "public" | "internal" | "confidential" | "restricted";

    /**
     * Whether Pulumi refuses to delete the bucket and its key.
     *
     * @default true
     */
    readonly deletionProtection?: boolean;

    /**
     * Whether destroying the store deletes the objects in it. Otherwise AWS refuses to delete a bucket with objects.
     *
     * @default false
     */
    readonly forceDestroy?: boolean;

    /** Tags for every resource of this component. They win over the component's own tags. */
    readonly tags?: Tags;

    /** Last-resort changes to the resources that this component creates. */
    readonly transform?: {
        /** The bucket itself. */
        readonly bucket?: Transform<s3.BucketArgs>;
        /** The key; not called when `kmsKeyArn` is given. */
        readonly key?: Transform<kms.KeyArgs>;
    };
}

/** A store as identities refer to it. `ArtifactStore` is one; so are two outputs of another stack. */
export interface ArtifactStoreRef {
    /** ARN of the bucket. */
    readonly bucketArn: pulumi.Input<string>;
    /** ARN of the key that encrypts the objects. */
    readonly kmsKeyArn: pulumi.Input<string>;
}
