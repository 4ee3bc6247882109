import type * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";

import type { AwsAccount } from "../internal/account";
import type { Tags } from "../internal/tags";
import type { Transform } from "../internal/transform";

/** Storage of a database. */
export interface DatabaseStorage {
    /** At the start. Unit: GiB, a whole number from 20 to 65536. */
    readonly initial: number;
    /** The most that it grows to by itself. Unit: GiB, at least a tenth above the first. */
    readonly max: number;
}

/** The automated backups of a database that is gone. */
export interface KeptBackups {
    /** Their ARN. */
    readonly automatedBackupsArn: string;
}

/** A database that is there. */
export interface RunningDatabase {
    /** Identifier of its instance. */
    readonly instanceIdentifier: string;
}

/** A point in the life of another database, from which a new one is made. */
export interface RestorePoint {
    /** What to restore from. */
    readonly source: KeptBackups | RunningDatabase;
    /**
     * Moment in UTC, such as "2026-11-24T03:00:00Z".
     *
     * @default the latest moment that can be restored, about five minutes ago
     */
    readonly time?: string;
}

/** Arguments of {@link Database}. */
export interface DatabaseArgs {
    /** Account and region of the database. */
    readonly account: AwsAccount;
    /** VPC of the subnets. */
    readonly vpcId: pulumi.Input<string>;
    /** Private subnets in at least two zones. */
    readonly subnetIds: readonly pulumi.Input<string>[];
    /** Security groups that may connect, by a name that describes them. Nobody else can. */
    readonly clients: Readonly<Record<string, pulumi.Input<string>>>;
    /**
     * Name of the first database: a letter, then at most 62 lower-case letters, digits and underscores.
     *
     * @default "platform"
     */
    readonly databaseName?: string;
    /**
     * Instance class. Graviton costs about a tenth less than the same size of Intel.
     *
     * @default "db.t4g.small"
     */
    readonly instanceClass?: string;
    /**
     * Storage at the start, and how far it grows.
     *
     * @default 20 and 100 GiB
     */
    readonly storageGiB?: DatabaseStorage;
    /**
     * How far back any moment can be restored.
     *
     * Unit: days. A whole number from 1 to 35.
     *
     * @default 14
     */
    readonly backupRetentionDays?: number;
    /**
     * Whether a standby in another zone takes over when the first fails. It doubles the cost of the instance.
     *
     * @default false
     */
    readonly multiAz?: boolean;
    /**
     * How long the database's logs are kept. Unit: days, one of the retentions that CloudWatch offers.
     *
     * @default 30
     */
    readonly logRetentionDays?: number;
    /**
     * Whether AWS and Pulumi refuse to delete the instance, its key and its logs.
     *
     * @default true
     */
    readonly deletionProtection?: boolean;
    /**
     * Whether a last snapshot is kept when the instance is deleted. It bills by its size until somebody deletes it.
     *
     * @default true
     */
    readonly finalSnapshot?: boolean;
    /**
     * Makes the instance from a backup. Changing it later makes no new instance.
     *
     * @default an empty database
     */
    readonly restoreFrom?: RestorePoint;
    /** Tags for every resource of this component. They win over the component's own tags. */
    readonly tags?: Tags;
    /** Last-resort changes to the resources that this component creates. */
    readonly transform?: {
        /** The instance. */
        readonly instance?: Transform<rds.InstanceArgs>;
        /** The parameter group. */
        readonly parameterGroup?: Transform<rds.ParameterGroupArgs>;
    };
}
