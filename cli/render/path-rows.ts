import type { Course, Link } from "../../insight/timeline";
import type { PlanReport } from "./report";
import { count } from "./text";

/** One resource on a path, or several short ones in a row. Unit: minutes. */
export interface PathRow {
    readonly label: string;
    readonly start: number;
    readonly minutes: number;
}

/** What takes a smaller part of the whole than this is not shown by itself. */
const SHORT = 0.02;
/** What rounds to no time at all is not shown. Unit: minutes. */
export const SHOWN_FROM = 0.05;

/** A path in which short resources in a row are one row. */
export function pathRows(report: PlanReport, { path, minutes }: Course): readonly PathRow[] {
    const runs: Link[][] = [];
    const isShort = (link: Link) => link.minutes < SHORT * minutes;
    for (const link of path) {
        const last = runs.at(-1);
        if (last?.every(isShort) && isShort(link)) last.push(link);
        else runs.push([link]);
    }
    return runs.flatMap((run) => {
        const [first] = run;
        const total = run.reduce((sum, link) => sum + link.minutes, 0);
        if (!first || total < SHOWN_FROM) return [];
        const label = run.length === 1 ? shortName(report, first.name) : count(run.length, "short step");
        return [{ label, start: first.start, minutes: total }];
    });
}

/** A path in one line: the longest resources in their order, and what the others take together. */
export function pathText(report: PlanReport, { path, minutes }: Course, most: number): string {
    const long = path.filter((link) => link.minutes >= SHORT * minutes).sort((a, b) => b.minutes - a.minutes);
    const longest = new Set(long.slice(0, most));
    const others = path.filter((link) => !longest.has(link));
    const shown = path.filter((link) => longest.has(link));
    const rest = others.reduce((total, link) => total + link.minutes, 0);
    return [
        ...shown.map((link) => `${shortName(report, link.name)} ${link.minutes.toFixed(1)}`),
        ...(others.length === 0 ? [] : [`${others.length} more ${rest.toFixed(1)}`]),
    ].join(", ");
}

/** A name without that of the platform before it, which all of them have. */
export function shortName({ graph }: PlanReport, name: string): string {
    const top = graph.resources.find(({ custom, parent }) => !custom && (parent === undefined || !graph.get(parent)));
    const prefix = top === undefined ? "" : `${top.name}-`;
    return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** Minutes as people say them: "14 min", and "under a minute". */
export function inMinutes(minutes: number): string {
    return minutes < 1 ? "under a minute" : `${Math.round(minutes)} min`;
}
