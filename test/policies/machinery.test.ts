import { unknownCheckingProxy } from "@pulumi/policy";
import * as sdkProxy from "@pulumi/policy/proxy";
import { describe, expect, it } from "vitest";

import { type JudgedResource, judge } from "../../policies/judge";
import { covers, statementsOf } from "../../policies/machinery/documents";
import { Field, UNKNOWN_SENTINELS } from "../../policies/machinery/reader";
import { option, resourceRule, stackRule } from "../../policies/machinery/rule";
import { defaultSettings } from "../../policies/machinery/settings";
import { iamEksBreakGlass } from "../../policies/rules";
import { changed, type Fixtures, judged, set, stackOf, TODAY, UNKNOWN } from "../support/policy";

const thing: Fixtures = { thing: { type: "test:index:Thing", inputs: { open: true, secret: "hunter2" } } };
const base = {
    description: "Things are closed.",
    why: "Because.",
    types: ["test:index:Thing"],
    level: "mandatory",
    severity: "low",
    frameworks: ["FSBP T.1"],
    remediation: "Close it.",
} as const;
const open = resourceRule({
    ...base,
    id: "gov-open",
    check(resource, { report, known }) {
        const field = resource.at("open");
        if (known(field) && field.isTrue) report("the thing is open.");
        if (resource.at("late").isTrue) report("the thing is late.", { detail: "late" });
    },
});

describe("the reader", () => {
    const props = { flag: UNKNOWN, list: [1, UNKNOWN], deep: { gone: null, word: "x" }, text: "true", "a.b": false };

    it.each([
        ["plain objects", props],
        ["the SDK's proxy", unknownCheckingProxy(props) as typeof props],
    ])("tells known, absent and unknown apart on %s", (_, bag) => {
        const field = Field.of(bag);
        expect(field.at("flag")).toMatchObject({
            state: "unknown",
            path: "flag",
            isTrue: false,
            isFalse: false,
            isSet: true,
        });
        expect(field.at("flag", "below").state).toBe("unknown");
        expect(field.at("deep", "gone").state).toBe("absent");
        expect(field.at("deep", "word", "below").state).toBe("absent");
        expect(
            field
                .at("list")
                .items()
                .map((f) => [f.path, f.state]),
        ).toEqual([
            ["list[0]", "known"],
            ["list[1]", "unknown"],
        ]);
        expect(
            field
                .at("deep")
                .members()
                .map(([key, f]) => [key, f.state]),
        ).toEqual([
            ["gone", "absent"],
            ["word", "known"],
        ]);
        expect(field.at("text").isTrue).toBe(true);
        expect(field.at("a.b").isFalse).toBe(true);
        expect(field.at("toString").state).toBe("absent");
    });

    it("knows the sentinels of the installed SDK", () => {
        const sentinels = Object.entries(sdkProxy).filter(([name]) => /^unknown.*Value$/.test(name));
        expect(sentinels).toHaveLength(7);
        expect(new Set(sentinels.map(([, value]) => value))).toEqual(UNKNOWN_SENTINELS);
    });
});

describe("IAM documents", () => {
    it("takes an unknown inside a document for one concrete id", () => {
        const text = JSON.stringify({
            Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: `${UNKNOWN}/*` },
        });
        expect(statementsOf(Field.of(text))).toMatchObject([{ effect: "Allow", resources: [`${UNKNOWN}/*`] }]);
        const object = { Statement: [{ Effect: "Deny", Action: [UNKNOWN], Principal: { AWS: UNKNOWN } }] };
        expect(statementsOf(Field.of(object))).toMatchObject([
            { effect: "Deny", actions: ["not-known-yet"], principals: { AWS: ["not-known-yet"] } },
        ]);
    });

    it.each([
        ["s3:*", "s3:GetObject", true],
        ["S3:get*", "s3:GetObject", true],
        ["s3:?etObject", "s3:GetObject", true],
        ["s3:GetObject", "s3:GetObjectVersion", false],
        ["s3.*", "s3:GetObject", false],
    ])("%s covers %s: %s", (pattern, action, expected) => expect(covers(pattern, action)).toBe(expected));
});

