import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { beforeEach, describe, expect, it } from "vitest";

import { Account } from "../../../simulator/cloud/account";
import { TYPES } from "../../../simulator/cloud/aws/types";
import { UNKNOWN } from "../../../simulator/cloud/unknown";
import { CloudProvider } from "../../../simulator/providers/cloud-provider";
import { failAt, Weather } from "../../../simulator/providers/faults";
import { ACCOUNT } from "../../support/deploy";
import { ProviderCalls, urnOf } from "../../support/provider-calls";

const BUCKET = "aws:s3/bucket:Bucket";

let account: Account;
let weather: Weather;
const calls = (type: string, name: string): ProviderCalls =>
    new ProviderCalls(new CloudProvider({ account, weather }), urnOf(type, name));
beforeEach(() => {
    account = new Account(ACCOUNT);
    weather = new Weather();
});

describe("a check of inputs", () => {
    it("gives a name to what has none, says so, and keeps it", () => {
        const bucket = calls(BUCKET, "logs");
        const { inputs, failures } = bucket.check({ tags: { owner: "ml" } });
        expect(failures).toEqual([]);
        expect(inputs).toEqual({
            tags: { owner: "ml" },
            bucket: expect.stringMatching(/^logs-[0-9a-f]{7}$/),
            __defaults: ["bucket"],
        });
        const olds = { bucket: "logs-0000000", __defaults: ["bucket"] };
        expect(bucket.check({}, olds).inputs).toEqual(olds);
        expect(bucket.check({}).inputs.bucket).toBe(inputs.bucket);
    });

    it("leaves the program's own name alone, and does not keep it once the program gives none", () => {
        const bucket = calls(BUCKET, "logs");
        expect(bucket.check({ bucket: "mine" }).inputs).toEqual({ bucket: "mine" });
        const { inputs } = bucket.check({}, { bucket: "mine" });
        expect(inputs.bucket).not.toBe("mine");
        expect(inputs.__defaults).toEqual(["bucket"]);
    });

    it("gives a replacement another name, so that both can stand", async () => {
        const bucket = calls(BUCKET, "logs");
        const { inputs: first } = bucket.check({});
        await bucket.create(first);
        const { inputs: second } = bucket.check({});
        expect(second.bucket).not.toBe(first.bucket);
        await bucket.create(second);
        expect(account.ofType(BUCKET).map(({ id }) => id)).toEqual([first.bucket, second.bucket]);
    });

    it("says everything that is wrong, but nothing of what is not known yet", () => {
        const { failures } = calls(TYPES.vpc, "net").check({ cidrBlock: "10.0.0.0/8", tags: { "aws:mine": "x" } });
        expect(failures).toHaveLength(2);
        expect(calls(TYPES.vpc, "net").check({ cidrBlock: UNKNOWN }).failures).toEqual([]);
    });
});

describe("a diff", () => {
    const named = { bucket: "logs-1", __defaults: ["bucket"] };

    it("is nothing between equal inputs, whoever gave the name", () => {
        const diff = calls(BUCKET, "logs").diff(named, { bucket: "logs-1" });
        expect(diff).toEqual({ same: true, diffs: [], replaces: [], deleteBeforeReplace: false });
    });

    it("names what changed, and replaces nothing for what can be changed", () => {
        const diff = calls(BUCKET, "logs").diff(named, { ...named, tags: { owner: "ml" } });
        expect(diff).toEqual({ same: false, diffs: ["tags"], replaces: [], deleteBeforeReplace: false });
    });

    it("replaces for what cannot be changed: beside the old one where the name is generated, after it where not", () => {
        const locked = { objectLockEnabled: true };
        const replaced = { same: false, diffs: ["objectLockEnabled"], replaces: ["objectLockEnabled"] };
        const bucket = calls(BUCKET, "logs");
        expect(bucket.diff(named, { ...named, ...locked })).toEqual({ ...replaced, deleteBeforeReplace: false });
        const own = { bucket: "mine" };
        expect(bucket.diff(own, { ...own, ...locked })).toEqual({ ...replaced, deleteBeforeReplace: true });
    });

    it("looks inside of what is nested, and takes the unknown for a change", () => {
        const cluster = calls(TYPES.cluster, "ml");
        const olds = {
            name: "ml",
            roleArn: "arn:aws:iam::123456789012:role/a",
            vpcConfig: { subnetIds: ["subnet-1"] },
        };
        const open = { ...olds, vpcConfig: { ...olds.vpcConfig, endpointPublicAccess: true } };
        expect(cluster.diff(olds, open)).toMatchObject({ diffs: ["vpcConfig"], replaces: [] });
        expect(cluster.diff(olds, { ...olds, roleArn: UNKNOWN })).toMatchObject({ replaces: ["roleArn"] });
    });
});

