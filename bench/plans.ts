import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runNode, runTask } from "./child";
import { atMost, type Figure, informs, median } from "./figures";
import type { Repeated } from "./task";

const PLAN_SECONDS = 6;
const PLAN_MEGABYTES = 450;
const PER_RESOURCE = 1.3;
const ROUNDS = 3;

/** Calls `use` with an empty folder, which is gone afterwards. */
export async function withScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), "groundwork-bench-"));
    try {
        return await use(folder);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** The command `groundwork plan` as a whole process: reads, builds, judges, prices and prints. */
export async function planFigures(): Promise<Figure[]> {
    const figures: Figure[] = [];
    for (const stack of ["dev", "prod"]) {
        const runs = [await plan(stack), await plan(stack), await plan(stack)];
        const seconds = median(runs.map((run) => run.seconds));
        const megabytes = Math.max(...runs.map((run) => run.peakBytes)) / 1e6;
        const names = [`plan of ${stack}, whole process`, `plan of ${stack}, peak memory`] as const;
        if (stack === "dev") {
            figures.push(atMost(names[0], seconds, PLAN_SECONDS, "s", 2));
            figures.push(atMost(names[1], megabytes, PLAN_MEGABYTES, "MB", 0));
        } else {
            figures.push(informs(names[0], `${seconds.toFixed(2)} s`));
            figures.push(informs(names[1], `${megabytes.toFixed(0)} MB`));
        }
    }
    return figures;
}

async function plan(stack: string) {
    const ended = await runNode("dist/cli/main.js", ["plan", "--stack", stack]);
    if (ended.code !== 0) throw new Error(`The plan of ${stack} ended with ${ended.code}: ${ended.stderr}`);
    return ended;
}

/**
 * What the product adds to the SDK. One side runs the program of the stack dev with the simulated cloud: configuration,
 * checks, components, parents, dependencies, answers, recording. The other is a bare loop over the same resources,
 * through the same classes with the same inputs as plain values. Both count only what the program itself registers.
 * They run at the same time in processes of their own, so that a slow moment of the machine meets both, and their
 * processor time is compared.
 */
export async function perResourceFigures(): Promise<Figure[]> {
    return withScratch(async (folder) => {
        const [file, other] = [join(folder, "dev.json"), join(folder, "same.json")];
        const ours: Repeated[] = [];
        const bare: Repeated[] = [];
        await runTask("dev", [file, "once"]);
        for (let round = 0; round < ROUNDS; round++) {
            const both = [runTask<Repeated>("dev", [other]), runTask<Repeated>("bare", [file])] as const;
            const [left, right] = await Promise.all(both);
            ours.push(left.result);
            bare.push(right.result);
        }
        const count = ours[0]?.count ?? 0;
        const later = { ours: median(ours.flatMap((r) => r.later)), bare: median(bare.flatMap((r) => r.later)) };
        const first = { ours: median(ours.map((r) => r.first)), bare: median(bare.map((r) => r.first)) };
        const shown = ({ ours, bare }: typeof later): string =>
            `${((ours / count) * 1000).toFixed(2)} against ${((bare / count) * 1000).toFixed(2)} ms`;
        return [
            informs(`per registered resource of dev (${count}), ours against the bare loop`, shown(later)),
            atMost("  ours / bare loop", later.ours / later.bare, PER_RESOURCE, "x", 2),
            informs("  in a first run, which loads and compiles", shown(first)),
        ];
    });
}
