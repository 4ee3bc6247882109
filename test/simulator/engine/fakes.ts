import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { vi } from "vitest";

/** A machine of our own making: its home, its PATH and its caches are in a temporary folder. */
export class FakeMachine {
    readonly folder = mkdtempSync(join(tmpdir(), "groundwork-fake-"));
    readonly log: string[] = [];

    constructor() {
        vi.stubEnv("HOME", this.at("home"));
        vi.stubEnv("PATH", this.at("bin"));
        vi.stubEnv("XDG_CACHE_HOME", this.at("caches"));
        // Nothing is ever downloaded by a test.
        vi.stubGlobal("fetch", () => Promise.reject(new Error("no network")));
    }

    at(...path: readonly string[]): string {
        return join(this.folder, ...path);
    }

    /** A folder of this machine with a shell script in it. */
    script(path: string, body: string): string {
        const file = this.at(path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, `#!/bin/sh\n${body}\n`);
        chmodSync(file, 0o755);
        return file;
    }

    /** A Pulumi CLI that knows its version and nothing else. */
    pulumi(path: string, version: string): string {
        return this.script(path, `[ "$1" = version ] && echo "v${version}"`);
    }

    read(path: string): string | undefined {
        return existsSync(this.at(path)) ? readFileSync(this.at(path), "utf8") : undefined;
    }

    remove(): void {
        vi.unstubAllEnvs();
        vi.unstubAllGlobals();
        rmSync(this.folder, { recursive: true, force: true });
    }
}

/** Whether a process of this number is there. */
export function isAlive(pid: number): boolean {
    try {
        return process.kill(pid, 0);
    } catch {
        return false;
    }
}
