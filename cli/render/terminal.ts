import type { PlanReport } from "./report";
import { componentRows, resourcesIn } from "./rows";
import { type Ink, inkFor, section } from "./terminal-ink";
import { policyLines } from "./terminal-policies";
import { componentLines, teamLines } from "./terminal-tables";
import { timelineLines } from "./terminal-timeline";
import { clean, count, truncate, wrap } from "./text";

/** How to print. */
export interface TerminalOptions {
    /** Whether to use ANSI colours. @default false */
    readonly color?: boolean;
    /** Columns of the terminal. Less than 60 counts as 60. @default 100 */
    readonly width?: number;
}

/** How many types of a list are named before "and n more". */
const MOST_LISTED = 3;

/** A plan as text for a terminal: under 40 lines when nothing is wrong. Ends with a line break. */
export function renderPlan(report: PlanReport, { color = false, width = 100 }: TerminalOptions = {}): string {
    const columns = Math.max(60, width);
    const ink = inkFor(color);
    const sections = [
        header(report, ink, columns),
        componentLines(report, ink, columns),
        teamLines(report, ink, columns),
        unpricedLines(report, ink, columns),
        policyLines(report, ink, columns),
        exposureLines(report, ink, columns),
        timelineLines(report, ink, columns),
        section(ink, "Next", report.nextSteps.map(clean), columns),
    ];
    const lines = sections
        .filter((lines) => lines.length > 0)
        .flatMap((lines, i) => (i === 0 ? lines : ["", ...lines]));
    return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

function header(report: PlanReport, ink: Ink, columns: number): string[] {
    const { stack, project, region, profile } = report;
    const resources = resourcesIn(componentRows(report));
    const facts = [`project ${project}`, region, profile === undefined ? undefined : `profile ${profile}`];
    const title = `Plan of ${clean(stack)}`;
    const rest = [...facts.flatMap((fact) => fact ?? []).map(clean), count(resources, "resource")];
    return [ink.bold(title) + truncate(rest.map((fact) => ` · ${fact}`).join(""), columns - title.length)];
}

/** What the totals leave out: by use, and without a price. */
function unpricedLines({ cost }: PlanReport, ink: Ink, columns: number): string[] {
    const usage = cost.usageBased.map((u) => `${u.what} ${u.pricePerUnit}/${u.unit}`);
    const notPriced = cost.notPriced.map((n) => `${clean(n.type)} ×${n.count}: ${clean(n.reason)}`);
    const onTop = usage.length === 0 ? "" : ` On top, by use in $: ${usage.join(" · ")}.`;
    const prices = wrap(`List prices of ${cost.pricesAsOf}, without tax and discounts.${onTop}`, columns).map(ink.dim);
    if (notPriced.length === 0) return [...prices, ink.dim("Not priced: nothing.")];
    const shown = notPriced.slice(0, MOST_LISTED).map((line) => truncate(`  ${line}`, columns));
    const more = notPriced.length - shown.length;
    return [
        ...prices,
        ink.yellow("Not priced, so not in the totals"),
        ...shown,
        ...(more > 0 ? [`  and ${more} more; --json lists all`] : []),
    ];
}

function exposureLines({ exposure }: PlanReport, ink: Ink, columns: number): string[] {
    const { entries, egress } = exposure;
    const out = egress.length === 0 ? "" : ` Out: ${count(egress.length, "NAT gateway")}.`;
    if (entries.length === 0) return [`${ink.bold("Reachable from the internet")}  ${ink.green("nothing.")}${out}`];
    const lines = entries.flatMap(({ name, what, from, close }) => [
        truncate(`  ${clean(name)}: ${what}, from ${clean(from.join(", "))}`, columns),
        ...wrap(close, columns - 6).map((line) => ink.dim(`      ${line}`)),
    ]);
    return [`${ink.bold("Reachable from the internet")}  ${ink.yellow(count(entries.length, "way"))}.${out}`, ...lines];
}
