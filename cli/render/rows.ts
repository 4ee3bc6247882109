import { compareText } from "../../insight/reading";
import { summarize } from "../../insight/summary";
import type { PlanReport, PolicyFinding } from "./report";

/** One component, or all of one class, with what it has and costs. USD per month. */
export interface ComponentRow {
    readonly label: string;
    /** Class of the component, or of all that the row stands for. */
    readonly kind: string;
    readonly depth: number;
    readonly resources: number;
    readonly floorPerMonth: number;
    readonly ceilingPerMonth: number;
}

/** How one group of rules judged the plan. */
export interface GroupVerdict {
    readonly group: string;
    readonly rules: number;
    /** Rules that found nothing, or nothing without an exception. */
    readonly passed: number;
    /** Findings without an exception. */
    readonly findings: number;
    readonly excepted: number;
}

/** The verdict on the whole plan. */
export type Verdict = "passed" | "advisory" | "blocked";

/** Order in which groups are shown. Others follow by name. */
const GROUPS = ["ENC", "NET", "IAM", "K8S", "COST", "REL", "GOV"];

/** Every component under its parent; components with the same class and name are one row. */
export function componentRows({ graph, cost }: PlanReport): readonly ComponentRow[] {
    const usd = new Map(cost.byComponent.map((share) => [share.name, share]));
    const rows = new Map<string, ComponentRow>();
    for (const { label, kind, depth, resources } of summarize(graph)) {
        const share = usd.get(label);
        const before = rows.get(label);
        rows.set(label, {
            ...{ label, kind, depth: before?.depth ?? depth, resources: resources + (before?.resources ?? 0) },
            floorPerMonth: share?.floorPerMonth ?? 0,
            ceilingPerMonth: share?.ceilingPerMonth ?? 0,
        });
    }
    return [...rows.values()];
}

/**
 * The same in at most about `most` rows: inner components become part of the one they stand in, the deepest first; then
 * the classes with most components become one row each, "n × Class".
 */
export function compactRows(rows: readonly ComponentRow[], most: number): readonly ComponentRow[] {
    let shown = rows;
    for (let depth = deepest(shown); shown.length > most && depth > 1; depth--) shown = fold(shown, depth);
    const tried = new Set<string>();
    while (shown.length > most) {
        const kind = largestKind(shown, tried);
        if (kind === undefined) break;
        tried.add(kind);
        shown = collapse(shown, kind);
    }
    return shown;
}

function deepest(rows: readonly ComponentRow[]): number {
    return rows.reduce((most, { depth }) => Math.max(most, depth), 0);
}

/** Adds each row of a depth to the nearest row above it that is less deep, which is its parent. */
function fold(rows: readonly ComponentRow[], depth: number): readonly ComponentRow[] {
    const folded: ComponentRow[] = [];
    for (const row of rows) {
        const parent = folded.at(-1);
        if (row.depth < depth || !parent) folded.push(row);
        else folded[folded.length - 1] = { ...parent, ...added([parent, row]) };
    }
    return folded;
}

function added(rows: readonly ComponentRow[]): Pick<ComponentRow, "resources" | "floorPerMonth" | "ceilingPerMonth"> {
    const add = (of: (row: ComponentRow) => number) => rows.reduce((total, row) => total + of(row), 0);
    return {
        resources: add((row) => row.resources),
        floorPerMonth: add((row) => row.floorPerMonth),
        ceilingPerMonth: add((row) => row.ceilingPerMonth),
    };
}

function largestKind(rows: readonly ComponentRow[], tried: ReadonlySet<string>): string | undefined {
    const sizes = new Map<string, number>();
    for (const { kind } of rows) sizes.set(kind, (sizes.get(kind) ?? 0) + 1);
    const candidates = [...sizes].filter(([kind, size]) => size > 1 && !tried.has(kind));
    return candidates.sort(([, a], [, b]) => b - a)[0]?.[0];
}

function collapse(rows: readonly ComponentRow[], kind: string): readonly ComponentRow[] {
    const own = rows.filter((row) => row.kind === kind);
    const first = own[0];
    if (!first) return rows;
    const one: ComponentRow = { ...added(own), label: `${own.length} × ${kind}`, kind, depth: first.depth };
    return rows.flatMap((row) => (row === first ? [one] : row.kind === kind ? [] : [row]));
}

/** How many resources the rows have together. */
export function resourcesIn(rows: readonly ComponentRow[]): number {
    return rows.reduce((total, row) => total + row.resources, 0);
}

/** How each group judged, in the order in which groups are shown. */
export function verdictByGroup({ findings, rulesByGroup }: PlanReport): readonly GroupVerdict[] {
    const names = new Set([...Object.keys(rulesByGroup), ...findings.map((f) => f.group)]);
    return [...names].sort(byGroup).map((group): GroupVerdict => {
        const own = findings.filter((f) => f.group === group);
        const open = own.filter((f) => f.level !== "excepted");
        const rules = rulesByGroup[group] ?? 0;
        const passed = Math.max(0, rules - new Set(open.map((f) => f.rule)).size);
        return { group, rules, passed, findings: open.length, excepted: own.length - open.length };
    });
}

/** "blocked" by a mandatory finding, "advisory" by any other without an exception, else "passed". */
export function verdictOf(findings: readonly PolicyFinding[]): Verdict {
    if (findings.some((f) => f.level === "mandatory")) return "blocked";
    return findings.some((f) => f.level === "advisory") ? "advisory" : "passed";
}

/** Whether a plan must not be deployed: a mandatory policy is broken, or a destroy would not go through. */
export function isBlocked({ findings, teardown }: Pick<PlanReport, "findings" | "teardown">): boolean {
    return verdictOf(findings) === "blocked" || teardown.findings.length > 0;
}

/** What is wrong, without the id before it and the fix behind it, which the pack's own message has. */
export function messageOf({ id, message, remediation }: PolicyFinding): string {
    const start = message.startsWith(`${id}: `) ? id.length + 2 : 0;
    const end = message.lastIndexOf(`\nFix: ${remediation}`);
    return message.slice(start, end < 0 ? undefined : end);
}

const LEVELS = ["mandatory", "advisory", "excepted"];
const SEVERITIES = ["critical", "high", "medium", "low"];

/** The worst first; the same every time. */
export function sortedFindings(findings: readonly PolicyFinding[]): readonly PolicyFinding[] {
    return [...findings].sort(
        (a, b) =>
            LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
            rank(SEVERITIES, a.severity) - rank(SEVERITIES, b.severity) ||
            byGroup(a.group, b.group) ||
            compareText(a.id, b.id) ||
            compareText(a.urn, b.urn),
    );
}

function byGroup(a: string, b: string): number {
    return rank(GROUPS, a) - rank(GROUPS, b) || compareText(a, b);
}

function rank(order: readonly string[], value: string): number {
    const at = order.indexOf(value);
    return at < 0 ? order.length : at;
}
