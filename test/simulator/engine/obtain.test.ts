import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { NoCli } from "../../../simulator/engine/no-cli";
import { obtainCli } from "../../../simulator/engine/obtain";
import { FakeMachine, isAlive } from "./fakes";

/** A compiler that takes what is asked for and "builds" a CLI of the version that it is told to. */
const WORKING_GO = `
[ "$1" = version ] && exit 0
while [ "$1" != -o ]; do
    case "$1" in *version.Version=*) version="\${1##*=}";; esac
    shift
done
printf '#!/bin/sh\\necho %s\\n' "$version" > "$2"
/bin/chmod +x "$2"
`;

describe("obtainCli", () => {
    let machine: FakeMachine;
    beforeEach(() => {
        machine = new FakeMachine();
    });
    afterEach(() => machine.remove());
    const obtain = (signal?: AbortSignal) => obtainCli({ log: (line) => machine.log.push(line), signal });
    const cached = () => readdirSync(machine.at("caches", "groundwork"));

    it("takes the one that is there", async () => {
        const path = machine.pulumi("bin/pulumi", "3.259.0");
        expect(await obtain()).toEqual({ path, version: "3.259.0", how: "PATH" });
        expect(existsSync(machine.at("caches"))).toBe(false);
    });

    it("says in three lines what to do where there is neither network nor Go", async () => {
        const error = await obtain().catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(NoCli);
        const lines = String(error instanceof Error && error.message).split("\n");
        expect(lines).toHaveLength(3);
        expect(lines[1]).toBe(
            "Installing one failed: https://get.pulumi.com/install.sh cannot be reached. There is no Go to build one with.",
        );
        expect(lines[2]).toContain("--cli PATH");
        expect(cached()).toEqual([]);
    });

    it("builds one where there is Go, and finds it again", async () => {
        machine.script("bin/go", WORKING_GO);
        const path = machine.at("caches/groundwork/pulumi-3.259.0/bin/pulumi");
        expect(await obtain()).toEqual({ path, version: "3.259.0", how: "built" });
        expect(cached()).toEqual(["pulumi-3.259.0"]);
        expect(await obtain()).toEqual({ path, version: "3.259.0", how: "cache" });
    });

    it("replaces a cache that holds no CLI", async () => {
        machine.script("bin/go", WORKING_GO);
        machine.script("caches/groundwork/pulumi-3.259.0/bin/pulumi", "exit 1");
        expect((await obtain()).how).toBe("built");
    });

    it("lets two build at once", async () => {
        machine.script("bin/go", WORKING_GO);
        const both = await Promise.all([obtain(), obtain()]);
        expect(both.map(({ version }) => version)).toEqual(["3.259.0", "3.259.0"]);
        expect(cached()).toEqual(["pulumi-3.259.0"]);
    });

    it("gives the compiler's last word and leaves nothing when the build fails", async () => {
        machine.script("bin/go", `[ "$1" = version ] && exit 0; echo "first" >&2; echo "no space left" >&2; exit 1`);
        await expect(obtain()).rejects.toThrow("Building one failed: no space left.");
        expect(cached()).toEqual([]);
    });

    it("ends the compiler and what it started, and leaves nothing, when it is interrupted", async () => {
        const started = machine.at("started");
        machine.script(
            "bin/go",
            `[ "$1" = version ] && exit 0
            /bin/sleep 600 &
            echo "$$ $!" > "${started}.part"; /bin/mv "${started}.part" "${started}"
            wait`,
        );
        const abort = new AbortController();
        const reason = new Error("interrupted");
        const obtained = obtain(abort.signal);
        await vi.waitUntil(() => existsSync(started), { timeout: 20_000 });
        abort.abort(reason);
        await expect(obtained).rejects.toBe(reason);
        expect(cached()).toEqual([]);
        const pids = (machine.read("started") ?? "").split(" ").map(Number);
        expect(pids).toHaveLength(2);
        await vi.waitUntil(() => !pids.some(isAlive), { timeout: 20_000 });
    });

    it("removes what a killed build left, not what another one is filling", async () => {
        machine.script("bin/go", WORKING_GO);
        const unused = 4_194_304;
        for (const owner of [unused, process.ppid]) {
            mkdirSync(machine.at(`caches/groundwork/pulumi-3.259.0.part-${owner}-x`), { recursive: true });
        }
        await obtain();
        expect(cached().sort()).toEqual(["pulumi-3.259.0", `pulumi-3.259.0.part-${process.ppid}-x`]);
    });
});
