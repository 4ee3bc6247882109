import { type CostShare, SHARED } from "../../insight/cost";
import type { PlanReport } from "./report";
import { compactRows, componentRows, resourcesIn } from "./rows";
import type { Ink } from "./terminal-ink";
import { clean, count, left, money, right, truncate } from "./text";

/** Rows of components before classes are drawn together, so that a plan fits on a screen. */
const MOST_COMPONENTS = 11;

/** Teams that get a line of their own. */
const MOST_TEAMS = 8;

const NUMBER_WIDTH = 9;
const MONEY_WIDTH = 15;

/** One line of a table. */
interface Row {
    readonly label: string;
    /** Absent in the table of teams. */
    readonly resources?: number;
    readonly floorPerMonth: number;
    readonly ceilingPerMonth: number;
}

/** Resources, floor and ceiling per component, and the totals. */
export function componentLines(report: PlanReport, ink: Ink, columns: number): string[] {
    const all = componentRows(report);
    const rows = compactRows(all, MOST_COMPONENTS).map((row) => ({
        ...row,
        label: "  ".repeat(row.depth) + row.label,
    }));
    const resources = resourcesIn(all);
    const { floorPerMonth, ceilingPerMonth } = report.cost;
    const total: Row = { label: "Total", resources, floorPerMonth, ceilingPerMonth };
    const width = labelWidth(columns);
    const title = left("Component", width) + right("resources", NUMBER_WIDTH);
    return [
        ink.dim(`${title}${moneyTitles()}`),
        ...rows.map((row) => line(row, width)),
        ink.bold(line(total, width)),
        ...byCapacity(report.cost.byCapacity, width).map(ink.dim),
    ];
}

/** What of the totals are instances on demand and on spot; a plan without nodes has no such line. */
function byCapacity(shares: readonly CostShare[], width: number): string[] {
    const label: Readonly<Record<string, string>> = {
        "on-demand": "  on-demand nodes",
        spot: "  spot nodes (estimate)",
    };
    return shares.flatMap(({ name, ...usd }) => {
        const known = label[name];
        return known === undefined ? [] : [line({ label: known, ...usd }, width)];
    });
}

/** Floor and ceiling per team: the dearest ones, how many more pay, who pays nothing of its own, and what is shared. */
export function teamLines({ cost }: PlanReport, ink: Ink, columns: number): string[] {
    const rows = cost.byTeam.map(({ name, ...usd }): Row => ({ label: name, ...usd }));
    const teams = rows.filter((row) => row.label !== SHARED);
    if (teams.length === 0) return [];
    const paying = teams.filter((team) => team.ceilingPerMonth > 0);
    const idle = teams.filter((team) => team.ceilingPerMonth === 0).map((team) => clean(team.label));
    const shown = [...paying.slice(0, MOST_TEAMS), ...more(paying.slice(MOST_TEAMS))];
    const width = labelWidth(columns);
    return [
        ink.dim(left("Team", width) + " ".repeat(NUMBER_WIDTH) + moneyTitles()),
        ...[...shown, ...rows.filter((row) => row.label === SHARED)].map((row) => line(row, width)),
        ...(idle.length === 0 ? [] : [idleLine(idle, columns)]),
    ];
}

function idleLine(teams: readonly string[], columns: number): string {
    return truncate(
        `${count(teams.length, "team")} without a cost of their own: ${teams.slice(0, 20).join(", ")}`,
        columns,
    );
}

function more(rest: readonly Row[]): Row[] {
    if (rest.length === 0) return [];
    const add = (of: (row: Row) => number) => rest.reduce((total, row) => total + of(row), 0);
    return [
        {
            label: `and ${rest.length} more`,
            floorPerMonth: add((row) => row.floorPerMonth),
            ceilingPerMonth: add((row) => row.ceilingPerMonth),
        },
    ];
}

/** Both tables have the same columns, so that their figures stand under each other; wide terminals stay readable. */
function labelWidth(columns: number): number {
    return Math.min(46, columns - NUMBER_WIDTH - MONEY_WIDTH - MONEY_WIDTH - 2);
}

function moneyTitles(): string {
    return right("floor $/month", MONEY_WIDTH) + right("ceiling $/month", MONEY_WIDTH + 2);
}

function line({ label, resources, floorPerMonth, ceilingPerMonth }: Row, width: number): string {
    const number = resources === undefined ? "" : String(resources);
    const usd = right(moneyCell(floorPerMonth), MONEY_WIDTH) + right(moneyCell(ceilingPerMonth), MONEY_WIDTH + 2);
    return left(clean(label), width) + right(number, NUMBER_WIDTH) + usd;
}

/** A dash where nothing is paid, so that the eye finds what is. */
function moneyCell(usd: number): string {
    return usd === 0 ? "–" : money(usd);
}