describe("a preview", () => {
    it("shows unknowns for what only the cloud can give, and creates nothing", async () => {
        const inputs = { bucket: "logs-1", __defaults: ["bucket"] };
        const { id, state } = await calls(BUCKET, "logs").create(inputs, { preview: true });
        expect(id).toBe("");
        expect(state).toMatchObject({ ...inputs, id: UNKNOWN, arn: UNKNOWN });
        expect(account.resources).toEqual([]);
    });

    it("shows a change with the outputs that stay, and changes nothing", async () => {
        const bucket = calls(BUCKET, "logs");
        const { id, state } = await bucket.create({ bucket: "logs-1" });
        const shown = await bucket.update(id, state, { bucket: "logs-1", tags: { owner: "ml" } }, { preview: true });
        expect(shown).toEqual({ ...state, tags: { owner: "ml" } });
        expect((await bucket.read(id)).state.tags).toBeUndefined();
    });
});

describe("a life in the cloud", () => {
    it("is created, read, changed, read and deleted; what is gone has no id", async () => {
        const bucket = calls(BUCKET, "logs");
        const { inputs } = bucket.check({});
        const { id, state } = await bucket.create(inputs);
        expect(state).toMatchObject({ ...inputs, id, arn: `arn:aws:s3:::${id}` });
        expect(await bucket.read(id, inputs)).toEqual({ id, inputs, state });
        const changed = { ...inputs, tags: { owner: "ml" } };
        expect(await bucket.update(id, state, changed)).toEqual({ ...state, tags: { owner: "ml" } });
        expect((await bucket.read(id, changed)).inputs).toEqual(changed);
        await bucket.delete(id);
        expect(await bucket.read(id, changed)).toEqual({ id: "", inputs: {}, state: {} });
    });

    it("keeps what the provider filled in to itself: the cloud never sees it", async () => {
        await calls(BUCKET, "logs").create({ bucket: "logs-1", __defaults: ["bucket"] });
        expect(account.ofType(BUCKET).map(({ inputs }) => inputs)).toEqual([{ bucket: "logs-1" }]);
    });

    it("fails in the cloud's words, and nothing is made", async () => {
        const setting = calls(TYPES.subnet, "a");
        const inputs = { vpcId: "vpc-none", cidrBlock: "10.0.0.0/24" };
        await expect(setting.create(inputs)).rejects.toThrow(/^InvalidVpcID\.NotFound: .*vpc-none/);
        expect(account.resources).toEqual([]);
    });

    it("passes through the weather", async () => {
        weather.set({ before: failAt("logs") });
        await expect(calls(BUCKET, "logs").create({})).rejects.toThrow("failed, as asked");
        expect(account.resources).toEqual([]);
        weather.set({ after: failAt("logs") });
        await expect(calls(BUCKET, "logs").create({})).rejects.toThrow("failed, as asked");
        expect(account.resources).toHaveLength(1);
    });

    it("refuses a type that it does not know, and any component", async () => {
        expect(() => calls("aws:braket/job:Job", "job").check({})).toThrow(/aws:braket\/job:Job/);
        const request = new proto.ConstructRequest().setType("aws:x:Y").setName("y");
        await expect(new CloudProvider({ account, weather }).construct(request)).rejects.toThrow('aws:x:Y "y"');
    });
});
