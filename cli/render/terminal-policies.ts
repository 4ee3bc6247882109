import type { PlanReport, PolicyFinding } from "./report";
import { type GroupVerdict, messageOf, sortedFindings, type Verdict, verdictByGroup, verdictOf } from "./rows";
import type { Ink } from "./terminal-ink";
import { clean, count, truncate, wrap } from "./text";

/** The verdict, each group in one line, then each finding with its fix. */
export function policyLines(report: PlanReport, ink: Ink, columns: number): string[] {
    const groups = verdictByGroup(report);
    const rules = groups.reduce((total, { rules }) => total + rules, 0);
    const open = report.findings.filter((f) => f.level !== "excepted").length;
    const excepted = report.findings.length - open;
    const verdict = { passed: ink.green, advisory: ink.yellow, blocked: ink.red }[verdictOf(report.findings)];
    const exceptions = excepted === 0 ? "" : `, ${count(excepted, "exception")}`;
    return [
        `${ink.bold("Policies")}  ${verdict(WORDS[verdictOf(report.findings)])}: ${count(rules, "rule")}, ` +
            `${count(open, "finding")}${exceptions}`,
        ...wrap(groups.map(groupText).join("   "), columns - 2).map((line) => `  ${line.replaceAll("·", " ")}`),
        ...sortedFindings(report.findings).flatMap((finding) => findingLines(finding, ink, columns)),
    ];
}

const WORDS: Readonly<Record<Verdict, string>> = {
    passed: "passed",
    advisory: "passed with advice",
    blocked: "blocked",
};

/** "IAM 3/4" says that three of four rules passed. The dot keeps a group on one line until it is wrapped. */
function groupText({ group, rules, passed, findings }: GroupVerdict): string {
    const found = findings === 0 ? "" : `·(${count(findings, "finding").replace(" ", "·")})`;
    return `${clean(group)}·${passed}/${rules}${found}`;
}

function findingLines(finding: PolicyFinding, ink: Ink, columns: number): string[] {
    const { level, severity, id, name, remediation } = finding;
    const mark = { mandatory: ink.red, advisory: ink.yellow, excepted: ink.dim }[level];
    const head = truncate(` ${clean(severity)}  ${clean(id)}  on ${clean(name)}`, columns - level.length - 2);
    if (level === "excepted") return [`  ${mark(level)}${head}`];
    const indented = (text: string) => wrap(clean(text), columns - 6).map((line) => `      ${line}`);
    return [
        `  ${mark(level)}${head}`,
        ...indented(messageOf(finding)),
        ...indented(`Fix: ${remediation}`).map(ink.dim),
    ];
}
