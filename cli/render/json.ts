import type { CostShare } from "../../insight/cost";
import type { Course, Link } from "../../insight/timeline";
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
 * timeline       up, destroy                 { minutes, ratio, path[], unavoidable: { minutes, path[] } }
 *                needless[]                  { waiter, awaited, minutes }, waits that make up longer
 * teardown       rules                       how many looked at the plan
 *                findings[]                  { urn, type, name, rule, kind, message, why, fix, missing[] }; kind is
 *                                            "order", "leaves" or "will refuse"; any stops a deployment
 *                protectedResources[]        { urn, type, name }
 * ```
 *
 * A path is the longest one, first things first: { urn, type, name, start, minutes }. Keys are sorted, sums are rounded
 * to cents, minutes to hundredths, and prices of a unit are exact, so that two equal plans give equal text.
 */
export function renderJson(report: PlanReport): string {
    const { stack, project, region = null, profile = null, exposure, teardown } = report;
    const document = {
        formatVersion: 1,
        ...{ stack, project, region, profile },
        resources: resourcesOf(report),
        cost: costOf(report),
        policies: policiesOf(report),
        exposure,
        timeline: timelineOf(report),
        teardown,
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
        floorPerMonth: hundredths(cost.floorPerMonth),
        ceilingPerMonth: hundredths(cost.ceilingPerMonth),
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

function timelineOf({ timeline: { up, destroy, needless } }: PlanReport): object {
    const course = ({ minutes, ratio, path, unavoidable }: Course) => ({
        ...{ minutes: hundredths(minutes), ratio: hundredths(ratio), path: path.map(roundedLink) },
        unavoidable: { minutes: hundredths(unavoidable.minutes), path: unavoidable.path.map(roundedLink) },
    });
    const waits = needless.map((wait) => ({ ...wait, minutes: hundredths(wait.minutes) }));
    return { up: course(up), destroy: course(destroy), needless: waits };
}

function roundedLink(link: Link): Link {
    return { ...link, start: hundredths(link.start), minutes: hundredths(link.minutes) };
}

function rounded({ name, floorPerMonth, ceilingPerMonth }: CostShare): CostShare {
    return { name, floorPerMonth: hundredths(floorPerMonth), ceilingPerMonth: hundredths(ceilingPerMonth) };
}

function hundredths(value: number): number {
    return Math.round(value * 100) / 100;
}

/** A replacer for `JSON.stringify` that writes every object with its keys in order. */
function sortedKeys(_key: string, value: unknown): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
