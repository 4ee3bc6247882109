import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { Bucket } from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";

import { Engine, type EngineOptions } from "../../simulator/engine/engine";
import type { ServedProvider } from "../../simulator/providers/grpc";
import { MemoryProvider } from "../support/memory-provider";

const cli = inject("cli");
const COUNT = 3;

/** Buckets with plain inputs: nothing about them is the cloud's. */
function buckets(count = COUNT, tags: Record<string, string> = {}): () => void {
    return () => {
        for (let i = 0; i < count; i++) new Bucket(`bucket-${i}`, { bucket: `example-${i}`, tags });
    };
}

describe.skipIf(cli === undefined)("the real engine", () => {
    let provider: MemoryProvider;
    let served: ServedProvider;
    const opened: Engine[] = [];
    const folders = () => readdirSync(tmpdir()).filter((name) => /^(groundwork-engine|automation)-/.test(name));
    let before: readonly string[];

    beforeEach(async () => {
        before = folders();
        ({ provider, served } = await MemoryProvider.serve("aws"));
    });
    afterEach(async () => {
        for (const engine of opened.splice(0)) await engine.close();
        served.close();
        expect(folders()).toEqual(before);
    });

    async function open(program: () => unknown, more: Partial<EngineOptions> = {}): Promise<Engine> {
        if (!cli) throw new Error("There is no CLI.");
        const providers = { aws: served.port };
        const config = { "aws:region": "us-east-1", "example:greeting": "hello" };
        const engine = await Engine.open({ cli, project: "example", stack: "dev", config, program, providers, ...more });
        opened.push(engine);
        return engine;
    }

    it("takes a stack through its life", async () => {
        const engine = await open(() => {
            buckets()();
            return { greeting: new pulumi.Config("example").require("greeting") };
        });
        const stack = 1;
        const previewed = await engine.preview();
        expect(previewed.failed).toBeUndefined();
        expect(previewed.changes).toEqual({ create: COUNT + stack });
        expect(provider.resources.size).toBe(0);

        const up = await engine.up();
        expect(up.failed).toBeUndefined();
        expect(up.changes).toEqual(previewed.changes);
        expect(up.steps.map(({ op, failed }) => ({ op, failed }))).toContainEqual({ op: "create", failed: false });
        expect(provider.resources.size).toBe(COUNT);

        const again = await engine.up({ expectNoChanges: true });
        expect(again).toMatchObject({ changes: { same: COUNT + stack } });
        expect(again.failed).toBeUndefined();

        const refreshed = await engine.refresh({ expectNoChanges: true });
        expect(refreshed.failed).toBeUndefined();

        const state = await engine.exportState();
        const outputs = state.deployment.resources?.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs;
        expect(outputs).toEqual({ greeting: "hello" });
        await engine.importState(state);
        expect((await engine.exportState()).deployment.resources).toEqual(state.deployment.resources);

        await engine.setConfig({ "example:greeting": "good morning" });
        expect((await engine.up()).failed).toBeUndefined();
        expect(JSON.stringify(await engine.exportState())).toContain("good morning");

        const destroyed = await engine.destroy();
        expect(destroyed.failed).toBeUndefined();
        expect(destroyed.changes).toEqual({ delete: COUNT + stack });
        expect(provider.resources.size).toBe(0);

        const { folder } = engine;
        expect(existsSync(folder)).toBe(true);
        await engine.close();
        expect(existsSync(folder)).toBe(false);
    });

    it("says of a program's mistake its message alone, and of a bug where it is", async () => {
        const mistaken = await open(() => {
            throw new pulumi.RunError("groups: at least one is needed.");
        });
        const { failed, changes } = await mistaken.preview();
        expect(failed).toBe("groups: at least one is needed.");
        expect(changes.create ?? 0).toBeLessThan(2);
        const buggy = await open(() => {
            throw new TypeError("x is not a function");
        });
        expect((await buggy.up()).failed).toMatch(/^TypeError: x is not a function\n +at .*engine\.test\.ts/);
    });
});
