/** One measurement in a process of its own: `node dist/bench/task.js <task> <argument>...` prints its result as JSON. */
import { readFileSync, writeFileSync } from "node:fs";

import { type Registration, runBare } from "./bare";
import { timeBare, timeOurs } from "./engine-in-process";
import { nameReport } from "./names";
import { timePack } from "./pack-in-process";
import { registered, simulateDev, simulateTeams, splitByTeam } from "./programs";

/** Processor seconds of a program that is run several times in one process. */
export interface Repeated {
    /** Resources that the program registers through the SDK. */
    readonly count: number;
    /** The first run, which loads and compiles what it uses. */
    readonly first: number;
    /** Each later run, when the compiler has settled. */
    readonly later: readonly number[];
}

/** One run of a platform of many teams. */
export interface Once {
    readonly count: number;
    readonly seconds: number;
    /** Processor time of all threads: unlike the clock, it does not count the neighbours on a shared machine. */
    readonly cpuSeconds: number;
    /** Bytes of the heap that live when the run has ended. */
    readonly heapBytes: number;
}

const SETTLING_RUNS = 3;
const LATER_RUNS = 8;

const tasks: Readonly<Record<string, (...args: string[]) => Promise<unknown>>> = {
    /** The program of the stack dev, several times; writes its resources to a file. */
    async dev(file = "", times = "several") {
        let resources: ReturnType<typeof registered> = [];
        const runs = await repeated(times !== "once", async () => {
            resources = registered(await simulateDev());
        });
        writeFileSync(file, JSON.stringify(resources));
        return { count: resources.length, ...runs };
    },
    /** The bare loop with the resources in a file, several times. */
    async bare(file = "") {
        const resources = read(file);
        return { count: resources.length, ...(await repeated(true, () => runBare(resources))) };
    },
    /** A platform of so many teams, once. */
    async teams(count = "0", file = "") {
        const clock = startClock();
        const graph = await simulateTeams(Number(count));
        const once = ended(clock, registered(graph).length);
        if (file !== "") writeFileSync(file, JSON.stringify(splitByTeam(registered(graph))));
        return { ...once, names: nameReport(graph) };
    },
    /** The bare loop with the resources of so many teams, once. */
    async bareTeams(count = "0", file = "") {
        const { once, perTeam } = JSON.parse(readFileSync(file, "utf8")) as Record<"once" | "perTeam", Registration[]>;
        const total = once.length + Number(count) * perTeam.length;
        const clock = startClock();
        await runBare(ofTeams(once, perTeam, Number(count)));
        return ended(clock, total);
    },
    /** The policy pack over the resources of dev. */
    pack: timePack,
    /** The program of the stack dev, once; writes its resources to a file, those of remote components among them. */
    async wholeDev(file = "") {
        const { resources } = await simulateDev();
        writeFileSync(file, JSON.stringify(resources));
        return { count: resources.length };
    },
    /** The stack dev with the real engine, by the CLI at a path. */
    engineOurs: (cli = "") => timeOurs(cli),
    /** The resources in a file with the real engine. */
    engineBare: (cli = "", file = "") => timeBare(cli, file),
};

function* ofTeams(once: readonly Registration[], perTeam: readonly Registration[], count: number) {
    yield* once;
    for (let team = 0; team < count; team++) {
        for (const resource of perTeam) yield { ...resource, name: `${resource.name}-${team}` };
    }
}

/** Starts to measure; the function gives the seconds since then. */
function startClock(): () => { readonly seconds: number; readonly cpuSeconds: number } {
    const start = performance.now();
    const cpu = process.cpuUsage();
    return () => {
        const { user, system } = process.cpuUsage(cpu);
        return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
    };
}

function ended(clock: ReturnType<typeof startClock>, count: number): Once {
    const times = clock();
    globalThis.gc?.();
    return { count, ...times, heapBytes: process.memoryUsage().heapUsed };
}

async function repeated(again: boolean, run: () => Promise<unknown>): Promise<Omit<Repeated, "count">> {
    const times: number[] = [];
    const runs = again ? 1 + SETTLING_RUNS + LATER_RUNS : 1;
    for (let i = 0; i < runs; i++) {
        const clock = startClock();
        await run();
        times.push(clock().cpuSeconds);
    }
    return { first: times[0] ?? 0, later: times.slice(1 + SETTLING_RUNS) };
}

function read(file: string): Registration[] {
    return JSON.parse(readFileSync(file, "utf8")) as Registration[];
}

async function main([name = "", ...args]: readonly string[]): Promise<void> {
    const task = tasks[name];
    if (!task) throw new Error(`There is no task "${name}".`);
    process.stdout.write(JSON.stringify(await task(...args)));
}

main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
