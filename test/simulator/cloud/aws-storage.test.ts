import { beforeEach, describe, expect, it } from "vitest";

import { leftovers } from "../../../simulator/cloud/aws/leftovers";
import { putObject } from "../../../simulator/cloud/aws/s3";
import { Lab, networkIn, refused, roleIn } from "../../support/lab";

let lab: Lab;
beforeEach(() => {
    lab = new Lab();
});

describe("a bucket in the simulated cloud", () => {
    it("goes with objects in it only by force", () => {
        const bucket = lab.make("Bucket", "models", { forceDestroy: false });
        putObject(lab.account, bucket.id, "a/model.bin");
        expect(leftovers(lab.account)).toContainEqual(
            `aws:s3/bucketObjectv2:BucketObjectv2 ${bucket.id}/a/model.bin, made for bucket ${bucket.id}`,
        );
        expect(refused(() => lab.remove(bucket))).toMatch(/^BucketNotEmpty: .*a\/model\.bin/);
        lab.change(bucket, { forceDestroy: true });
        lab.remove(bucket);
        expect(leftovers(lab.account)).toEqual([]);
        expect(refused(() => putObject(lab.account, "none", "a"))).toMatch(/^NoSuchBucket/);
    });

    it.each([
        ["GOVERNANCE", false],
        ["COMPLIANCE", true],
    ])("keeps objects in %s mode from force: %s", (mode, kept) => {
        const bucket = lab.make("Bucket", "models", { forceDestroy: true, objectLockEnabled: true });
        const rule = { defaultRetention: { days: 30, mode } };
        lab.make("BucketObjectLockConfiguration", "lock", { bucket: bucket.id, rule });
        putObject(lab.account, bucket.id, "a");
        if (kept) expect(refused(() => lab.remove(bucket))).toMatch(/^AccessDenied: .*COMPLIANCE/);
        else lab.remove(bucket);
        expect(lab.count("Bucket")).toBe(kept ? 1 : 0);
    });

    it("must exist before its settings, and must have versions for object lock", () => {
        for (const kind of [
            "BucketPolicy",
            "BucketServerSideEncryptionConfiguration",
            "BucketObjectLockConfiguration",
        ]) {
            expect(refused(() => lab.make(kind, "setting", { bucket: "none" }))).toMatch(/^NoSuchBucket/);
        }
        const { id: bucket } = lab.make("Bucket", "plain");
        expect(refused(() => lab.make("BucketObjectLockConfiguration", "lock", { bucket }))).toMatch(
            /^InvalidBucketState/,
        );
    });
});

describe("a key in the simulated cloud", () => {
    const policy = {
        Version: "2012-10-17",
        Statement: [{ Principal: { Service: "logs.eu-central-1.amazonaws.com" } }],
    };

    it.each([
        ["LaunchTemplate", (key: string) => ({ blockDeviceMappings: [{ ebs: { kmsKeyId: key } }] })],
        ["Volume", (key: string) => ({ availabilityZone: "eu-central-1a", size: 8, kmsKeyId: key })],
        ["LogGroup", (key: string) => ({ kmsKeyId: key })],
    ])("stays while a %s needs it", (kind, inputs) => {
        const key = lab.make("Key", "key", { policy });
        const user = lab.make(kind, "user", inputs(String(key.outputs.arn)));
        expect(refused(() => lab.remove(key))).toMatch(new RegExp(`^KMSInvalidStateException: .*${kind} "user"`));
        lab.remove(user);
        lab.remove(key);
        expect(leftovers(lab.account)).toEqual([]);
    });

    it("stays while a bucket is encrypted by it", () => {
        const key = lab.make("Key", "key", { policy });
        const bucket = lab.make("Bucket", "models").id;
        const rules = [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId: key.outputs.arn } }];
        lab.make("BucketServerSideEncryptionConfiguration", "encryption", { bucket, rules });
        expect(refused(() => lab.remove(key))).toMatch(/^KMSInvalidStateException/);
    });

    it("encrypts logs only if its policy lets the service", () => {
        const key = lab.make("Key", "key");
        expect(refused(() => lab.make("LogGroup", "logs", { kmsKeyId: key.outputs.arn }))).toMatch(
            /^AccessDeniedException/,
        );
    });
});

describe("a log group in the simulated cloud", () => {
    it("stays while it is protected, and when the program says so", () => {
        const logs = lab.make("LogGroup", "logs", { deletionProtectionEnabled: true, skipDestroy: true });
        expect(refused(() => lab.remove(logs))).toMatch(/deletion protection/);
        lab.change(logs, { deletionProtectionEnabled: false });
        lab.remove(logs);
        expect(leftovers(lab.account)).toEqual([`aws:cloudwatch/logGroup:LogGroup ${logs.id}, made for skipDestroy`]);
    });

    it.each([
        ["logs:CreateLogGroup", 1],
        ["logs:CreateLogStream", 0],
    ])("is made again by flow logs whose role has %s: %s time", (action, times) => {
        const { vpc } = networkIn(lab);
        const logs = lab.make("LogGroup", "logs");
        const role = roleIn(lab, "flow", "vpc-flow-logs.amazonaws.com");
        const policy = { Statement: [{ Effect: "Allow", Action: [action], Resource: "*" }] };
        lab.make("RolePolicy", "write", { role: role.id, policy });
        const inputs = { vpcId: vpc.id, logDestination: logs.outputs.arn, iamRoleArn: role.outputs.arn };
        lab.make("FlowLog", "flow", inputs);
        lab.remove(logs);
        expect(lab.count("LogGroup")).toBe(times);
    });
});
