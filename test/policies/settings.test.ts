import { describe, expect, it } from "vitest";

import { environmentOf } from "../../policies/machinery/environment";
import type { Exception } from "../../policies/machinery/exceptions";
import { parseSettings, readSettings } from "../../policies/machinery/settings";
import { encKmsRotation, rules } from "../../policies/rules";
import { type Fixtures, judged, TODAY, urnOf } from "../support/policy";

const parse = (value: unknown) => parseSettings(value, TODAY, rules, "settings.json");

describe("settings", () => {
    it("are read as they are written", () => {
        const exceptions = [{ finding: "iam-no-service-star[Action::s3:*]", stack: "dev" }];
        const value = {
            environment: "staging",
            rules: {
                "net-imdsv2": "advisory",
                "cost-gpu-ceiling": {
                    level: { dev: "advisory", staging: "mandatory", prod: "mandatory" },
                    config: { maxGpus: 4 },
                },
                "cost-required-tags": { config: { keys: ["team"] } },
            },
            exceptions,
        };
        expect(parse(value)).toEqual({
            today: TODAY,
            environment: "staging",
            rules: { ...value.rules, "net-imdsv2": { level: "advisory" } },
            exceptions,
        });
    });

    it("report every mistake at once", () => {
        expect(() =>
            parse({
                environment: "production",
                rule: {},
                rules: {
                    "enc-kms-rotaton": "advisory",
                    "net-imdsv2": "remediate",
                    "cost-gpu-ceiling": { lvl: "advisory", config: { maxGpu: 4, maxGpus: "four" } },
                    "cost-required-tags": { level: { dev: "off", staging: "advisory" }, config: { keys: "team" } },
                },
                exceptions: [{ finding: "iam-no-servce-star[x]", until: "never", owner: 7 }, { stack: "dev" }, "all"],
            }),
        ).toThrow(
            [
                "settings.json:",
                '  - rule is no setting; did you mean "rules"?',
                '  - environment must be one of dev, staging, prod, got "production"',
                '  - rules: there is no rule "enc-kms-rotaton"; did you mean "enc-kms-rotation"?',
                '  - rules.net-imdsv2 must be one of mandatory, advisory, disabled, got "remediate"',
                '  - rules.cost-gpu-ceiling.lvl is no setting; did you mean "level"?',
                '  - rules.cost-gpu-ceiling.config.maxGpu is no option; did you mean "maxGpus"?',
                '  - rules.cost-gpu-ceiling.config.maxGpus must be a number, got "four"',
                '  - rules.cost-required-tags.level.dev must be one of mandatory, advisory, disabled, got "off"',
                "  - rules.cost-required-tags.level.prod must be one of mandatory, advisory, disabled, got nothing",
                '  - rules.cost-required-tags.config.keys must be a list of texts, got "team"',
                "  - exceptions[0].until is no setting",
                "  - exceptions[0].owner must be a text, got 7",
                '  - exceptions[0].finding: there is no rule "iam-no-servce-star"; did you mean "iam-no-service-star"?',
                "  - exceptions[1].finding is missing: the id of the finding, as its message begins",
                '  - exceptions[2] must be an object, got "all"',
            ].join("\n"),
        );
    });

    it("say when the file is missing or no object", () => {
        expect(() => readSettings("/nowhere.json", TODAY, rules)).toThrow(/there is no such file/);
        expect(() => parse([])).toThrow("must be an object, got []");
        expect(readSettings(undefined, TODAY, rules)).toEqual({ today: TODAY, rules: {}, exceptions: [] });
    });
});

describe("the environment", () => {
    const urn = urnOf("dev-ann", "a:b:C", "x");
    it.each([
        ["the settings", { environment: "staging" }, "prod", "staging"],
        ["the stack's tag", {}, "prod", "prod"],
        ["the stack's name when the tag is no environment", {}, "blue", "dev"],
    ] as const)("comes from %s", (_, { environment }: { environment?: "staging" }, tag, expected) => {
        expect(environmentOf(urn, new Map([["environment", tag]]), environment)).toBe(expected);
    });
    it("is prod when nobody says", () =>
        expect(environmentOf(urnOf("blue", "a:b:C", "x"), new Map(), undefined)).toBe("prod"));
});

describe("exceptions", () => {
    const key: Fixtures = { key: { type: "aws:kms/key:Key", inputs: {} } };
    const live: Exception = {
        finding: "enc-kms-rotation",
        urn: "urn:pulumi:prod::*::key",
        stack: "prod",
        reason: "The key signs releases; rotation follows in June.",
        owner: "ann@example.com",
        expires: "2026-07-01",
    };
    const lines = async (...exceptions: Exception[]) => {
        const found = await judged(encKmsRotation, key, { settings: { exceptions } });
        return found.map((f) => `${f.level} ${f.message.split("\n")[0]}`);
    };
    const bare = "mandatory enc-kms-rotation: enableKeyRotation is not set.";
    const invalid = (kind: string, problem: string) =>
        `mandatory gov-exceptions-valid[${kind}:enc-kms-rotation]: the exception for "enc-kms-rotation" on "${live.urn}" ${problem}.`;

    it("lower a finding to a line", async () => {
        expect(await lines(live)).toEqual([
            "excepted enc-kms-rotation: excepted until 2026-07-01 by ann@example.com: enableKeyRotation is not set.",
        ]);
    });

    it("stay with their finding", async () => {
        const [found] = await judged(encKmsRotation, key, { settings: { exceptions: [live] } });
        expect(found).toMatchObject({ id: "enc-kms-rotation", level: "excepted", exception: live });
    });

    it.each([
        ["an expired one", { expires: "2026-06-14" }, ["expired", "expired on 2026-06-14"]],
        [
            "one for more than 90 days",
            { expires: "2026-09-14" },
            ["expires", "lasts until 2026-09-14, more than 90 days ahead"],
        ],
        ["one without a date", { expires: "soon" }, ["expires", 'has no date "expires" such as "2026-01-31"']],
        ["a short reason", { reason: "it is all fine" }, ["reason", "has a reason of fewer than 20 characters"]],
        ["nobody's", { owner: " " }, ["owner", "has no owner"]],
        ["one for no stack", { stack: "" }, ["stack", "names no stack, so it applies to none"]],
    ] as const)("do not excuse: %s", async (_, part, [kind, problem]) => {
        const expected = "stack" in part ? [bare] : [bare, invalid(kind, problem)];
        expect(await lines({ ...live, ...part })).toEqual(expected);
    });

    it("last 90 days at most, the last day included", async () => {
        expect(await lines({ ...live, expires: "2026-09-13" })).toHaveLength(1);
        expect(await lines({ ...live, expires: TODAY })).toHaveLength(1);
    });

    it("that excuse nothing are reported", async () => {
        const elsewhere = { ...live, urn: "urn:pulumi:prod::*::other" };
        const [first, second] = await lines(elsewhere);
        expect(first).toBe(bare);
        expect(second).toContain('on "urn:pulumi:prod::*::other" matches no finding of this run; delete it.');
    });

    it("of another stack are left alone", async () => expect(await lines({ ...live, stack: "dev" })).toEqual([bare]));
});
