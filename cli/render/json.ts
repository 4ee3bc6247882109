import type { CostShare } from "../../insight/cost";
import type { PlanReport } from "./report";
import { componentRows, resourcesIn, sortedFindings, verdictByGroup, verdictOf } from "./rows";

/**
 * A plan as JSON for other programs.
 *
 * ```text
 * formatVersion  1; grows only when a field changes its meaning or goes away
 * stack, project, region, profile            region and profile are null when unknown
 * resources      total, byComponent[]        { component, resources }, each after the one it stands in
 * cost           currency, pricesAsOf        "USD", "YYYY-MM-DD"
 *                floorPerMonth, ceilingPerMonth
 *                byComponent[], byTeam[], byCapacity[]   { name, floorPerMonth, ceilingPerMonth }
 *                usageBased[]                { type, count, what, unit, pricePerUnit }
 *                notPriced[]                 { type, count, reason }
 * policies       verdict                     "passed", "advisory" or "blocked"
 *                byGroup                     { ENC: { rules, passed, findings, excepted }, ... }
 *                findings[]                  the worst first
 * exposure       entries[], egress[]
 * ```
 *
 * Keys are sorted, sums are rounded to cents and prices of a unit are exact, so that two equal plans give equal text.
 */
export function renderJson(report: PlanReport): string {
    const { stack, project, region = null, profile = null, exposure } = report;
    const document = {
        formatVersion: 1,
        ...{ stack, project, region, profile },
        resources: resourcesOf(report),
        cost: costOf(report),
        policies: policiesOf(report),
        exposure,
    };
    return `${JSON.stringify(document, sortedKeys, 4)}\n`;
}

function resourcesOf(report: PlanReport): object {
    const rows = componentRows(report);
    const byComponent = rows.map(({ label, resources }) => ({ component: label, resources }));
    return { total: resourcesIn(rows), byComponent };
}

function costOf({ cost }: PlanReport): object {
    return {
        currency: cost.currency,
        pricesAsOf: cost.pricesAsOf,
        floorPerMonth: cents(cost.floorPerMonth),
        ceilingPerMonth: cents(cost.ceilingPerMonth),
        byComponent: cost.byComponent.map(rounded),
        byTeam: cost.byTeam.map(rounded),
        byCapacity: cost.byCapacity.map(rounded),
        usageBased: cost.usageBased,
        notPriced: cost.notPriced,
    };
}

function policiesOf(report: PlanReport): object {
    const groups = verdictByGroup(report).map(({ group, ...verdict }) => [group, verdict] as const);
    return {
        verdict: verdictOf(report.findings),
        byGroup: Object.fromEntries(groups),
        findings: sortedFindings(report.findings),
    };
}

function rounded({ name, floorPerMonth, ceilingPerMonth }: CostShare): CostShare {
    return { name, floorPerMonth: cents(floorPerMonth), ceilingPerMonth: cents(ceilingPerMonth) };
}

function cents(usd: number): number {
    return Math.round(usd * 100) / 100;
}

/** A replacer for `JSON.stringify` that writes every object with its keys in order. */
function sortedKeys(_key: string, value: unknown): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
