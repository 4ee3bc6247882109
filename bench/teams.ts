import { join } from "node:path";

import { runTask } from "./child";
import { type Figure, informs, median } from "./figures";
import type { NameReport } from "./names";
import { withScratch } from "./plans";
import type { Once } from "./task";

const COUNTS = [10, 100, 1000] as const;
type Count = (typeof COUNTS)[number];

/** Small platforms are measured more often: their times are short and a pause weighs more. */
const RUNS: Readonly<Record<Count, number>> = { 10: 3, 100: 3, 1000: 1 };

/** How far from straight a line may be. */
const TOLERANCE = 0.15;

/**
 * The SDK keeps a whole program's registrations under way at once, so their memory must fit. The young generation is
 * made large because copying what is still under way would otherwise be measured as growth.
 */
const FLAGS = ["--expose-gc", "--max-old-space-size=12288", "--min-semi-space-size=256", "--max-semi-space-size=256"];

interface Sample {
    readonly cpuSeconds: number;
    readonly seconds: number;
    readonly heapBytes: number;
    readonly peakBytes: number;
}
type Samples = Readonly<Record<Count, Sample>>;
type Measured = Once & { readonly names?: NameReport; readonly peakBytes: number };

/** Platforms of 10, 100 and 1,000 teams beside the bare loop that registers as many resources. */
export async function teamFigures(): Promise<Figure[]> {
    return withScratch(async (folder) => {
        const file = join(folder, "team.json");
        const measured: Record<"ours" | "bare", Map<Count, Measured[]>> = { ours: new Map(), bare: new Map() };
        await runTask("teams", ["1", file]);
        for (const count of COUNTS) {
            const sides = { ours: [] as Measured[], bare: [] as Measured[] };
            for (let run = 0; run < RUNS[count]; run++) {
                // At the same time, so that a slow moment of the machine meets both.
                const ours = measure("teams", [String(count)]);
                const [left, right] = await Promise.all([ours, measure("bareTeams", [String(count), file])]);
                sides.ours.push(left);
                sides.bare.push(right);
            }
            measured.ours.set(count, sides.ours);
            measured.bare.set(count, sides.bare);
        }
        const [ours, bare] = [samples(measured.ours), samples(measured.bare)];
        const names = [...measured.ours.values()].flat().flatMap((once) => once.names ?? []);
        return [
            ...COUNTS.map((count) => sizeFigure(count, ours[count], bare[count])),
            ...growth(ours, bare),
            ...nameFigures(names),
        ];
    });
}

async function measure(task: string, args: readonly string[]): Promise<Measured> {
    const { result, peakBytes } = await runTask<Once & { names?: NameReport }>(task, args, FLAGS);
    return { ...result, peakBytes };
}

function samples(measured: ReadonlyMap<Count, readonly Measured[]>): Samples {
    const sample = (count: Count): Sample => {
        const runs = measured.get(count) ?? [];
        const middle = (value: (run: Measured) => number): number => median(runs.map(value));
        return {
            cpuSeconds: middle((run) => run.cpuSeconds),
            seconds: middle((run) => run.seconds),
            heapBytes: middle((run) => run.heapBytes),
            peakBytes: middle((run) => run.peakBytes),
        };
    };
    return { 10: sample(10), 100: sample(100), 1000: sample(1000) };
}

function sizeFigure(count: Count, ours: Sample, bare: Sample): Figure {
    const shown = ({ seconds, peakBytes }: Sample): string =>
        `${seconds.toFixed(1)} s, ${(peakBytes / 1e6).toFixed(0)} MB`;
    return informs(`${count} teams, against the bare loop`, `${shown(ours)} against ${shown(bare)}`);
}

/** What one more team takes between two sizes. */
function perTeam(of: Samples, value: (sample: Sample) => number, from: Count, to: Count): number {
    return (value(of[to]) - value(of[from])) / (to - from);
}

/**
 * The growth of one more team's time is printed for both sides but not judged: it is a difference of two times, and the
 * bare loop's own has come out between 0.8 and 1.1 on one machine. Judged is whether the factor over the bare loop grows.
 */
function growth(ours: Samples, bare: Samples): Figure[] {
    const bent = (of: Samples, value: (sample: Sample) => number): number =>
        perTeam(of, value, 100, 1000) / perTeam(of, value, 10, 100);
    const cpu = ({ cpuSeconds }: Sample): number => cpuSeconds;
    const heap = ({ heapBytes }: Sample): number => heapBytes;
    const peak = ({ peakBytes }: Sample): number => peakBytes;
    const ratio = (count: Count): number => cpu(ours[count]) / cpu(bare[count]);
    const ms = (from: Count, to: Count): string => (perTeam(ours, cpu, from, to) * 1000).toFixed(0);
    const kb = (from: Count, to: Count): string => (perTeam(ours, heap, from, to) / 1000).toFixed(0);
    return [
        informs("one team more, 10 to 100 and 100 to 1,000: processor time", `${ms(10, 100)} and ${ms(100, 1000)} ms`),
        informs(
            "  growth of ours, of the bare loop",
            `${bent(ours, cpu).toFixed(2)} x, ${bent(bare, cpu).toFixed(2)} x`,
        ),
        straight("  ours / bare loop, of 1,000 teams against of 100", ratio(1000) / ratio(100), "at most"),
        informs("one team more: memory kept", `${kb(10, 100)} and ${kb(100, 1000)} KB`),
        straight("  growth", bent(ours, heap), "both"),
        straight("one team more: growth of peak memory", bent(ours, peak), "at most"),
    ];
}

/** Growth of the cost of one more team: 1 is a straight line, less is cheaper in bulk. */
function straight(name: string, value: number, side: "at most" | "both"): Figure {
    const ok = value <= 1 + TOLERANCE && (side === "at most" || value >= 1 - TOLERANCE);
    const bar = side === "both" ? `${1 - TOLERANCE} to ${1 + TOLERANCE} x` : `<= ${1 + TOLERANCE} x`;
    return { name, measured: `${value.toFixed(2)} x`, bar, ok };
}

function nameFigures(reports: readonly NameReport[]): Figure[] {
    const largest = reports.at(-1);
    const none = (name: string, found: readonly string[]): Figure => ({
        name,
        measured: found.length === 0 ? "0" : `${found.length}, such as ${found[0]}`,
        bar: "0",
        ok: found.length === 0,
    });
    return [
        none(
            `URNs used twice (of ${largest?.resources})`,
            reports.flatMap((report) => report.duplicates),
        ),
        none(
            `names over their limit (longest: ${largest?.longest})`,
            reports.flatMap((report) => report.overLimit),
        ),
    ];
}
