import { describe, expect, it } from "vitest";

import { Account } from "../../../simulator/cloud/account";
import type { Outcome } from "../../../simulator/engine/outcome";
import {
    changesNothing,
    isWhole,
    judgesAll,
    noDuplicates,
    nothingExists,
    refusesNothing,
    replacesNothingDear,
    sameSteps,
    upgradesInOrder,
} from "../../../simulator/rehearsal/promises";
import { counts, endsWell, firstBroken, promised } from "../../../simulator/rehearsal/step";
import { ACCOUNT } from "../../support/deploy";
import { Lab } from "../../support/lab";
import { urnOf } from "../../support/provider-calls";

const BUCKET = "aws:s3/bucket:Bucket";
const CLUSTER = "aws:eks/cluster:Cluster";
const ADDON = "aws:eks/addon:Addon";
const NODES = "aws:eks/nodeGroup:NodeGroup";

const step = (op: string, name: string, type = BUCKET): Outcome["steps"][number] => ({
    ...{ urn: urnOf(type, name), type, op, failed: false },
});
const policyFinding = (changes: Partial<Outcome["policyFindings"][number]>) => ({
    ...{ policy: "enc-bucket", message: "Encrypt it.", level: "mandatory" as const },
    ...changes,
});
/** An outcome in which nothing happened, with what the test cares about. */
const outcome = (changes: Partial<Outcome> = {}): Outcome => ({
    ...{ changes: {}, steps: [], policyFindings: [], diagnostics: [], seconds: 1 },
    ...changes,
});
const steps = (...all: Outcome["steps"]): Outcome => outcome({ steps: all });

