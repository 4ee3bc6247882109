import { describe, expect, it } from "vitest";

import { renderHeading, renderStep, renderVerdict } from "../../cli/render/rehearsal";
import type { StepReport } from "../../simulator/rehearsal/step";
import { ACCOUNT } from "../support/deploy";

const WIDE = { width: 100, color: false };
const STEP: StepReport = { name: "up", what: "157 created", seconds: 12.34 };
const ESCAPE = "\u001b";
const broken = (evidence: readonly string[]): StepReport => ({
    ...STEP,
    broken: { promise: "It changes nothing.", evidence },
});
const linesOf = (text: string): readonly string[] => text.split("\n");
const longest = (text: string): number => Math.max(...linesOf(text).map((line) => [...line].length));

describe("the heading of a rehearsal", () => {
    const subject = { stack: "dev", project: "groundwork", place: ACCOUNT };

    it("says what is rehearsed where, and with which engine", () => {
        const cli = { path: "/opt/pulumi", version: "3.259.0", how: "PATH" } as const;
        expect(renderHeading({ ...subject, cli }, false)).toBe(
            "Rehearsal of dev · project groundwork · eu-central-1 · Pulumi 3.259.0 on PATH\n",
        );
        expect(renderHeading({ ...subject, cli: { ...cli, how: "built" } }, false)).toContain("just built");
    });
});

describe("a step of a rehearsal", () => {
    it("is one line: name, counts, seconds", () => {
        const line = renderStep(STEP, WIDE);
        expect(line).toMatch(/^up {22}157 created +12\.3 s$/);
        expect(line).toHaveLength(100);
    });

    it("stays one line on a narrow screen, whatever its name and counts are", () => {
        const what = "1 created, ".repeat(30);
        for (const width of [60, 80]) {
            const line = renderStep({ ...STEP, name: "upgrade of everything to 1.36", what }, { width, color: false });
            expect(line).toHaveLength(width);
            expect(line).toMatch(/^upgrade of everything … 1 created, .*… {2}12\.3 s$/);
        }
    });

    it("is red where it broke a promise, and has no colour where none is wanted", () => {
        expect(renderStep(broken(["x"]), { ...WIDE, color: true })).toContain(`${ESCAPE}[31m`);
        expect(renderStep(STEP, { ...WIDE, color: true })).not.toContain(ESCAPE);
        expect(renderStep(broken(["x"]), WIDE)).not.toContain(ESCAPE);
    });
});

describe("the verdict of a rehearsal", () => {
    it("is PASS with the number of steps and the time they took", () => {
        expect(renderVerdict([STEP, { ...STEP, seconds: 30 }], WIDE)).toBe("\nPASS  2 steps, 42 s");
    });

    it("is FAIL with the step, what it promised, and what there was instead", () => {
        expect(linesOf(renderVerdict([STEP, broken(["update a", "delete b"])], WIDE))).toEqual([
            "",
            "FAIL  up: It changes nothing.",
            "  update a",
            "  delete b",
        ]);
    });

    it("cuts evidence that would push the promise off the screen, and says how much", () => {
        const evidence = Array.from({ length: 500 }, (_, i) => `update number ${i}`);
        const lines = linesOf(renderVerdict([broken(evidence)], WIDE));
        expect(lines.length).toBeLessThan(25);
        expect(lines[2]).toBe("  update number 0");
        expect(lines.at(-1)).toBe("  and 480 more");
    });

    it("fits a narrow screen, long words included", () => {
        const evidence = [`AccessDenied: ${"the role may not ".repeat(20)}`, "x".repeat(300)];
        const text = renderVerdict([broken(evidence)], { width: 40, color: false });
        expect(longest(text)).toBeLessThanOrEqual(40);
        expect(text).toContain("\n    ");
    });

    it("lets no text act on the terminal", () => {
        const evil = `a${ESCAPE}[2Jb\u0007\r\nc`;
        const step = { ...STEP, name: evil, what: evil, broken: { promise: evil, evidence: [evil] } };
        for (const text of [renderVerdict([step], WIDE), renderStep(step, WIDE)]) {
            expect(text.replaceAll("\n", "")).toMatch(/^\P{Cc}*$/u);
        }
    });
});
