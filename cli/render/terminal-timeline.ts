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
    const indented = (text: string) => wrap(clean(text), columns - 6).map((line) => `      ${line}`);
    return [
        `${ink.bold("Teardown")}  ${count(rules, "rule")}, ${verdict}${refuses}`,
        ...findings.flatMap(({ rule, name, kind, message, why, fix }) => [
            `  ${ink.red("mandatory")}${truncate(` ${kind}  ${clean(rule)}  on ${clean(name)}`, columns - 11)}`,
            ...indented(`${message} ${why}`),
            ...indented(`Fix: ${fix}`).map(ink.dim),
        ]),
    ];
}
