import type { TeardownFinding } from "../../insight/teardown";
import { inMinutes, pathText, shortName } from "./path-rows";
import type { PlanReport } from "./report";
import type { Ink } from "./terminal-ink";
import { clean, count, truncate, wrap } from "./text";

/** Resources of the longest path that a terminal names. */
const MOST_LINKS = 4;
/** Waits without need that a terminal names, and from how many minutes on. */
const MOST_NEEDLESS = 2;
const WORTH_NAMING = 0.5;

/** How long up and destroy take and what for, and whether a destroy goes through. */
export function timelineLines(report: PlanReport, ink: Ink, columns: number): string[] {
    const { up, destroy, needless } = report.timeline;
    const path = clean(pathText(report, up, MOST_LINKS));
    const waits = needless.filter(({ minutes }) => minutes >= WORTH_NAMING).slice(0, MOST_NEEDLESS);
    return [
        `${ink.bold("Timeline")}  up ${inMinutes(up.minutes)}, destroy ${inMinutes(destroy.minutes)}`,
        ...wrap(path === "" ? "" : `up, minutes: ${path}`, columns - 2).map((line) => ink.dim(`  ${line}`)),
        ...waits.map(({ waiter, awaited, minutes }) => {
            const names = `${shortName(report, waiter)} waits for ${shortName(report, awaited)}`;
            return ink.yellow(truncate(`  ${clean(names)} without need: ${minutes.toFixed(1)} min`, columns));
        }),
        ...teardownLines(report, ink, columns),
    ];
}

function teardownLines({ teardown }: PlanReport, ink: Ink, columns: number): string[] {
    const { rules, findings, protectedResources } = teardown;
    const verdict = (findings.length === 0 ? ink.green : ink.red)(count(findings.length, "finding"));
    const kept = protectedResources.length;
    const refuses = kept === 0 ? "" : `; ${count(kept, "resource")} protected: destroy refuses until they are not`;
    return [
        `${ink.bold("Teardown")}  ${count(rules, "rule")}, ${verdict}${refuses}`,
        ...byRule(findings).flatMap((own) => findingLines(own, ink, columns)),
    ];
}

/** The first finding of a rule, and how many more resources it is true of. */
function findingLines([first, ...others]: readonly TeardownFinding[], ink: Ink, columns: number): string[] {
    if (!first) return [];
    const { rule, name, kind, message, why, fix } = first;
    const more = others.length === 0 ? "" : ` and ${others.length} more; --json lists all`;
    const head = ` ${kind}  ${clean(rule)}  on ${clean(name)}${more}`;
    const indented = (text: string) => wrap(clean(text), columns - 6).map((line) => `      ${line}`);
    return [
        `  ${ink.red("mandatory")}${truncate(head, columns - "  mandatory".length)}`,
        ...indented(`${message} ${why}`),
        ...indented(`Fix: ${fix}`).map(ink.dim),
    ];
}

function byRule(findings: readonly TeardownFinding[]): readonly (readonly TeardownFinding[])[] {
    const rules = [...new Set(findings.map(({ rule }) => rule))];
    return rules.map((rule) => findings.filter((finding) => finding.rule === rule));
}
