import { describe, expect, it } from "vitest";
import { LOG_RETENTION_DAYS } from "../../../components/internal/log-retention";
import {
    cpuInstanceTypeNames,
    gpuInstanceTypeNames,
    instanceType,
} from "../../../components/internal/plan/instance-types";
import { KUBERNETES_VERSIONS } from "../../../components/internal/versions";
import type { Properties } from "../../../insight/graph";
import { AWS } from "../../../simulator/cloud/aws/aws";
import { versionProblems } from "../../../simulator/cloud/aws/eks-versions";
import { instanceSize, instanceTypes } from "../../../simulator/cloud/aws/instance-sizes";
import { Lab, refused, roleIn } from "../../support/lab";

const policy = (bytes: number) => {
    const empty = JSON.stringify({ Statement: [{ Sid: "" }] });
    return JSON.stringify({ Statement: [{ Sid: "x".repeat(bytes - empty.length) }] });
};
const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, "x"]));

describe("limits of the simulated AWS", () => {
    it.each<[string, string, Properties, Properties, RegExp]>([
        ["a role's name", "Role", { name: "r".repeat(64) }, { name: "r".repeat(65) }, /at most 64/],
        ["a role's letters", "Role", { name: "a+b=c" }, { name: "a b" }, /letters, digits/],
        [
            "a trust policy",
            "Role",
            { assumeRolePolicy: policy(2048) },
            { assumeRolePolicy: policy(2049) },
            /2049 characters, over 2048/,
        ],
        [
            "a managed policy",
            "Policy",
            { policy: policy(6144) },
            { policy: policy(6145) },
            /6145 characters, over 6144/,
        ],
        [
            "a policy's form",
            "Policy",
            { policy: { Statement: [{ Effect: "Allow" }] } },
            { policy: "allow" },
            /^MalformedPolicyDocument/,
        ],
        ["a key policy", "Key", { policy: policy(32_768) }, { policy: policy(32_769) }, /over 32768/],
        ["a key's rotation", "Key", { rotationPeriodInDays: 90 }, { rotationPeriodInDays: 89 }, /90 to 2560/],
        ["a bucket's name", "Bucket", { bucket: "b".repeat(63) }, { bucket: "b".repeat(64) }, /^InvalidBucketName/],
        ["a bucket's letters", "Bucket", { bucket: "a-b.c" }, { bucket: "a_b" }, /^InvalidBucketName/],
        ["a short bucket's name", "Bucket", { bucket: "abc" }, { bucket: "ab" }, /^InvalidBucketName/],
        ["a log group's name", "LogGroup", { name: "l".repeat(512) }, { name: "l".repeat(513) }, /1 to 512/],
        ["a retention", "LogGroup", { retentionInDays: 14 }, { retentionInDays: 15 }, /"15" is not one of/],
        ["a VPC", "Vpc", { cidrBlock: "10.0.0.0/16" }, { cidrBlock: "10.0.0.0/15" }, /\/16 to \/28/],
        ["a block", "Vpc", { cidrBlock: "10.0.0.0/28" }, { cidrBlock: "10.0.0.256/28" }, /is invalid/],
        ["the number of tags", "Vpc", { tags: tags(50) }, { tags: tags(51) }, /51 tags, over 50/],
        ["a tag's key", "Vpc", { tags: { ["k".repeat(128)]: "" } }, { tags: { ["k".repeat(129)]: "" } }, /over 128/],
        ["a tag's value", "Vpc", { tags: { k: "v".repeat(256) } }, { tags: { k: "v".repeat(257) } }, /over 256/],
        ["a tag of AWS", "Vpc", { tags: { my: "" } }, { tags: { "aws:my": "" } }, /begins with "aws:"/],
        [
            "a launch template's type",
            "LaunchTemplate",
            { instanceType: "g6.xlarge" },
            { instanceType: "g6.tiny" },
            /"g6\.tiny"/,
        ],
        [
            "user data",
            "LaunchTemplate",
            { userData: userData(16_384) },
            { userData: userData(16_385) },
            /16384 bytes, got 16385/,
        ],
        ["a volume", "Volume", { size: 65_536 }, { size: 65_537 }, /1 to 65536/],
        ["a volume's type", "Volume", { type: "gp3" }, { type: "gp4" }, /"gp4" is not one/],
    ])("hold %s", (_, kind, good, bad, expected) => {
        const lab = new Lab();
        expect(refused(() => lab.make(kind, "over", bad))).toMatch(expected);
        expect(lab.account.resources).toEqual([]);
        lab.make(kind, "within", good);
    });

    it("hold a bucket policy and a port range", () => {
        const lab = new Lab();
        const { id: bucket } = lab.make("Bucket", "b");
        expect(refused(() => lab.make("BucketPolicy", "p", { bucket, policy: policy(20_481) }))).toMatch(/over 20480/);
        const { id: vpcId } = lab.make("Vpc", "v", { cidrBlock: "10.0.0.0/16" });
        const { id: securityGroupId } = lab.make("SecurityGroup", "g", { vpcId });
        const rule = (changes: object) =>
            lab.make("SecurityGroupIngressRule", "r", {
                securityGroupId,
                ipProtocol: "tcp",
                cidrIpv4: "10.0.0.0/8",
                fromPort: 80,
                toPort: 80,
                ...changes,
            });
        expect(refused(() => rule({ toPort: 65_536 }))).toMatch(/0 to 65535/);
        expect(refused(() => rule({ toPort: 79 }))).toMatch(/ends before it begins/);
        expect(refused(() => rule({ cidrIpv4: "10.0.0.1/8" }))).toMatch(/malformed/);
        rule({});
    });

    it("count all inline policies of a role together, and let no role go with policies", () => {
        const lab = new Lab();
        const role = roleIn(lab, "role", "ec2.amazonaws.com", ["AmazonEKSWorkerNodePolicy"]);
        const first = lab.make("RolePolicy", "first", { role: role.id, policy: policy(6000) });
        const second = { role: role.id, policy: policy(4241) };
        expect(refused(() => lab.make("RolePolicy", "second", second))).toMatch(
            /10240 bytes exceeded for role .*: 10241/,
        );
        lab.make("RolePolicy", "second", { ...second, policy: policy(4240) });
        expect(refused(() => lab.change(first, { policy: policy(6001) }))).toMatch(/10241/);
        expect(refused(() => lab.remove(role))).toMatch(/^DeleteConflict/);
        for (const { type, id } of lab.account.resources.filter((held) => held.id !== role.id))
            lab.account.delete(type, id);
        lab.remove(role);
    });
});

