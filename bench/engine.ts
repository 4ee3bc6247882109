import { join } from "node:path";

import { NoCli } from "../simulator/engine/no-cli";
import { obtainCli } from "../simulator/engine/obtain";
import { runNode, runTask } from "./child";
import { type EngineTimes, OPERATIONS } from "./engine-in-process";
import { atMost, type Figure, informs } from "./figures";
import { withScratch } from "./plans";

const OVER_BARE = 1.3;
const REHEARSAL_SECONDS = 120;
const ROUNDS = 3;

/** What the real engine takes for the stack dev, beside a bare program of as many resources, and for its whole rehearsal. */
export async function engineFigures(): Promise<Figure[]> {
    const cli = await cliPath();
    if (cli instanceof NoCli) return [withoutCli(cli)];
    return [...(await besideBare(cli)), await wholeRehearsal(cli)];
}

/** Where the CLI is, or why there is none. It is built before anything is measured. */
async function cliPath(): Promise<string | NoCli> {
    try {
        return (await obtainCli({ log: (line) => console.error(line) })).path;
    } catch (error) {
        if (error instanceof NoCli) return error;
        throw error;
    }
}

/** On a person's machine a CLI may be missing; where changes are judged, nothing may be left unmeasured. */
function withoutCli({ message }: NoCli): Figure {
    console.error(message);
    const skipped = informs("engine", "skipped: no Pulumi CLI");
    return process.env.CI ? { ...skipped, bar: "measured", ok: false } : skipped;
}

/** One after the other, in turns: each keeps every core busy, and a slow moment of the machine should meet both. */
async function besideBare(cli: string): Promise<Figure[]> {
    return withScratch(async (folder) => {
        const file = join(folder, "dev.json");
        await runTask("wholeDev", [file]);
        const ours: EngineTimes[] = [];
        const bare: EngineTimes[] = [];
        const sides = [
            async () => ours.push((await runTask<EngineTimes>("engineOurs", [cli])).result),
            async () => bare.push((await runTask<EngineTimes>("engineBare", [cli, file])).result),
        ];
        for (let round = 0; round < ROUNDS; round++) {
            // Each goes first in turn: a machine that slows down meanwhile would favour who always does.
            for (const measure of round % 2 === 0 ? sides : [...sides].reverse()) await measure();
        }
        return [
            sameNumber(ours, bare),
            ...OPERATIONS.flatMap((operation) => {
                // Whatever else the machine does only adds time: the fastest round says most.
                const of = (times: readonly EngineTimes[]) =>
                    Math.min(...times.map(({ seconds }) => seconds[operation]));
                const [left, right] = [of(ours), of(bare)];
                return [
                    informs(`${operation}, ours against bare`, `${left.toFixed(1)} against ${right.toFixed(1)} s`),
                    atMost("  ours / bare", left / right, OVER_BARE, "x", 2),
                ];
            }),
        ];
    });
}

function sameNumber([ours]: readonly EngineTimes[], [bare]: readonly EngineTimes[]): Figure {
    return {
        name: `engine: resources of dev and of the bare program (fastest of ${ROUNDS} rounds)`,
        measured: `${ours?.resources} and ${bare?.resources}`,
        bar: "as many",
        ok: ours?.resources === bare?.resources,
    };
}

/** The command `groundwork rehearse` as a whole process. */
async function wholeRehearsal(cli: string): Promise<Figure> {
    const { code, seconds, stdout, stderr } = await runNode("dist/cli/main.js", ["rehearse", "--cli", cli]);
    if (code !== 0) throw new Error(`The rehearsal of dev ended with ${code}: ${stdout}${stderr}`);
    return atMost("rehearsal of dev, whole process", seconds, REHEARSAL_SECONDS, "s", 0);
}
