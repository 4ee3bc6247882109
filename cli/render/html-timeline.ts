import type { Course } from "../../insight/timeline";
import { html, type Markup } from "./html-markup";
import { inMinutes, pathRows, SHOWN_FROM, shortName } from "./path-rows";
import type { PlanReport } from "./report";
import { count } from "./text";

/** Waits without need that a page names. */
const MOST_NEEDLESS = 10;
/** Findings, and protected resources, that a page lists. */
const MOST_LISTED = 100;

/** The longest paths of up and destroy, each resource where it stands in time. */
export function timelineSection(report: PlanReport): Markup {
    const { up, destroy, needless } = report.timeline;
    const worthShowing = needless.filter(({ minutes }) => minutes >= SHOWN_FROM).slice(0, MOST_NEEDLESS);
    const waits = worthShowing.map(({ waiter, awaited, minutes }) => {
        const names = `${shortName(report, waiter)} waits for ${shortName(report, awaited)}`;
        return html`<li><span>${names}</span><span>${minutes.toFixed(1)} min</span></li>`;
    });
    return html`<section class="wide"><h2>Timeline</h2><div class="columns">
${courseChart(report, "Up", up)}${courseChart(report, "Destroy", destroy)}</div>
${waits.length > 0 ? html`<p class="note">Waits in up that nothing needs</p><ul class="rows">${waits}</ul>` : undefined}
</section>`;
}

function courseChart(report: PlanReport, title: string, course: Course): Markup {
    const part = (minutes: number) => `${course.minutes === 0 ? 0 : (100 * minutes) / course.minutes}`;
    const rows = pathRows(report, course).map(
        ({
            label,
            start,
            minutes,
        }) => html`<div class="bar"><div><span>${label}</span><span class="usd">${minutes.toFixed(1)} min</span></div>
<div class="track"><i class="floor" style="left:${Number(part(start)).toFixed(1)}%;width:${Number(part(minutes)).toFixed(1)}%"></i></div></div>`,
    );
    return html`<div><h3>${title} <span class="note">${inMinutes(course.minutes)}, at least ${inMinutes(course.unavoidable.minutes)}</span></h3>
${rows}</div>`;
}

/** Whether a destroy goes through: each finding with its fix, and what is protected. */
export function teardownSection({ teardown }: PlanReport): Markup {
    const { rules, findings, protectedResources } = teardown;
    const items = findings.slice(0, MOST_LISTED).map(
        ({
            rule,
            name,
            type,
            kind,
            message,
            why,
            fix,
        }) => html`<li><span class="badge bad">mandatory</span> ${kind} <code>${rule}</code>
<p>${message} ${why}</p><p class="fix">Fix: ${fix}</p><p class="fix">On <b>${name}</b> <code>${type}</code></p></li>`,
    );
    const kept = protectedResources
        .slice(0, MOST_LISTED)
        .map(({ name, type }) => html`<li><span>${name}</span><code>${type}</code></li>`);
    const badge = html`<span class="badge ${findings.length === 0 ? "good" : "bad"}">${count(findings.length, "finding")}</span>`;
    return html`<section><h2>Teardown ${badge}</h2>
${items.length > 0 ? html`<ul class="items">${items}</ul>` : html`<p class="note">${count(rules, "rule")}: what needs another is deleted before it, and nothing stays behind.</p>`}
${kept.length > 0 ? html`<p class="note">Protected: destroy refuses until they are not</p><ul class="rows">${kept}</ul>` : undefined}</section>`;
}
