import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

import { ROOT, runTask, text } from "./child";
import { atMost, type Figure, informs, median } from "./figures";
import type { PackTimes } from "./pack-in-process";
import { withScratch } from "./plans";

const READY_SECONDS = 1.2;
const MILLISECONDS_PER_RESOURCE = 1;
const STARTS = 5;

/** The policy pack: how soon it serves, what a resource takes, what it loads. */
export async function packFigures(): Promise<Figure[]> {
    const starts: number[] = [];
    for (let i = 0; i < STARTS; i++) starts.push(await start(async (_, seconds) => seconds));
    const { modules, providers } = await loadedModules();
    const { resources, seconds } = await inProcess();
    const ms = (value: number): number => (value / resources) * 1000;
    return [
        atMost(`pack, from start to port (median of ${STARTS})`, median(starts), READY_SECONDS, "s", 2),
        atMost(`  a resource in process (of ${resources})`, ms(median(seconds)), MILLISECONDS_PER_RESOURCE, "ms", 2),
        informs("  a resource in process, first run", `${ms(seconds[0] ?? 0).toFixed(2)} ms`),
        atMost(`  provider modules loaded (of ${modules})`, providers, 0, "modules", 0),
    ];
}

/** Starts the executable as the engine does, and ends it when `use` is done. */
async function start<T>(use: (pack: ChildProcess, seconds: number) => Promise<T>, nodeOptions = ""): Promise<T> {
    const begun = performance.now();
    const pack = spawn(process.execPath, [join(ROOT, "policies/groundwork-policies"), "127.0.0.1:1"], {
        cwd: ROOT,
        env: { ...process.env, NODE_OPTIONS: nodeOptions },
        stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    try {
        const seconds = await new Promise<number>((resolve, reject) => {
            pack.stdout?.once("data", () => resolve((performance.now() - begun) / 1000));
            pack.once("error", reject).once("exit", (code) => reject(new Error(`The pack ended with ${code}.`)));
        });
        return await use(pack, seconds);
    } finally {
        pack.kill("SIGKILL");
    }
}

function loadedModules(): Promise<{ readonly modules: number; readonly providers: number }> {
    return start(
        async (pack) => {
            pack.kill("SIGTERM");
            return JSON.parse(await text(pack.stdio[3])) as { modules: number; providers: number };
        },
        `--require ${JSON.stringify(join(__dirname, "report-modules.js"))}`,
    );
}

function inProcess(): Promise<PackTimes> {
    return withScratch(async (folder) => {
        const file = join(folder, "dev.json");
        await runTask("dev", [file, "once"]);
        return (await runTask<PackTimes>("pack", [file])).result;
    });
}
