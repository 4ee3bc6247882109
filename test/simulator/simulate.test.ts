import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";

import { type Place, Refusal } from "../../simulator/cloud/cloud";
import { simulate } from "../../simulator/simulate";
import { ACCOUNT, deploy, known } from "../support/deploy";

/** What a program is refused with: the message of the cloud, which must be a refusal. */
async function refused(program: () => unknown): Promise<string> {
    const error: unknown = await deploy(program).then(
        () => undefined,
        (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Refusal);
    return error instanceof Refusal ? error.message : "";
}

const clusterArgs: eks.ClusterOptions = {
    name: "ml",
    version: "1.35",
    vpcId: "vpc-1",
    subnetIds: ["subnet-a", "subnet-b"],
    skipDefaultNodeGroup: true,
    skipDefaultSecurityGroups: true,
    useDefaultVpcCni: true,
    createOidcProvider: false,
    authenticationMode: "API",
    corednsAddonOptions: { enabled: false },
    kubeProxyAddonOptions: { enabled: false },
    endpointPrivateAccess: true,
    endpointPublicAccess: false,
};

describe("the simulated cloud", () => {
    it("refuses every type that it does not know, all of them in one run", async () => {
        const text = await refused(() => {
            new aws.sqs.Queue("jobs");
            new aws.s3.Bucket("known");
            new aws.sns.Topic("news");
        });
        expect(text.split("\n")).toEqual([
            'aws:sqs/queue:Queue "jobs": the simulated cloud has no such type.',
            'aws:sns/topic:Topic "news": the simulated cloud has no such type.',
        ]);
    });

    it("refuses two resources with one URN", async () => {
        const text = await refused(() => {
            new aws.s3.Bucket("models");
            new aws.s3.Bucket("models");
        });
        expect(text).toBe(
            "Two resources have the URN urn:pulumi:test::groundwork::aws:s3/bucket:Bucket::models: rename one.",
        );
    });

    it("refuses to look anything up", async () => {
        await expect(deploy(() => ({ zones: aws.getAvailabilityZonesOutput() }))).rejects.toThrow(
            /The function aws:index\/getAvailabilityZones:getAvailabilityZones is not simulated: plans look nothing up\./,
        );
    });

    it("answers for the account and region that it is asked about, the same in every run", async () => {
        const program = () => ({ arn: new aws.kms.Key("key").arn });
        const at = (place: Place) =>
            simulate(program, { project: "p", stack: "s", config: {}, place }).then(({ outputs }) => outputs.arn);
        const here = await at(ACCOUNT);
        expect(here).toMatch(/^arn:aws:kms:eu-central-1:123456789012:key\/[0-9a-f]{8}-/);
        expect(await at(ACCOUNT)).toBe(here);
        expect(await at({ accountId: "210987654321", region: "us-east-1" })).toBe(
            String(here).replace("eu-central-1:123456789012", "us-east-1:210987654321"),
        );
    });
});

describe("a simulation", () => {
    it("fails with what the program throws, at once, later and inside apply", async () => {
        const apply = () => {
            new aws.s3.Bucket("models").arn.apply(() => {
                throw new Error("inside apply");
            });
        };
        await expect(deploy(apply)).rejects.toThrow("inside apply");
        const later = () => Promise.resolve().then(() => Promise.reject(new Error("later")));
        await expect(deploy(later)).rejects.toThrow("later");
        const atOnce = () => {
            throw new pulumi.RunError("at once");
        };
        await expect(deploy(atOnce)).rejects.toThrow("at once");
        // Nothing of it remains for the next one.
        expect((await deploy(() => undefined)).graph.resources).toEqual([]);
    });

    it("sees resources that are made late, inside apply", async () => {
        const { graph } = await deploy(() => {
            new aws.s3.Bucket("first").arn.apply(() =>
                new aws.s3.Bucket("second").arn.apply(() => new aws.s3.Bucket("third")),
            );
        });
        expect(graph.resources.map(({ name }) => name)).toEqual(["first", "second", "third"]);
    });

    it("keeps back in a preview what only an update knows", async () => {
        const program = () => {
            const bucket = new aws.s3.Bucket("models", { forceDestroy: true });
            return { arn: bucket.arn, forceDestroy: bucket.forceDestroy };
        };
        const up = await deploy(program);
        const preview = await deploy(program, { preview: true });
        expect(up.graph.outputs).toEqual({ arn: expect.stringMatching(/^arn:aws:s3:::models-/), forceDestroy: true });
        expect(preview.graph.outputs).toEqual({ forceDestroy: true });
        expect(preview.one("aws:s3/bucket:Bucket").outputs).toEqual({ forceDestroy: true });
        expect(await known(up.result.forceDestroy)).toBe(true);
    });

    it("records what each property is made of, and what is only waited for", async () => {
        const made = await deploy(() => {
            const bucket = new aws.s3.Bucket("models");
            const key = new aws.kms.Key("key");
            const bucketPolicy = {
                bucket: bucket.id,
                policy: pulumi.interpolate`{"Statement":["${bucket.arn}","${key.arn}"]}`,
            };
            new aws.s3.BucketPolicy("policy", bucketPolicy, {
                dependsOn: [new aws.iam.Role("role", { assumeRolePolicy: '{"Statement":[{}]}' })],
            });
        });
        const urn = (type: string): string => made.one(type).urn;
        const [bucket, key, role] = [urn("aws:s3/bucket:Bucket"), urn("aws:kms/key:Key"), urn("aws:iam/role:Role")];
        const { dependencies } = made.one("aws:s3/bucketPolicy:BucketPolicy");
        expect(dependencies).toHaveLength(4);
        expect(dependencies).toEqual(
            expect.arrayContaining([
                { urn: bucket, property: "bucket" },
                { urn: bucket, property: "policy" },
                { urn: key, property: "policy" },
                { urn: role },
            ]),
        );
        expect(made.graph.through(made.one("aws:s3/bucketPolicy:BucketPolicy"), "bucket").map((r) => r.urn)).toEqual([
            bucket,
        ]);
    });

    it("records the options that decide what happens to a resource", async () => {
        const made = await deploy(() => {
            const key = new aws.kms.Key("key", {}, { protect: true, retainOnDelete: true });
            new aws.s3.Bucket("models", {}, { deletedWith: key, ignoreChanges: ["tags"], deleteBeforeReplace: true });
        });
        const { urn, options } = made.one("aws:kms/key:Key");
        expect(options).toMatchObject({ protect: true, retainOnDelete: true, ignoreChanges: [] });
        expect(made.one("aws:s3/bucket:Bucket").options).toEqual({
            protect: false,
            retainOnDelete: false,
            deleteBeforeReplace: true,
            ignoreChanges: ["tags"],
            customTimeouts: {},
            deletedWith: urn,
        });
    });
});

describe("eks.Cluster in the simulated cloud", () => {
    it("registers the children that the real component registers for these arguments", async () => {
        const { graph, one } = await deploy(() => new eks.Cluster("ml", clusterArgs));
        const component = one("eks:index:Cluster").urn;
        const children = (of: string) => graph.childrenOf(of).map(({ type, name }) => `${type}::${name}`);
        expect(children(component)).toEqual([
            "eks:index:ServiceRole::ml-eksRole",
            "aws:eks/cluster:Cluster::ml-eksCluster",
            "pulumi:providers:kubernetes::ml-eks-k8s",
        ]);
        const [role, attachment, ...more] = children(one("eks:index:ServiceRole").urn);
        expect([role, attachment, more]).toEqual([
            "aws:iam/role:Role::ml-eksRole-role",
            expect.stringMatching(/^aws:iam\/rolePolicyAttachment:RolePolicyAttachment::ml-eksRole-[0-9a-f]{8}$/),
            [],
        ]);
        expect(one("pulumi:providers:kubernetes").inputs).not.toHaveProperty("clusterIdentifier");
        expect(graph.resources).toHaveLength(6);
    });

    it("gives out the name and ARN of the cluster that it made", async () => {
        const { one, result } = await deploy(() => new eks.Cluster("ml", clusterArgs));
        const made = await known(result.eksCluster);
        const cluster = one("aws:eks/cluster:Cluster");
        expect([made.name, made.arn]).toEqual(["ml", "arn:aws:eks:eu-central-1:123456789012:cluster/ml"]);
        expect(cluster.outputs).toMatchObject({ name: "ml", arn: made.arn });
    });

    it.each<[string, Partial<eks.ClusterOptions>, RegExp]>([
        ["default nodes", { skipDefaultNodeGroup: false }, /only skipDefaultNodeGroup: true is simulated/],
        ["default security groups", { skipDefaultSecurityGroups: false }, /only skipDefaultSecurityGroups: true/],
        ["an OIDC provider", { createOidcProvider: true }, /only createOidcProvider: false/],
        ["an add-on of its own", { corednsAddonOptions: {} }, /only corednsAddonOptions: \{ enabled: false \}/],
        ["blocks of a private API", { publicAccessCidrs: ["203.0.113.0/24"] }, /endpointPublicAccess is true/],
    ])("refuses %s, as it would register more or be refused by AWS", async (_, changes, expected) => {
        expect(await refused(() => new eks.Cluster("ml", { ...clusterArgs, ...changes }))).toMatch(expected);
    });
});