describe("a rule", () => {
    it("that throws is a finding, which shows no value and hides no other rule", async () => {
        const crash = resourceRule({
            ...base,
            id: "gov-crash",
            check(resource) {
                throw new TypeError(`cannot read ${resource.at("secret").text}`);
            },
        });
        const stackCrash = stackRule({
            ...base,
            id: "gov-stack-crash",
            check() {
                throw new RangeError("no");
            },
        });
        const found = await judged([crash, open, stackCrash], thing);
        expect(found.map((f) => [f.id, f.level])).toEqual([
            ["gov-crash[crashed]", "mandatory"],
            ["gov-open", "mandatory"],
            ["gov-stack-crash[crashed]", "mandatory"],
        ]);
        expect(found[0]?.message).toMatch(
            /^gov-crash\[crashed\]: rule crashed \(TypeError at machinery\.test\.ts:\d+:\d+\)/,
        );
        expect(found.map((f) => f.message).join()).not.toContain("hunter2");
    });

    it("reports an unknown flag as an advice and goes on", async () => {
        const found = await judged(open, changed(thing, set("thing", { open: UNKNOWN, late: true })));
        expect(found.map((f) => [f.id, f.level])).toEqual([
            ["gov-open[unknown:open]", "advisory"],
            ["gov-open[late]", "mandatory"],
        ]);
    });

    it("gives a finding its rule's texts and the resource's names", async () => {
        expect(await judged(open, thing)).toEqual([
            {
                rule: "gov-open",
                id: "gov-open",
                group: "gov",
                urn: "urn:pulumi:prod::groundwork::test:index:Thing::thing",
                type: "test:index:Thing",
                name: "thing",
                level: "mandatory",
                severity: "low",
                message: "gov-open: the thing is open.\nFix: Close it.",
                remediation: "Close it.",
            },
        ]);
    });

    it("has the level and the options of the environment", async () => {
        const byEnvironment = resourceRule({
            ...base,
            id: "gov-env",
            level: { dev: "disabled", staging: "advisory", prod: "mandatory" },
            options: { most: option("Most.", { dev: 1, staging: 2, prod: 3 }) },
            check: (_, { report, config, environment }) => report(`${environment} ${config.most}.`),
        });
        const seen = async (stack: string, settings = {}) =>
            (await judged(byEnvironment, thing, { stack, settings })).map(
                (f) => `${f.level} ${f.message.split("\n")[0]}`,
            );
        expect(await seen("dev")).toEqual([]);
        expect(await seen("dev-ann")).toEqual([]);
        expect(await seen("staging")).toEqual(["advisory gov-env: staging 2."]);
        expect(await seen("prod-eu")).toEqual(["mandatory gov-env: prod 3."]);
        expect(await seen("development")).toEqual(["mandatory gov-env: prod 3."]);
        expect(await seen("dev", { environment: "staging" })).toEqual(["advisory gov-env: staging 2."]);
        const rules = { "gov-env": { level: "advisory", config: { most: 9 } } };
        expect(await seen("prod", { rules })).toEqual(["advisory gov-env: prod 9."]);
        expect(await seen("prod", { rules: { "gov-env": { level: "disabled" } } })).toEqual([]);
    });
});

describe("the stack", () => {
    const parent = "urn:pulumi:prod::groundwork::eks:index:Cluster::eks";
    const resource = (type: string, name: string, part: object): JudgedResource => ({
        ...(stackOf({ [name]: { type, inputs: {} } })[0] as JudgedResource),
        ...part,
    });
    const cluster = resource("aws:eks/cluster:Cluster", "cluster", { parent });
    const component = resource("eks:index:Cluster", "eks", {});
    const admin = resource("aws:eks/accessPolicyAssociation:AccessPolicyAssociation", "admin", {
        inputs: { accessScope: { type: "cluster" }, policyArn: "arn:aws:eks::aws:x/AmazonEKSClusterAdminPolicy" },
        dependencies: [{ urn: parent, property: "clusterName" }],
    });
    const judgedStack = async (...resources: JudgedResource[]) =>
        (await judge("prod", resources, defaultSettings(TODAY), [iamEksBreakGlass])).map((f) => f.id);

    it("follows a dependency on a remote component to what stands in it", async () => {
        expect(await judgedStack(component, cluster, admin)).toEqual([]);
        expect(await judgedStack(component, resource(cluster.type, "other", {}), admin)).toEqual([
            "iam-eks-break-glass",
        ]);
    });
});

describe("judge", () => {
    it("judges inputs resource by resource, then the stack, and takes odd values for unknown ones", async () => {
        class Later {}
        const found = await judge(
            "dev",
            stackOf(
                {
                    key: { type: "aws:kms/key:Key", inputs: { enableKeyRotation: new Later(), tags: undefined } },
                    vpc: {
                        type: "aws:ec2/vpc:Vpc",
                        inputs: { tags: { owner: "a", costCenter: "b", environment: "dev" } },
                    },
                },
                "dev",
            ),
            defaultSettings(TODAY),
        );
        expect(found.map((f) => `${f.level} ${f.name} ${f.id}`)).toEqual([
            "advisory key enc-kms-rotation[unknown:enableKeyRotation]",
            "mandatory key cost-required-tags[tag:owner]",
            "mandatory key cost-required-tags[tag:costCenter]",
            "mandatory key cost-required-tags[tag:environment]",
            "mandatory vpc net-default-sg-closed",
            "mandatory vpc net-vpc-flow-logs",
        ]);
    });

    it("is clean for an empty stack", async () => expect(await judge("dev", [], defaultSettings(TODAY))).toEqual([]));
});
