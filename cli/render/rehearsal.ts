import type { Place } from "../../simulator/cloud/cloud";
import type { Cli } from "../../simulator/engine/pulumi-cli";
import type { StepReport } from "../../simulator/rehearsal/step";
import { inkFor } from "./terminal-ink";
import { clean, count, left, right, wrap } from "./text";

/** How much a terminal shows. */
interface Screen {
    /** Unit: columns. */
    readonly width: number;
    readonly color: boolean;
}

const NAME_COLUMNS = 24;
const SECONDS_COLUMNS = 8;
/** Lines of evidence for a broken promise; more would push the promise off the screen. */
const MOST_EVIDENCE = 20;

/** Where an engine comes from, in words. */
const FROM: Readonly<Record<Cli["how"], string>> = {
    flag: "named by --cli",
    PATH: "on PATH",
    home: "in ~/.pulumi",
    cache: "from the cache",
    installed: "just installed",
    built: "just built",
};

/** The first line of a rehearsal. */
export function renderHeading(
    { stack, project, cli, place }: { stack: string; project: string; cli: Cli; place: Place },
    color: boolean,
): string {
    const ink = inkFor(color);
    const engine = `Pulumi ${cli.version} ${FROM[cli.how]}`;
    return `${ink.bold(`Rehearsal of ${clean(stack)}`)} · project ${clean(project)} · ${place.region} · ${engine}\n`;
}

/** One step: name, counts, seconds. */
export function renderStep({ name, what, seconds, broken }: StepReport, { width, color }: Screen): string {
    const ink = inkFor(color);
    const columns = width - NAME_COLUMNS - SECONDS_COLUMNS;
    const words = broken ? ink.red(left(clean(what), columns)) : left(clean(what), columns);
    return `${left(clean(name), NAME_COLUMNS - 1)} ${words}${right(`${seconds.toFixed(1)} s`, SECONDS_COLUMNS)}`;
}

/** PASS, or the first broken promise with what broke it. */
export function renderVerdict(steps: readonly StepReport[], { width, color }: Screen): string {
    const ink = inkFor(color);
    const seconds = steps.reduce((sum, step) => sum + step.seconds, 0).toFixed(0);
    const last = steps.at(-1);
    if (!last?.broken) return `\n${ink.green(ink.bold("PASS"))}  ${count(steps.length, "step")}, ${seconds} s`;
    const { promise, evidence } = last.broken;
    const shown = evidence.slice(0, MOST_EVIDENCE).flatMap((line) => {
        const lines = wrap(clean(line), width - 4);
        return lines.map((text, i) => `${i === 0 ? "  " : "    "}${text}`);
    });
    const more = evidence.length - MOST_EVIDENCE;
    return [
        `\n${ink.red(ink.bold("FAIL"))}  ${clean(`${last.name}: ${promise}`)}`,
        ...shown,
        ...(more > 0 ? [`  and ${more} more`] : []),
    ].join("\n");
}
