import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

import { PINNED_VERSION } from "./versions";

/** Marks a folder that is being filled; the number of the process that fills it follows. */
const UNFINISHED = `pulumi-${PINNED_VERSION}.part-`;

/** Folder of the CLI that we installed or built, outside any work tree: the binary is `bin/pulumi` in it. */
export function cacheFolder(): string {
    const { XDG_CACHE_HOME } = process.env;
    const caches = XDG_CACHE_HOME === undefined || XDG_CACHE_HOME === "" ? join(homedir(), ".cache") : XDG_CACHE_HOME;
    return join(caches, "groundwork", `pulumi-${PINNED_VERSION}`);
}

/** Path of the cached binary, whether or not it exists. */
export function cachedCli(): string {
    return join(cacheFolder(), "bin", "pulumi");
}

/**
 * Fills the cache through a folder beside it that takes its name only when `fill` is done: whatever interrupts it, the
 * cache never holds half a CLI. Of two that fill at once, one wins and the other's work is dropped.
 *
 * @param fill puts `bin/pulumi` into the folder it is given, and what else it needs for a while into `scratch`
 */
export async function fillCache(fill: (root: string, scratch: string) => Promise<void>): Promise<void> {
    const target = cacheFolder();
    const beside = dirname(target);
    mkdirSync(beside, { recursive: true });
    removeAbandoned(beside);
    const unfinished = mkdtempSync(join(beside, `${UNFINISHED}${process.pid}-`));
    try {
        const root = join(unfinished, "root");
        const scratch = join(unfinished, "scratch");
        mkdirSync(join(root, "bin"), { recursive: true });
        mkdirSync(scratch);
        await fill(root, scratch);
        put(root, target, join(unfinished, "replaced"));
    } finally {
        rmSync(unfinished, { recursive: true, force: true });
    }
}

function put(root: string, target: string, old: string): void {
    try {
        renameSync(root, target);
    } catch {
        // What is there cannot be used, or another process has just finished the same.
        renameSync(target, old);
        renameSync(root, target);
    }
}

/** Removes what processes left that were killed before they could. */
function removeAbandoned(beside: string): void {
    for (const name of readdirSync(beside)) {
        if (!name.startsWith(UNFINISHED)) continue;
        const owner = Number.parseInt(name.slice(UNFINISHED.length), 10);
        if (!isAlive(owner)) rmSync(join(beside, name), { recursive: true, force: true });
    }
}

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        // Somebody else's process may not be signalled, but it is alive.
        return error instanceof Error && "code" in error && error.code === "EPERM";
    }
}
