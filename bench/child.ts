import { spawn } from "node:child_process";
import { join } from "node:path";
import { Readable, type Stream } from "node:stream";

/** Folder of the project: this file is compiled to dist/bench. */
export const ROOT = join(__dirname, "../..");

/** What a process did, and what it took. */
export interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
    /** From the start of the process to its end. */
    readonly seconds: number;
    /** Largest resident set. */
    readonly peakBytes: number;
}

/** Runs a script with this Node in a process of its own, in the project's folder. */
export async function runNode(script: string, args: readonly string[], flags: readonly string[] = []): Promise<Ended> {
    const preload = ["--require", join(__dirname, "report-usage.js")];
    const start = performance.now();
    const child = spawn(process.execPath, [...flags, ...preload, join(ROOT, script), ...args], {
        cwd: ROOT,
        stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    const [stdout, stderr, peak, code] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        text(child.stdio[3]),
        new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve)),
    ]);
    return { code, stdout, stderr, seconds: (performance.now() - start) / 1000, peakBytes: Number(peak) };
}

/**
 * Runs one task of `task.ts` in a process of its own.
 *
 * @throws when the task fails: its figures would mean nothing
 */
export async function runTask<T>(task: string, args: readonly string[], flags: readonly string[] = []) {
    const ended = await runNode("dist/bench/task.js", [task, ...args], flags);
    if (ended.code !== 0)
        throw new Error(`The task ${task} ${args.join(" ")} ended with ${ended.code}: ${ended.stderr}`);
    return { ...ended, result: JSON.parse(ended.stdout) as T };
}

/** Everything that a stream of a child process carries. */
export async function text(stream: Stream | null | undefined): Promise<string> {
    if (!(stream instanceof Readable)) return "";
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString("utf8");
}
