import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as kms from "@pulumi/aws/kms";
import * as rds from "@pulumi/aws/rds";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";

import { accountProblems, partitionOf } from "../internal/account";
import type { Statement } from "../internal/iam";
import { keyPolicy, logsGrant } from "../internal/kms";
import { retentionProblems } from "../internal/log-retention";
import { nameProblems } from "../internal/names";
import { Problems } from "../internal/problems";
import { componentTags, type Tags } from "../internal/tags";
import { transformed } from "../internal/transform";
import { POSTGRES } from "../internal/versions";
import type { DatabaseArgs, RestorePoint } from "./database-args";

const DEFAULT_NAME = "platform";
const DEFAULT_CLASS = "db.t4g.small";
const DEFAULT_STORAGE_GIB = { initial: 20, max: 100 };
const DEFAULT_BACKUP_DAYS = 14;
const DEFAULT_LOG_RETENTION_DAYS = 30;
/** Longest instance identifier of RDS. */
const MAX_IDENTIFIER = 63;
const PORT = 5432;
/** Statements that take longer are logged. Unit: milliseconds. */
const SLOW_STATEMENT = "1000";
/** What Performance Insights keeps without charge. Unit: days. */
const FREE_INSIGHTS_DAYS = 7;

/** Logs that RDS writes for Postgres. It would make their groups itself, without a key and for ever. */
const LOGS = ["postgresql", "upgrade"] as const;

/**
 * A PostgreSQL instance in private subnets: encrypted with its own key, reached over TLS alone, by named clients alone.
 *
 * RDS makes and rotates the master's password in Secrets Manager; neither the program nor its state ever holds it. Other
 * users sign in with IAM. Idle, the default class costs about 25 USD a month and twice that with `multiAz`, the key 1, the
 * secret 0.40, 20 GiB of storage about 3.
 *
 * @example
 * ```ts
 * const database = new Database("tracking", {
 *     account, vpcId: network.vpcId, subnetIds: Object.values(network.privateSubnetIds),
 *     clients: { mlflow: mlflowSecurityGroup.id }, databaseName: "mlflow",
 * });
 * ```
 */
export class Database extends pulumi.ComponentResource {
    /** Type token. */
    public static readonly __pulumiType = "groundwork:index:Database";

    /** Host name, inside the VPC. */
    public readonly address: pulumi.Output<string>;
    /** TCP port. */
    public readonly port: number;
    /** Name of the first database. */
    public readonly databaseName: string;
    /** ARN of the secret with the master's user name and password. */
    public readonly masterSecretArn: pulumi.Output<string>;
    /** ARN of the key that encrypts data, logs and the secret. */
    public readonly kmsKeyArn: pulumi.Output<string>;
    /** Security group of the instance. */
    public readonly securityGroupId: pulumi.Output<string>;
    readonly #resourceId: pulumi.Output<string>;
    readonly #account: DatabaseArgs["account"];

    constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
        const identifier = `${name}-${pulumi.getStack()}`;
        checkArgs(name, identifier, args);
        const { transform: _, ...inputs } = args;
        super(Database.__pulumiType, name, inputs, opts);

        const tags = componentTags("database", name, args.tags);
        const key = this.createKey(name, identifier, args, tags);
        const logs = this.createLogGroups(name, identifier, args, key, tags);
        const group = this.createSecurityGroup(name, args, tags);
        const instance = this.createInstance(name, identifier, args, { key, group, logs, tags });

