import { beforeAll, describe, expect, it } from "vitest";

import { type JudgedResource, judge } from "../../policies/judge";
import type { Finding } from "../../policies/machinery/finding";
import type { Group, Rule } from "../../policies/machinery/rule";
import { defaultSettings, type Settings } from "../../policies/machinery/settings";
import { rules } from "../../policies/rules";

/** How the SDK writes a value that is not known before the update. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The day on which all tests judge. */
export const TODAY = "2026-06-15";

type Bag = Readonly<Record<string, unknown>>;

/** A resource as a test writes it. */
export interface Fixture {
    readonly type: string;
    readonly inputs: Bag;
    /** What a property is made of: the name of another fixture. */
    readonly through?: Readonly<Record<string, string>>;
    /** Name of the fixture that is its provider. */
    readonly provider?: string;
    readonly protect?: boolean;
}
export type Fixtures = Readonly<Record<string, Fixture>>;

/** A change to some fixtures. Objects merge, all else is replaced, and undefined removes. */
export type Change = Readonly<Record<string, Bag | undefined>>;

/** Changes inputs of one fixture. */
export const set = (name: string, inputs: Bag): Change => ({ [name]: { inputs } });
/** Leaves a fixture away. */
export const drop = (name: string): Change => ({ [name]: undefined });

export const urnOf = (stack: string, type: string, name: string): string =>
    `urn:pulumi:${stack}::groundwork::${type}::${name}`;

/** The resources of a stack, as an in-process plan records them: every id is known, and so is every dependency. */
export function stackOf(fixtures: Fixtures, stack = "prod"): JudgedResource[] {
    const urn = (name: string): string => urnOf(stack, fixtures[name]?.type ?? "missing", name);
    return Object.entries(fixtures).map(([name, fixture]) => ({
        urn: urn(name),
        type: fixture.type,
        name,
        inputs: fixture.inputs,
        outputs: {},
        dependencies: Object.entries(fixture.through ?? {}).map(([property, to]) => ({ urn: urn(to), property })),
        ...(fixture.provider && { provider: `${urn(fixture.provider)}::id` }),
        options: { protect: fixture.protect ?? false, ignoreChanges: [], deleteBeforeReplace: false },
    }));
}

/** Judges fixtures with the given rules through the SDK's own code. */
export function judged(
    ruleOrRules: Rule | readonly Rule[],
    fixtures: Fixtures,
    { stack = "prod", settings = {} }: { stack?: string; settings?: Partial<Settings> } = {},
): Promise<Finding[]> {
    const chosen = Array.isArray(ruleOrRules) ? (ruleOrRules as readonly Rule[]) : [ruleOrRules as Rule];
    return judge(stack, stackOf(fixtures, stack), { ...defaultSettings(TODAY), ...settings }, chosen);
}

/** Fixtures after a change. */
export function changed(fixtures: Fixtures, change: Change): Fixtures {
    return merged(fixtures, change) as Fixtures;
}

function merged(base: unknown, change: unknown): unknown {
    if (!isBag(base) || !isBag(change)) return change;
    const result: Record<string, unknown> = { ...base };
    for (const [key, value] of Object.entries(change)) {
        if (value === undefined) delete result[key];
        else result[key] = merged(base[key], value);
    }
    return result;
}

function isBag(value: unknown): value is Bag {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One change and the ids of all findings that it must lead to. */
export type Case = readonly [title: string, change: Change, ids: readonly string[]];

export interface RuleCases {
    /** Fixtures without a finding, which every case starts from. */
    readonly good: Fixtures;
    /** One thing broken at a time. */
    readonly bad: readonly Case[];
    /** Other shapes that are right. */
    readonly fine?: readonly (readonly [title: string, change: Change])[];
    /** Values that a preview does not know. */
    readonly unknown: readonly Case[];
}

/** The tests of all rules of one group; a rule without tests fails. */
export function describeGroup(group: Group, cases: Readonly<Record<string, RuleCases>>): void {
    const own = rules.filter((r) => r.group === group && r.id !== "gov-exceptions-valid");
    it("tests every rule of the group", () => {
        expect(Object.keys(cases).sort()).toEqual(own.map((r) => r.id).sort());
    });
    for (const rule of own) {
        const given = cases[rule.id];
        if (given) describeRule(rule, given);
    }
}

function describeRule(rule: Rule, { good, bad, fine = [], unknown }: RuleCases): void {
    describe(rule.id, () => {
        beforeAll(() => {
            expect(bad.length, "two broken resources at least").toBeGreaterThanOrEqual(2);
            expect(unknown.length, "one unknown value at least").toBeGreaterThanOrEqual(1);
        });
        it("passes what is right", async () => expect(await judged(rule, good)).toEqual([]));
        it.each(fine)("passes %s", async (_, change) => expect(await judged(rule, changed(good, change))).toEqual([]));
        it.each(bad)("fails %s", async (_, change, ids) => {
            const found = await judged(rule, changed(good, change));
            expect(found.map((f) => f.id)).toEqual(ids);
            for (const f of found) {
                expect(f).toMatchObject({
                    rule: rule.id,
                    severity: rule.severity,
                    message: expect.stringContaining("\nFix: "),
                });
                expect(f.message.startsWith(`${f.id}: `)).toBe(true);
            }
        });
        it.each(unknown)("does not guess %s", async (_, change, ids) => {
            const found = await judged(rule, changed(good, change));
            expect(found.map((f) => f.id)).toEqual(ids);
            for (const f of found) expect(f.level).toBe(f.id.includes("[unknown:") ? "advisory" : "mandatory");
        });
        it("leaves other types alone", async () => {
            for (const [, change] of bad) {
                const others = Object.entries(changed(good, change)).map(([name, fixture], index) => {
                    return [name, { ...fixture, type: `other:index/thing${index}:Thing` }] as const;
                });
                expect(await judged(rule, Object.fromEntries(others))).toEqual([]);
            }
        });
    });
}
