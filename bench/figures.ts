/** One line of the bench's table. */
export interface Figure {
    /** What is measured. */
    readonly name: string;
    /** The measured value, with its unit. */
    readonly measured: string;
    /** What it must reach, or undefined for a figure that only informs. */
    readonly bar?: string;
    /** Whether the bar is met. A figure without a bar is never judged. */
    readonly ok?: boolean;
    /** Whether it is a time, which says as much about the machine as about the project. Ratios and counts are not. */
    readonly ofMachine?: boolean;
}

/** A figure that must stay at or below a bar. Values are printed with `digits` decimals and judged unrounded. */
export function atMost(name: string, value: number, bar: number, unit: string, digits: number): Figure {
    return {
        name,
        measured: `${value.toFixed(digits)} ${unit}`,
        bar: `<= ${bar} ${unit}`,
        ok: value <= bar,
        ofMachine: ["s", "ms"].includes(unit),
    };
}

/** A figure that only informs. */
export function informs(name: string, measured: string): Figure {
    return { name, measured };
}

/** Figures as aligned text, one line each, with a heading of columns. */
export function table(figures: readonly Figure[]): string {
    const rows = figures.map(({ name, measured, bar = "", ok }) => [name, measured, bar, verdict(ok)]);
    const all = [["figure", "measured", "bar", ""], ...rows];
    const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
    return all
        .map((row) =>
            row
                .map((cell, i) => cell.padEnd(widths[i] ?? 0))
                .join("  ")
                .trimEnd(),
        )
        .join("\n");
}

function verdict(ok: boolean | undefined): string {
    if (ok === undefined) return "";
    return ok ? "ok" : "OVER";
}

/** The middle of some values; of an even number, the upper of the two in the middle. */
export function median(values: readonly number[]): number {
    const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
    if (middle === undefined) throw new Error("There is no median of nothing.");
    return middle;
}