describe("a promise", () => {
    it("is kept where there is no evidence against it; the first broken one counts", () => {
        expect(promised("It holds.", [])).toBeUndefined();
        const [first, second] = [promised("One.", ["1"]), promised("Two.", ["2"])];
        expect(firstBroken(undefined, first, second)).toBe(first);
        expect(firstBroken(undefined, undefined)).toBeUndefined();
    });

    it("that it ends well is broken by what failed, and why", () => {
        expect(endsWell(outcome())).toBeUndefined();
        const failed = outcome({
            steps: [{ ...step("create", "logs"), failed: true }, step("create", "models")],
            failed: "AccessDenied\nand more",
        });
        expect(endsWell(failed)?.evidence).toEqual([`create ${BUCKET} "logs"`, "AccessDenied", "and more"]);
    });

    it("that no policy refuses is broken by mandatory findings alone", () => {
        expect(refusesNothing(outcome({ policyFindings: [policyFinding({ level: "advisory" })] }))).toBeUndefined();
        const urn = urnOf(BUCKET, "logs");
        const refused = outcome({ policyFindings: [policyFinding({ urn }), policyFinding({})] });
        expect(refusesNothing(refused)?.evidence).toEqual([
            `enc-bucket: ${BUCKET} "logs": Encrypt it.`,
            "enc-bucket: the stack: Encrypt it.",
        ]);
    });

    it("that every rule can judge is broken by those that wait, however the SDK or a rule says it", () => {
        const level = "advisory";
        const waiting = ["can't run policy during preview: unknown", "kmsKeyId cannot be judged yet"];
        const other = policyFinding({ level, message: "Think of tags." });
        const weak = waiting.map((message) => policyFinding({ level, message }));
        expect(judgesAll(outcome({ policyFindings: [other] }))).toBeUndefined();
        expect(judgesAll(outcome({ policyFindings: [other, ...weak] }))?.evidence).toHaveLength(2);
    });

    it("that the update does what the preview said is broken both ways, and not by another order", () => {
        const said = steps(step("create", "a"), step("create", "b"));
        expect(sameSteps(said, steps(step("create", "b"), step("create", "a")))).toBeUndefined();
        expect(sameSteps(said, steps(step("create", "a"), step("update", "c")))?.evidence).toEqual([
            `announced and not done: create ${BUCKET} "b"`,
            `done and not announced: update ${BUCKET} "c"`,
        ]);
    });

    it("that the stack is whole is broken by what is missing, and by what is too much", async () => {
        const holding = (...urns: readonly string[]) => ({
            engine: {
                exportState: async () => ({ version: 3, deployment: { resources: urns.map((urn) => ({ urn })) } }),
            },
        });
        const [a, b] = [urnOf(BUCKET, "a"), urnOf(BUCKET, "b")];
        const ofEngine = urnOf("pulumi:providers:aws", "default_7_48_0");
        const said = steps(step("create", "a"));
        expect(await isWhole(holding(a, ofEngine), said)).toBeUndefined();
        expect((await isWhole(holding(b), said))?.evidence).toEqual([
            `announced and not there: ${BUCKET} "a"`,
            `there and not announced: ${BUCKET} "b"`,
        ]);
    });

    it("that nothing changes is broken by anything but looking", () => {
        const quiet = [step("same", "a"), step("refresh", "b"), step("read", "c")];
        const engine = step("update", "default_7_48_0", "pulumi:providers:aws");
        expect(changesNothing(steps(...quiet, engine, step("update", "dev", "pulumi:pulumi:Stack")))).toBeUndefined();
        expect(changesNothing(steps(...quiet, step("update", "a"), step("delete", "b")))?.evidence).toEqual([
            `update ${BUCKET} "a"`,
            `delete ${BUCKET} "b"`,
        ]);
    });

    it("that each exists once is broken by a second life, not by what the cloud made itself", () => {
        const lab = new Lab();
        const first = lab.make("Bucket", "logs", {});
        expect(noDuplicates(lab)).toBeUndefined();
        lab.account.make({ ...first, id: "made", madeFor: "logs" });
        expect(noDuplicates(lab)).toBeUndefined();
        const second = lab.make("Bucket", "logs", {});
        expect(noDuplicates(lab)?.evidence).toEqual([
            `${BUCKET} "logs": ${BUCKET} ${first.id}, ${BUCKET} ${second.id}`,
        ]);
    });

    it("that nothing is left is broken by anything left, except what somebody else owns", () => {
        const lab = new Lab();
        lab.account.adopt({ type: "aws:ec2/vpc:Vpc", id: "vpc-1", name: "theirs", inputs: {} });
        expect(nothingExists(lab, "Nothing is left.")).toBeUndefined();
        const { id } = lab.make("Bucket", "logs", {});
        expect(nothingExists(lab, "Nothing is left.")).toEqual({
            promise: "Nothing is left.",
            evidence: [`Bucket "logs" (${id})`],
        });
        expect(nothingExists({ account: new Account(ACCOUNT) }, "Nothing is left.")).toBeUndefined();
    });

    it.each(["replace", "create-replacement", "delete-replaced"])("that data lives on is broken by %s", (op) => {
        expect(
            replacesNothingDear(steps(step("update", "logs"), step(op, "pod", "kubernetes:core/v1:Pod"))),
        ).toBeUndefined();
        expect(replacesNothingDear(steps(step(op, "logs")))?.evidence).toEqual([`${op} ${BUCKET} "logs"`]);
        expect(replacesNothingDear(steps(step(op, "ml", CLUSTER)))?.evidence).toHaveLength(1);
    });

    it("that the control plane goes first is broken by an add-on or a node before it", () => {
        const cluster = step("update", "ml", CLUSTER);
        expect(
            upgradesInOrder(steps(cluster, step("update", "dns", ADDON), step("update", "n", NODES))),
        ).toBeUndefined();
        const unfinished = { ...step("update", "dns", ADDON), failed: true };
        expect(
            upgradesInOrder(steps(step("update", "logs"), step("same", "n", NODES), unfinished, cluster)),
        ).toBeUndefined();
        for (const type of [ADDON, NODES]) {
            expect(upgradesInOrder(steps(step("update", "early", type), cluster))?.evidence).toEqual([
                `update ${CLUSTER} "ml"`,
            ]);
        }
    });
});

describe("the counts of a step", () => {
    it("leave out what failed and what the engine makes by itself", () => {
        const failed = { ...step("create", "c"), failed: true };
        const engine = step("create", "dev", "pulumi:pulumi:Stack");
        const made = steps(step("create", "a"), step("create", "b"), failed, engine, step("same", "d"));
        expect(counts(made)).toBe("2 created, 1 unchanged");
        expect(counts(steps(engine))).toBe("nothing to do");
    });
});