function userData(bytes: number): string {
    return Buffer.alloc(bytes, "x").toString("base64");
}

describe("tables of the simulated AWS", () => {
    it("know every instance type that the platform allows, as the platform does", () => {
        const names: readonly string[] = [...cpuInstanceTypeNames, ...gpuInstanceTypeNames];
        expect([...instanceTypes].sort()).toEqual([...names].sort());
        for (const name of names) {
            const { vcpu, memoryGiB, architecture, gpus = 0 } = instanceType(name) ?? {};
            expect(instanceSize(name), name).toEqual({ vcpu, memoryGiB, architecture, gpus });
        }
    });

    it("know every Kubernetes minor and retention that the platform allows", () => {
        expect(Object.keys(KUBERNETES_VERSIONS).flatMap(versionProblems)).toEqual([]);
        const check = AWS["aws:cloudwatch/logGroup:LogGroup"]?.check;
        const place = { accountId: "123456789012", region: "eu-central-1" };
        expect(LOG_RETENTION_DAYS.flatMap((retentionInDays) => check?.({ retentionInDays }, place))).toEqual([]);
    });

    it.each(Object.entries(AWS))("say for %s how long it takes, and name only types that exist", (_, type) => {
        const { source, ...seconds } = type.seconds;
        expect(source.length).toBeGreaterThan(10);
        for (const value of Object.values(seconds)) expect(value).toBeGreaterThanOrEqual(0);
        const named = Object.values(type.references ?? {}).flatMap(({ to }) => to);
        expect(named.filter((one) => !(one in AWS))).toEqual([]);
    });
});
