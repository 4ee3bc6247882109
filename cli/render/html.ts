import { componentCosts, costLimits, costTiles, teamCosts } from "./html-cost";
import { html, Markup } from "./html-markup";
import { exposureSection, policySection, verdictBadge } from "./html-policies";
import { STYLE } from "./html-style";
import { teardownSection, timelineSection } from "./html-timeline";
import { resourceTree } from "./html-tree";
import type { PlanReport } from "./report";
import { componentRows, resourcesIn } from "./rows";

/** A plan as one HTML page that needs nothing else: no script, no network, no fonts. */
export function renderHtml(report: PlanReport): string {
    return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Plan of ${report.stack} · ${report.project}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body><main>
${header(report)}
<div class="tiles">${costTiles(report)}${factTiles(report)}</div>
<div class="columns">
<div class="column">${componentCosts(report)}${teamCosts(report)}${costLimits(report)}</div>
<div class="column">${policySection(report)}${exposureSection(report)}${teardownSection(report)}${nextSteps(report)}</div>
</div>
${timelineSection(report)}
${resourceTree(report.graph)}
<footer>Made by groundwork from the plan alone. Costs are list prices, not a quote.</footer>
</main></body>
</html>
`.html;
}

function header({ stack, project, region, profile }: PlanReport): Markup {
    const facts = [`project ${project}`, region, profile === undefined ? undefined : `profile ${profile}`];
    return html`<header><h1>Plan of ${stack}</h1><p>${facts.filter((fact) => fact !== undefined).join(" · ")}</p></header>`;
}

function factTiles(report: PlanReport): Markup {
    const rows = componentRows(report);
    const resources = resourcesIn(rows);
    const ways = report.exposure.entries.length;
    return html`<div class="tile"><b>${resources}</b><span>resources in ${rows.length} components</span></div>
<div class="tile"><b>${verdictBadge(report)}</b><span>policies</span></div>
<div class="tile"><b>${ways === 0 ? "nothing" : ways}</b><span>reachable from the internet</span></div>`;
}

function nextSteps({ nextSteps }: PlanReport): Markup | undefined {
    if (nextSteps.length === 0) return undefined;
    return html`<section><h2>Next</h2><ul class="items">${nextSteps.map((step) => html`<li>${step}</li>`)}</ul></section>`;
}
