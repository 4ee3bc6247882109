import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Bucket } from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";

import { Refusal } from "../../simulator/cloud/cloud";
import { Engine, type EngineOptions } from "../../simulator/engine/engine";
import { membersOfSession } from "../../simulator/engine/session";
import type { ServedProvider } from "../../simulator/providers/grpc";
import { isAlive } from "../simulator/engine/fakes";
import { ensureBuilt, ROOT } from "../support/cli";
import { MemoryProvider } from "../support/memory-provider";

const cli = inject("cli");
const COUNT = 3;
/** The stack itself is a resource, too. */
const STACK = 1;
const UNAWAITED = "nobody awaits this";

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
    let temporary: string;

    beforeEach(async () => {
        temporary = mkdtempSync(join(tmpdir(), "groundwork-test-"));
        vi.stubEnv("TMPDIR", temporary);
        ({ provider, served } = await MemoryProvider.serve("aws"));
    });
    afterEach(async () => {
        for (const engine of opened.splice(0)) await engine.close();
        served.close();
        vi.unstubAllEnvs();
        const left = readdirSync(temporary);
        rmSync(temporary, { recursive: true });
        expect(left).toEqual([]);
    });

    async function open(program: () => unknown, more: Partial<EngineOptions> = {}): Promise<Engine> {
        if (!cli) throw new Error("There is no CLI.");
        const providers = { aws: served.port };
        const config = { "aws:region": "us-east-1", "example:greeting": "hello" };
        const engine = await Engine.open({
            cli,
            project: "example",
            stack: "dev",
            config,
            program,
            providers,
            ...more,
        });
        opened.push(engine);
        return engine;
    }

    it("takes a stack through its life", async () => {
        const engine = await open(() => {
            buckets()();
            return { greeting: new pulumi.Config("example").require("greeting") };
        });
        const previewed = await engine.preview();
        expect(previewed.failed).toBeUndefined();
        expect(previewed.changes).toEqual({ create: COUNT + STACK });
        expect(provider.resources.size).toBe(0);

        const up = await engine.up();
        expect(up.failed).toBeUndefined();
        expect(up.changes).toEqual(previewed.changes);
        expect(up.steps.map(({ op, failed }) => ({ op, failed }))).toContainEqual({ op: "create", failed: false });
        expect(provider.resources.size).toBe(COUNT);

        const again = await engine.up({ expectNoChanges: true });
        expect(again).toMatchObject({ changes: { same: COUNT + STACK } });
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
        expect(destroyed.changes).toEqual({ delete: COUNT + STACK });
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
        const { failed } = await mistaken.preview();
        expect(failed).toBe("groups: at least one is needed.");
        const buggy = await open(() => {
            throw new TypeError("x is not a function");
        });
        expect((await buggy.up()).failed).toMatch(/^TypeError: x is not a function\n +at .*engine\.test\.ts/);
    });

    it("takes a rejection that nobody awaits for a failure", async () => {
        const engine = await open(() => {
            buckets()();
            void Promise.reject(new pulumi.RunError(UNAWAITED));
        });
        expect((await engine.up()).failed).toBe(UNAWAITED);
        expect((await engine.destroy()).failed).toBeUndefined();
    });

    it("makes a provider's refusal the failure of its resource, and goes on where it is asked to", async () => {
        provider.beforeCreate = (name) => {
            if (name === "bucket-0") throw new Refusal("BucketAlreadyExists: example-0");
        };
        const engine = await open(buckets());
        const { failed, changes, steps, diagnostics } = await engine.up({ parallel: 1, continueOnError: true });
        expect(failed).toBe("BucketAlreadyExists: example-0");
        expect(changes.create).toBe(COUNT - 1 + STACK);
        const urn = "urn:pulumi:dev::example::aws:s3/bucket:Bucket::bucket-0";
        expect(steps.filter((step) => step.failed)).toMatchObject([{ urn, op: "create" }]);
        expect(diagnostics).toContainEqual(expect.objectContaining({ urn, severity: "error" }));
        provider.beforeCreate = () => undefined;
        expect((await engine.up()).changes).toMatchObject({ create: 1 });
        expect(provider.resources.size).toBe(COUNT);
    });

    it("says what a change would do that must not happen", async () => {
        let tags: Record<string, string> = {};
        const engine = await open(() => buckets(COUNT, tags)());
        await engine.up();
        tags = { owner: "ml-platform" };
        const { failed, changes } = await engine.preview({ expectNoChanges: true });
        expect(failed).toContain("no changes were expected");
        expect(changes).toEqual({ update: COUNT, same: STACK });
    });

    it("lets the policy pack stop a preview, with what it finds", async () => {
        ensureBuilt();
        const engine = await open(buckets(), { policyPack: join(ROOT, "policies/groundwork-policies") });
        const { failed = "", policyFindings } = await engine.preview();
        expect(policyFindings).toContainEqual(
            expect.objectContaining({ urn: expect.stringContaining("bucket-0"), level: "mandatory" }),
        );
        for (const { message, level } of policyFindings) if (level === "mandatory") expect(failed).toContain(message);
        // An update stops at the first resource: rules about the whole stack have no say.
        const up = await engine.up();
        expect(policyFindings).toEqual(expect.arrayContaining([...up.policyFindings]));
        expect(up.failed).toContain("gov-data-class");
        expect(provider.resources.size).toBe(0);
    });

    /** An `up` that has begun to create one bucket, and goes on when it is released. */
    async function upHalfWay(engine: Engine) {
        let release = (): void => undefined;
        const released = new Promise<void>((resolve) => {
            release = resolve;
        });
        const begun = new Promise<void>((resolve) => {
            provider.beforeCreate = () => {
                resolve();
                return released;
            };
        });
        const outcome = engine.up();
        // Whoever awaits it later must not find it unawaited now.
        outcome.catch(() => undefined);
        await begun;
        return { outcome, release };
    }

    it("refuses a second update while the first holds the lock", async () => {
        const engine = await open(buckets());
        const first = await upHalfWay(engine);
        expect((await engine.up()).failed).toContain("locked");
        first.release();
        expect((await first.outcome).failed).toBeUndefined();
        expect(provider.resources.size).toBe(COUNT);
    });

    it("stops when it is told to, and leaves no process", async () => {
        const abort = new AbortController();
        const engine = await open(buckets(), { signal: abort.signal });
        const { outcome, release } = await upHalfWay(engine);
        const [pid = 0] = engine.pids;
        expect(isAlive(pid)).toBe(true);
        const reason = new Error("interrupted");
        abort.abort(reason);
        release();
        await expect(outcome).rejects.toBe(reason);
        expect(isAlive(pid)).toBe(false);
        await expect(engine.up()).rejects.toBe(reason);
    });

    it("recovers when the engine is killed, and leaves no policy pack running", async () => {
        ensureBuilt();
        const engine = await open(buckets(1), { policyPack: join(ROOT, "test/support/lenient-pack.js") });
        const { outcome, release } = await upHalfWay(engine);
        const [pid = 0] = engine.pids;
        // The engine and the pack, where that can be told.
        const all = membersOfSession(pid);
        process.kill(pid, "SIGKILL");
        expect((await outcome).failed).toBe("the engine was killed");
        await vi.waitUntil(() => !all.some(isAlive), { timeout: 20_000 });
        release();
        expect((await engine.up()).failed).toContain("locked");
        await engine.cancel();
        const { failed } = await engine.refresh({ clearPendingCreates: true });
        expect(failed).toBeUndefined();
        expect((await engine.up()).failed).toBeUndefined();
        expect((await engine.destroy()).failed).toBeUndefined();
    });
});