        this.#account = args.account;
        this.#resourceId = instance.resourceId;
        this.address = instance.address;
        this.port = PORT;
        this.databaseName = args.databaseName ?? DEFAULT_NAME;
        this.masterSecretArn = instance.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? "");
        this.kmsKeyArn = key.arn;
        this.securityGroupId = group.id;
        this.registerOutputs({
            address: this.address,
            port: this.port,
            databaseName: this.databaseName,
            masterSecretArn: this.masterSecretArn,
            kmsKeyArn: this.kmsKeyArn,
            securityGroupId: this.securityGroupId,
        });
    }

    /** What a role needs to sign in as a user of the database without a password. The user must have `rds_iam`. */
    public connectStatement(user: string): Statement {
        const { region, accountId } = this.#account;
        const users = `arn:${partitionOf(region)}:rds-db:${region}:${accountId}:dbuser`;
        return {
            Effect: "Allow",
            Action: "rds-db:connect",
            Resource: pulumi.interpolate`${users}:${this.#resourceId}/${user}`,
        };
    }

    private createKey(name: string, identifier: string, args: DatabaseArgs, tags: Tags): kms.Key {
        return new kms.Key(
            `${name}-key`,
            {
                description: `Encrypts data, logs and the master secret of the database "${name}".`,
                enableKeyRotation: true,
                policy: keyPolicy(args.account, [logsGrant(args.account, logPrefix(identifier))]),
                tags,
            },
            this.guarded(args),
        );
    }

    private createLogGroups(
        name: string,
        identifier: string,
        args: DatabaseArgs,
        key: kms.Key,
        tags: Tags,
    ): cloudwatch.LogGroup[] {
        return LOGS.map(
            (log) =>
                new cloudwatch.LogGroup(
                    `${name}-${log}`,
                    {
                        name: `${logPrefix(identifier)}${log}`,
                        retentionInDays: args.logRetentionDays ?? DEFAULT_LOG_RETENTION_DAYS,
                        deletionProtectionEnabled: args.deletionProtection ?? true,
                        kmsKeyId: key.arn,
                        tags,
                    },
                    { parent: this },
                ),
        );
    }

    private createSecurityGroup(name: string, args: DatabaseArgs, tags: Tags): ec2.SecurityGroup {
        const group = new ec2.SecurityGroup(
            `${name}-clients`,
            { vpcId: args.vpcId, description: `Clients of the database ${name}.`, tags: { Name: name, ...tags } },
            { parent: this },
        );
        for (const [client, securityGroupId] of Object.entries(args.clients)) {
            new vpc.SecurityGroupIngressRule(
                `${name}-from-${client}`,
                {
                    securityGroupId: group.id,
                    referencedSecurityGroupId: securityGroupId,
                    description: `PostgreSQL from ${client}.`,
                    ipProtocol: "tcp",
                    fromPort: PORT,
                    toPort: PORT,
                    tags,
                },
                { parent: this },
            );
        }
        return group;
    }

    private createInstance(
        name: string,
        identifier: string,
        args: DatabaseArgs,
        made: {
            readonly key: kms.Key;
            readonly group: ec2.SecurityGroup;
            readonly logs: cloudwatch.LogGroup[];
            readonly tags: Tags;
        },
    ): rds.Instance {
        const { key, group, logs, tags } = made;
        const subnets = new rds.SubnetGroup(
            `${name}-subnets`,
            { subnetIds: [...args.subnetIds], description: `Subnets of the database "${name}".`, tags },
            { parent: this },
        );
        const storage = args.storageGiB ?? DEFAULT_STORAGE_GIB;
        const keep = args.finalSnapshot ?? true;
        return new rds.Instance(
            ...transformed(
                args.transform?.instance,
                `${name}-instance`,
                {
                    identifier,
                    engine: "postgres",
                    engineVersion: POSTGRES.engineVersion,
                    autoMinorVersionUpgrade: true,
                    instanceClass: args.instanceClass ?? DEFAULT_CLASS,
                    dbName: args.databaseName ?? DEFAULT_NAME,
                    port: PORT,
                    username: "postgres",
                    manageMasterUserPassword: true,
                    masterUserSecretKmsKeyId: key.arn,
                    iamDatabaseAuthenticationEnabled: true,
                    storageType: "gp3",
                    allocatedStorage: storage.initial,
                    maxAllocatedStorage: storage.max,
                    storageEncrypted: true,
                    kmsKeyId: key.arn,
                    dbSubnetGroupName: subnets.name,
                    vpcSecurityGroupIds: [group.id],
                    publiclyAccessible: false,
                    multiAz: args.multiAz ?? false,
                    parameterGroupName: this.createParameters(name, args, tags).name,
                    caCertIdentifier: POSTGRES.certificateAuthority,
                    backupRetentionPeriod: args.backupRetentionDays ?? DEFAULT_BACKUP_DAYS,
                    copyTagsToSnapshot: true,
                    deleteAutomatedBackups: true,
                    skipFinalSnapshot: !keep,
                    ...(keep ? { finalSnapshotIdentifier: `${identifier}-final` } : {}),
                    deletionProtection: args.deletionProtection ?? true,
                    enabledCloudwatchLogsExports: [...LOGS],
                    performanceInsightsEnabled: true,
                    performanceInsightsKmsKeyId: key.arn,
                    performanceInsightsRetentionPeriod: FREE_INSIGHTS_DAYS,
                    ...(args.restoreFrom ? { restoreToPointInTime: restoring(args.restoreFrom) } : {}),
                    tags,
                },
                // RDS grows the storage by itself; and a backup is restored once.
                {
                    ...this.guarded(args),
                    dependsOn: logs,
                    ignoreChanges: ["allocatedStorage", "restoreToPointInTime"],
                },
            ),
        );
    }

    private createParameters(name: string, args: DatabaseArgs, tags: Tags): rds.ParameterGroup {
        return new rds.ParameterGroup(
            ...transformed(
                args.transform?.parameterGroup,
                `${name}-parameters`,
                {
                    family: POSTGRES.parameterFamily,
                    description: `Parameters of the database "${name}".`,
                    parameters: [
                        { name: "rds.force_ssl", value: "1" },
                        { name: "log_connections", value: "1" },
                        { name: "log_disconnections", value: "1" },
                        { name: "log_min_duration_statement", value: SLOW_STATEMENT },
                    ],
                    tags,
                },
                { parent: this },
            ),
        );
    }

    private guarded(args: DatabaseArgs): pulumi.CustomResourceOptions {
        return { parent: this, protect: args.deletionProtection ?? true };
    }
}

