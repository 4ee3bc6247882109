import { html, type Markup } from "./html-markup";
import type { PlanReport, PolicyFinding } from "./report";
import { messageOf, sortedFindings, type Verdict, verdictByGroup, verdictOf } from "./rows";
import { count } from "./text";

const VERDICTS: Readonly<Record<Verdict, Markup>> = {
    passed: html`<span class="badge good">passed</span>`,
    advisory: html`<span class="badge warn">passed with advice</span>`,
    blocked: html`<span class="badge bad">blocked</span>`,
};

const LEVEL_CLASSES: Readonly<Record<PolicyFinding["level"], string>> = {
    mandatory: "bad",
    advisory: "warn",
    excepted: "quiet",
};

/** The verdict as a badge. */
export function verdictBadge({ findings }: PlanReport): Markup {
    return VERDICTS[verdictOf(findings)];
}

/** The verdict of each group, then each finding with its fix. */
export function policySection(report: PlanReport): Markup {
    const groups = verdictByGroup(report).map(({ group, rules, passed, findings }) => {
        const found = findings === 0 ? "" : `, ${count(findings, "finding")}`;
        return html`<span class="badge ${findings === 0 ? "good" : "warn"}">${group} ${passed}/${rules}${found}</span>`;
    });
    const findings = sortedFindings(report.findings);
    return html`<section><h2>Policies ${verdictBadge(report)}</h2><div class="groups">${groups}</div>
${findings.length > 0 ? html`<ul class="items">${findings.map(findingItem)}</ul>` : html`<p class="note">No findings.</p>`}</section>`;
}

function findingItem(finding: PolicyFinding): Markup {
    const { level, severity, id, name, type, remediation } = finding;
    return html`<li><span class="badge ${LEVEL_CLASSES[level]}">${level}</span> ${severity} <code>${id}</code>
<p>${messageOf(finding)}</p><p class="fix">Fix: ${remediation}</p><p class="fix">On <b>${name}</b> <code>${type}</code></p></li>`;
}

/** Ways in from the internet, and ways out. */
export function exposureSection({ exposure }: PlanReport): Markup {
    const entries = exposure.entries.map(
        ({ name, type, what, from, close }) => html`<li><b>${what}</b> from <code>${from.join(", ")}</code>
<p class="fix">${close}</p><p class="fix">On <b>${name}</b> <code>${type}</code></p></li>`,
    );
    const egress = exposure.egress.map((e) => html`<li><span>${e.name}</span><span>${e.what}</span></li>`);
    return html`<section><h2>Reachable from the internet ${exposureBadge(entries.length)}</h2>
${entries.length > 0 ? html`<ul class="items">${entries}</ul>` : undefined}
${egress.length > 0 ? html`<p class="note">Ways out only</p><ul class="rows">${egress}</ul>` : undefined}</section>`;
}

function exposureBadge(ways: number): Markup {
    return ways === 0
        ? html`<span class="badge good">nothing</span>`
        : html`<span class="badge warn">${count(ways, "way")}</span>`;
}
