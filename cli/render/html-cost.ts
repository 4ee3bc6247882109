import { type CostShare, SHARED } from "../../insight/cost";
import { html, type Markup } from "./html-markup";
import type { PlanReport } from "./report";
import { count, money, moneyRange } from "./text";

/** Bars that a page shows before the rest is drawn together. */
const MOST_BARS = 30;

const LEGEND = html`<div class="legend"><span><i class="floor"></i>floor: everything idle</span>
<span><i class="ceiling"></i>ceiling: everything at its largest size</span></div>`;

/** Cost per component, and how instances are bought. */
export function componentCosts({ cost }: PlanReport): Markup {
    return html`<section><h2>Cost by component, $ per month</h2>${LEGEND}${bars(cost.byComponent)}
<p class="note">List prices of ${cost.pricesAsOf}, without tax and discounts.
${cost.byCapacity.map(({ name, ...usd }) => `${CAPACITIES[name] ?? name} ${moneyRange(usd.floorPerMonth, usd.ceilingPerMonth)}. `)}</p></section>`;
}

const CAPACITIES: Readonly<Record<string, string>> = {
    "on-demand": "On-demand nodes",
    spot: "Spot nodes (estimated share of on-demand)",
    other: "Everything else",
};

/** Cost per team; a plan without teams has no such part. */
export function teamCosts({ cost }: PlanReport): Markup | undefined {
    const teams = cost.byTeam.filter((share) => share.name !== SHARED);
    if (teams.length === 0) return undefined;
    const idle = teams.filter((share) => share.ceilingPerMonth === 0);
    const paying = cost.byTeam.filter((share) => share.ceilingPerMonth > 0);
    return html`<section><h2>Cost by team, $ per month</h2>${bars(paying)}
<p class="note">What several teams use, such as the cluster and the network, is shared.
${idle.length === 0 ? undefined : idleNote(idle.map((share) => share.name))}</p></section>`;
}

/** Names of teams that a sentence lists. */
const MOST_NAMES = 12;

function idleNote(names: readonly string[]): string {
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
    return `${count(names.length, "team")} without a cost of their own: ${names.slice(0, MOST_NAMES).join(", ")}${more}.`;
}

/** What no total contains: use, and what has no price. */
export function costLimits({ cost }: PlanReport): Markup {
    const usage = cost.usageBased.map(
        (u) =>
            html`<li><span>${u.what}</span><span>$${u.pricePerUnit} per ${u.unit} · ${count(u.count, "resource")}</span></li>`,
    );
    const missing = cost.notPriced.map(
        (n) => html`<li><span><code>${n.type}</code> ×${n.count}</span><span>${n.reason}</span></li>`,
    );
    return html`<section><h2>Not in the totals</h2>
${usage.length > 0 ? html`<p class="note">Billed by use</p><ul class="rows">${usage}</ul>` : undefined}
${missing.length > 0 ? html`<p class="note">Without a price</p><ul class="rows">${missing}</ul>` : undefined}
${usage.length + missing.length === 0 ? html`<p class="note">Nothing: every resource has a price or costs nothing.</p>` : undefined}
</section>`;
}

function bars(shares: readonly CostShare[]): Markup {
    const widest = Math.max(1, ...shares.map((share) => share.ceilingPerMonth));
    const shown = [...shares.slice(0, MOST_BARS), ...together(shares.slice(MOST_BARS))];
    return html`${shown.map((share) => bar(share, widest))}`;
}

function together(rest: readonly CostShare[]): CostShare[] {
    if (rest.length === 0) return [];
    const add = (of: (share: CostShare) => number) => rest.reduce((total, share) => total + of(share), 0);
    const usd = { floorPerMonth: add((s) => s.floorPerMonth), ceilingPerMonth: add((s) => s.ceilingPerMonth) };
    return [{ name: `and ${rest.length} more`, ...usd }];
}

function bar({ name, floorPerMonth, ceilingPerMonth }: CostShare, widest: number): Markup {
    const part = (usd: number) => `${Math.min(100, (usd / widest) * 100).toFixed(1)}%`;
    return html`<div class="bar"><div><span>${name}</span><span class="usd">${moneyRange(floorPerMonth, ceilingPerMonth)}</span></div>
<div class="track"><i class="ceiling" style="width:${part(ceilingPerMonth)}"></i><i class="floor" style="width:${part(floorPerMonth)}"></i></div></div>`;
}

/** Floor and ceiling as tiles. */
export function costTiles({ cost }: PlanReport): Markup {
    return html`<div class="tile"><b>$${money(cost.floorPerMonth)}</b><span>floor per month, everything idle</span></div>
<div class="tile"><b>$${money(cost.ceilingPerMonth)}</b><span>ceiling per month, at full size</span></div>`;
}