/** How RDS names the log groups of an instance. */
function logPrefix(identifier: string): string {
    return `/aws/rds/instance/${identifier}/`;
}

function restoring({ source, time }: RestorePoint): rds.InstanceArgs["restoreToPointInTime"] {
    return {
        ...("automatedBackupsArn" in source
            ? { sourceDbInstanceAutomatedBackupsArn: source.automatedBackupsArn }
            : { sourceDbInstanceIdentifier: source.instanceIdentifier }),
        ...(time === undefined ? { useLatestRestorableTime: true } : { restoreTime: time }),
    };
}

function checkArgs(name: string, identifier: string, args: DatabaseArgs): void {
    const problems = new Problems(`Database "${name}"`);
    problems.add(nameProblems("name", name));
    problems.add(accountProblems(args.account));
    problems.check(
        identifier.length <= MAX_IDENTIFIER,
        `name: the instance would be called "${identifier}", and RDS allows ${MAX_IDENTIFIER} characters.`,
    );
    problems.check(
        args.subnetIds.length >= 2,
        `subnetIds must name subnets of at least 2 zones, got ${args.subnetIds.length}.`,
    );
    problems.check(Object.keys(args.clients).length > 0, "clients must name at least one security group, got none.");
    const database = args.databaseName ?? DEFAULT_NAME;
    problems.check(
        /^[a-z][a-z0-9_]{0,62}$/.test(database),
        `databaseName must be a letter, then at most 62 of a-z, 0-9 and _, got "${database}".`,
    );
    const instanceClass = args.instanceClass ?? DEFAULT_CLASS;
    problems.check(
        /^db\.[a-z0-9-]+\.[a-z0-9]+$/.test(instanceClass),
        `instanceClass must be a class of RDS such as "${DEFAULT_CLASS}", got "${instanceClass}".`,
    );
    const { initial, max } = args.storageGiB ?? DEFAULT_STORAGE_GIB;
    problems.checkWhole("storageGiB.initial", initial, "GiB", 20, 65_536);
    problems.checkWhole("storageGiB.max", max, "GiB", 20, 65_536);
    problems.check(
        max >= initial * 1.1,
        `storageGiB.max must be at least a tenth above initial (${initial}), or RDS refuses it, got ${max}.`,
    );
    problems.checkWhole("backupRetentionDays", args.backupRetentionDays, "days", 1, 35);
    problems.add(retentionProblems("logRetentionDays", args.logRetentionDays));
    const time = args.restoreFrom?.time;
    problems.check(
        time === undefined || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(time),
        `restoreFrom.time must be a moment in UTC such as "2026-11-24T03:00:00Z", got "${time}".`,
    );
    problems.throwIfAny();
}
