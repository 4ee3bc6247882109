import type { Assessed, CostEstimate, CostLine, CostShare, NotPriced, UsageCost } from "./cost";
import type { ResourceGraph } from "./graph";
import { teamsOf } from "./owner";
import { compareText, sum } from "./reading";

/** Name of the share that belongs to no team. Brackets cannot stand in a team's name. */
export const SHARED = "(shared)";

type Totals = Omit<CostEstimate, "currency" | "pricesAsOf" | "region">;

/** Adds up what the resources of one graph cost. */
export function totalsOf(graph: ResourceGraph, assessed: readonly Assessed[]): Totals {
    // Registration may come in another order in the next run, and sums of floats would differ in the last digit.
    const lines = assessed.flatMap((a) => a.lines).sort((a, b) => compareText(a.urn, b.urn));
    return {
        floorPerMonth: sum(lines.map((l) => l.floorPerMonth)),
        ceilingPerMonth: sum(lines.map((l) => l.ceilingPerMonth)),
        lines,
        byComponent: shares(lines, (l) => l.component),
        byTeam: byTeam(graph, lines),
        byCapacity: shares(lines, (l) => l.capacity ?? "other"),
        usageBased: usageOf(assessed),
        notPriced: notPricedOf(assessed),
        freeResources: assessed.filter((a) => a.free).length,
    };
}

function shares(lines: readonly CostLine[], nameOf: (line: CostLine) => string): CostShare[] {
    const byName = new Map<string, CostLine[]>();
    for (const line of lines) {
        const group = byName.get(nameOf(line));
        if (group) group.push(line);
        else byName.set(nameOf(line), [line]);
    }
    return [...byName].map(([name, own]) => share(name, own)).sort(dearestFirst);
}

/** A team without a cost of its own is still a row: that it shares everything is an answer too. */
function byTeam(graph: ResourceGraph, lines: readonly CostLine[]): CostShare[] {
    const shared = lines.filter((l) => l.team === undefined);
    const paying = shares(
        lines.filter((l) => l.team !== undefined),
        (l) => l.team ?? SHARED,
    );
    const named = new Set(paying.map((s) => s.name));
    const others = [...new Set(teamsOf(graph))].filter((team) => !named.has(team)).map((team) => share(team, []));
    return [...[...paying, ...others].sort(dearestFirst), ...(shared.length > 0 ? [share(SHARED, shared)] : [])];
}

function share(name: string, lines: readonly CostLine[]): CostShare {
    return {
        name,
        floorPerMonth: sum(lines.map((l) => l.floorPerMonth)),
        ceilingPerMonth: sum(lines.map((l) => l.ceilingPerMonth)),
    };
}

function dearestFirst(a: CostShare, b: CostShare): number {
    return b.ceilingPerMonth - a.ceilingPerMonth || compareText(a.name, b.name);
}

function usageOf(assessed: readonly Assessed[]): UsageCost[] {
    return counted(
        assessed.flatMap((a) => a.usage),
        (u) => [u.type, u.what, String(u.pricePerUnit)],
    );
}

function notPricedOf(assessed: readonly Assessed[]): NotPriced[] {
    return counted(
        assessed.flatMap((a) => a.notPriced),
        (n) => [n.type, n.reason],
    );
}

/** Equal items as one with their count, sorted by their key. */
function counted<T>(items: readonly T[], keyOf: (item: T) => readonly string[]): (T & { count: number })[] {
    const groups = new Map<string, T & { count: number }>();
    for (const item of items) {
        const key = keyOf(item).join("\n");
        groups.set(key, { ...item, count: (groups.get(key)?.count ?? 0) + 1 });
    }
    return [...groups].sort(([a], [b]) => compareText(a, b)).map(([, group]) => group);
}
