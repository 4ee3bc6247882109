import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";

import { Database, type DatabaseArgs } from "../../components";
import { teardown } from "../../insight/teardown";
import { behavesAsComponent } from "../support/component";
import { ACCOUNT, type Deployed, deploy, known, refusal } from "../support/deploy";
import { findingsOf } from "../support/stacks";

const COST_TAGS = { owner: "ml@example.com", costCenter: "4711", environment: "prod" };
const args: DatabaseArgs = {
    account: ACCOUNT,
    vpcId: "vpc-0123456789abcdef0",
    subnetIds: ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"],
    clients: { mlflow: "sg-0aaaaaaaaaaaaaaaa" },
    tags: COST_TAGS,
};
const database = (changes: Partial<DatabaseArgs> = {}) =>
    deploy(() => new Database("tracking", { ...args, ...changes }), { stack: "prod" });

behavesAsComponent("Database", {
    create: () => new Database("tracking", args),
    outputs: ["address", "port", "databaseName", "masterSecretArn", "kmsKeyArn", "securityGroupId"],
});

describe("a database by default", () => {
    let made: Deployed<Database>;
    beforeAll(async () => {
        made = await database();
    });
    const instance = () => made.one("aws:rds/instance:Instance").inputs;
    const key = () => made.one("aws:kms/key:Key").outputs.arn;

    it("has no password, in its inputs or anywhere else", () => {
        expect(instance()).toMatchObject({ manageMasterUserPassword: true, masterUserSecretKmsKeyId: key() });
        expect(Object.keys(instance()).filter((name) => /^password/.test(name))).toEqual([]);
    });

    it("encrypts data, insights and logs with its own key", () => {
        expect(instance()).toMatchObject({
            storageEncrypted: true,
            kmsKeyId: key(),
            performanceInsightsKmsKeyId: key(),
        });
        const groups = made.graph.ofType("aws:cloudwatch/logGroup:LogGroup");
        expect(groups.map(({ inputs }) => [inputs.name, inputs.kmsKeyId])).toEqual([
            ["/aws/rds/instance/tracking-prod/postgresql", key()],
            ["/aws/rds/instance/tracking-prod/upgrade", key()],
        ]);
    });

    it("makes its log groups before RDS would, and keeps them until it is gone", () => {
        const groups = made.graph.ofType("aws:cloudwatch/logGroup:LogGroup").map(({ urn }) => urn);
        const awaited = made.one("aws:rds/instance:Instance").dependencies.map(({ urn }) => urn);
        expect(awaited).toEqual(expect.arrayContaining(groups));
        expect(instance().identifier).toBe("tracking-prod");
    });

    it("is reached over TLS, by its clients alone, on its port alone", () => {
        expect(made.one("aws:rds/parameterGroup:ParameterGroup").inputs.parameters).toContainEqual({
            name: "rds.force_ssl",
            value: "1",
        });
        expect(instance()).toMatchObject({ publiclyAccessible: false, iamDatabaseAuthenticationEnabled: true });
        const rules = made.graph.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
        expect(rules.map(({ inputs }) => inputs)).toMatchObject([
            { referencedSecurityGroupId: args.clients.mlflow, ipProtocol: "tcp", fromPort: 5432, toPort: 5432 },
        ]);
        expect(rules[0]?.inputs).not.toHaveProperty("cidrIpv4");
    });

    it("can be restored, and is not lost by accident", () => {
        expect(instance()).toMatchObject({
            backupRetentionPeriod: 14,
            deletionProtection: true,
            skipFinalSnapshot: false,
            finalSnapshotIdentifier: "tracking-prod-final",
        });
        expect(made.one("aws:rds/instance:Instance").options.protect).toBe(true);
        expect(made.one("aws:kms/key:Key").options.protect).toBe(true);
    });

    it("is found well by every policy, and goes in order", async () => {
        expect(await findingsOf(made.graph)).toEqual([]);
        const { graph } = await database({ deletionProtection: false });
        expect(teardown(graph).findings).toEqual([]);
    });

    it("lets a role sign in as one user of this database", async () => {
        const statement = made.result.connectStatement("mlflow");
        const { resourceId } = made.one("aws:rds/instance:Instance").outputs;
        expect(statement).toMatchObject({ Effect: "Allow", Action: "rds-db:connect" });
        expect(await known(pulumi.output(statement.Resource))).toBe(
            `arn:aws:rds-db:eu-central-1:123456789012:dbuser:${String(resourceId)}/mlflow`,
        );
    });
});

describe("a database that is told so", () => {
    it("is disposable", async () => {
        const made = await database({ deletionProtection: false, finalSnapshot: false });
        const { inputs, options } = made.one("aws:rds/instance:Instance");
        expect(inputs).toMatchObject({ deletionProtection: false, skipFinalSnapshot: true });
        expect(inputs).not.toHaveProperty("finalSnapshotIdentifier");
        expect(options.protect).toBe(false);
    });

    it.each<[string, DatabaseArgs["restoreFrom"], object]>([
        [
            "the latest moment of an instance",
            { source: { instanceIdentifier: "tracking-old" } },
            { sourceDbInstanceIdentifier: "tracking-old", useLatestRestorableTime: true },
        ],
        [
            "a moment of kept backups",
            {
                source: { automatedBackupsArn: "arn:aws:rds:eu-central-1:123456789012:auto-backup:ab-1" },
                time: "2026-11-24T03:00:00Z",
            },
            {
                sourceDbInstanceAutomatedBackupsArn: "arn:aws:rds:eu-central-1:123456789012:auto-backup:ab-1",
                restoreTime: "2026-11-24T03:00:00Z",
            },
        ],
    ])("is restored from %s, once", async (_, restoreFrom, expected) => {
        const made = await database({ ...(restoreFrom ? { restoreFrom } : {}) });
        const { inputs, options } = made.one("aws:rds/instance:Instance");
        expect(inputs.restoreToPointInTime).toEqual(expected);
        expect(options.ignoreChanges).toContain("restoreToPointInTime");
    });

    it("says every mistake at once, and registers nothing", async () => {
        const wrong: DatabaseArgs = {
            ...args,
            subnetIds: ["subnet-0aaaaaaaaaaaaaaaa"],
            clients: {},
            databaseName: "ML-flow",
            instanceClass: "t4g.small",
            storageGiB: { initial: 100, max: 105 },
            backupRetentionDays: 0,
            logRetentionDays: 31,
            restoreFrom: { source: { instanceIdentifier: "tracking-old" }, time: "yesterday" },
        };
        const message = await refusal(() => new Database("tracking", wrong));
        const mistakes = message.split("\n").slice(1);
        expect(mistakes).toHaveLength(8);
        for (const argument of Object.keys(wrong).filter((key) => !["account", "vpcId", "tags"].includes(key))) {
            expect(message).toContain(`- ${argument}`);
        }
    });
});
