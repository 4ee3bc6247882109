import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Child } from "../../../simulator/engine/child";
import { FakeMachine } from "./fakes";

describe("Child", () => {
    let machine: FakeMachine;
    beforeEach(() => {
        machine = new FakeMachine();
    });
    afterEach(() => machine.remove());
    const ready = (out: string[]) => vi.waitUntil(() => out.join("").includes("ready"), { timeout: 20_000 });

    it("gives back what was printed and the exit code", async () => {
        const script = machine.script("it", 'echo "said $NAME"; echo wrong >&2; exit 3');
        const ended = await new Child(script, [], { env: { NAME: "this" } }).ended;
        expect(ended).toEqual({ code: 3, out: "said this\n", error: "wrong\n", late: false });
    });

    it("tells a command that is not there by having no code", async () => {
        const { code, error } = await new Child(machine.at("none"), [], { env: {} }).ended;
        expect(code).toBeUndefined();
        expect(error).toContain("ENOENT");
    });

    it("ends what takes too long", async () => {
        const script = machine.script("it", "/bin/sleep 600");
        expect(await new Child(script, [], { env: {}, limit: 200 }).ended).toMatchObject({ late: true });
    });

    it("asks once, and lets the child end by itself", async () => {
        const script = machine.script(
            "it",
            'trap "echo asked; exit 8" INT; echo ready; while :; do /bin/sleep 0.05; done',
        );
        const abort = new AbortController();
        const out: string[] = [];
        const child = new Child(script, [], {
            env: {},
            signal: abort.signal,
            grace: 60_000,
            onOut: (text) => out.push(text),
        });
        await ready(out);
        abort.abort();
        expect(await child.ended).toMatchObject({ code: 8, out: "ready\nasked\n" });
    });

    it("ends a child that does not listen", async () => {
        const script = machine.script("it", 'trap "" INT; echo ready; while :; do /bin/sleep 0.05; done');
        const abort = new AbortController();
        const out: string[] = [];
        const child = new Child(script, [], {
            env: {},
            signal: abort.signal,
            grace: 100,
            onOut: (text) => out.push(text),
        });
        await ready(out);
        abort.abort();
        expect((await child.ended).code).toBeUndefined();
    });
});
