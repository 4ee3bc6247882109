import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";

import { ensureBuilt, ROOT } from "../support/cli";

const cli = inject("cli");
const COMMAND = join(ROOT, "dist", "cli", "main.js");
/** Time-outs for what takes seconds. Unit: milliseconds. */
const SOON = { timeout: 120_000, interval: 50 };

describe.skipIf(cli === undefined)("groundwork rehearse", () => {
    let temporary: string;
    ensureBuilt();
    beforeEach(() => {
        temporary = mkdtempSync(join(tmpdir(), "groundwork-test-"));
    });
    afterEach(() => rmSync(temporary, { recursive: true, force: true }));

    /** Runs the command line with all temporary files in a folder of the test's. */
    function start(args: readonly string[], env: Readonly<Record<string, string>>) {
        const child = spawn(process.execPath, [COMMAND, "rehearse", ...args], {
            cwd: ROOT,
            env: { TMPDIR: temporary, NO_COLOR: "1", ...env },
        });
        return { child, out: textOf(child.stdout), error: textOf(child.stderr), ended: once(child, "close") };
    }

    it("leaves no process and no folder when it is interrupted during an update", async () => {
        const { PATH = "", HOME = "" } = process.env;
        const { child, out, ended } = start(["--cli", cli?.path ?? ""], { PATH, HOME });
        await vi.waitUntil(() => out().includes("\npreview ") && isLocked(temporary), SOON);
        expect(readdirSync(temporary).join()).toMatch(/groundwork-engine-.*groundwork-settings-/);
        // The command itself, the engine, and the policy pack.
        if (existsSync("/proc")) {
            await vi.waitUntil(() => processesWith(temporary).length >= 3, SOON);
        }
        child.kill("SIGINT");
        expect(await ended).toEqual([130, null]);
        expect(out()).not.toMatch(/PASS|FAIL/);
        await vi.waitUntil(() => processesWith(temporary).length === 0, SOON);
        expect(readdirSync(temporary)).toEqual([]);
    });

    it("says in three lines how to get a CLI where there is none, and nothing to build one with", async () => {
        const home = join(temporary, "home");
        mkdirSync(home);
        // Nothing is downloaded by a test.
        const offline = join(temporary, "offline.js");
        writeFileSync(offline, 'globalThis.fetch = () => Promise.reject(new Error("no network"));\n');
        const env = { PATH: "", HOME: home, XDG_CACHE_HOME: home, NODE_OPTIONS: `--require ${offline}` };
        const { ended, error } = start([], env);
        expect(await ended).toEqual([3, null]);
        const lines = error().trimEnd().split("\n");
        expect(lines).toHaveLength(3);
        expect(lines[0]).toMatch(/^There is no Pulumi CLI/);
        expect(lines[1]).toContain("There is no Go");
        expect(lines[2]).toContain("--cli PATH");
        expect(readdirSync(join(home, "groundwork")), "nothing half done").toEqual([]);
    });
});

function textOf(stream: ChildProcess["stdout"]): () => string {
    let text = "";
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
    });
    return () => text;
}

/** Whether an engine in this folder is at work on its stack. */
function isLocked(folder: string): boolean {
    try {
        const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
        return files.some((file) => /\.pulumi\/locks\/.*\.json$/.test(file));
    } catch {
        // A folder has just gone.
        return false;
    }
}

/** Numbers of the processes that have this text in their environment; none where that cannot be told. */
function processesWith(text: string): readonly string[] {
    if (!existsSync("/proc")) return [];
    const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return all.filter((pid) => {
        try {
            return readFileSync(`/proc/${pid}/environ`, "utf8").includes(text);
        } catch {
            // It has just ended, or is somebody else's.
            return false;
        }
    });
}
