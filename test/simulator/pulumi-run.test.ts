import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

import type { ResourceGraph } from "../../insight/graph";
import { ACCOUNT } from "../support/deploy";
import { FakeEngine } from "../support/fake-engine";
import { configOf, configWith, platformOf, stackGraph } from "../support/stacks";

const root = join(__dirname, "..", "..");
const {
    name: project,
    main,
    runtime,
} = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as {
    name: string;
    main: string;
    runtime: { name: string; options: { tsconfig: string } };
};

interface Run {
    readonly engine: FakeEngine;
    readonly code: number | null;
    readonly printed: string;
}

/** Starts the program as the language host does on `pulumi up`: in its own folder, with the options of Pulumi.yaml. */
async function run(stack: string, config: Readonly<Record<string, string>>): Promise<Run> {
    const engine = new FakeEngine(project, stack, ACCOUNT);
    await engine.start();
    const folder = join(root, dirname(main));
    const flags = {
        monitor: engine.address,
        engine: engine.address,
        project,
        "root-directory": root,
        stack,
        pwd: folder,
        parallel: "16",
    };
    const child = spawn(
        process.execPath,
        [
            join(root, "node_modules/@pulumi/pulumi/cmd/run"),
            ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
            basename(main),
        ],
        {
            cwd: folder,
            env: {
                PATH: process.env.PATH,
                PULUMI_CONFIG: JSON.stringify(config),
                PULUMI_CONFIG_SECRET_KEYS: "[]",
                PULUMI_NODEJS_TYPESCRIPT: "true",
                PULUMI_NODEJS_TSCONFIG_PATH: runtime.options.tsconfig,
            },
        },
    );
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += String(chunk)));
    try {
        const code = await new Promise<number | null>((resolve, reject) => {
            child.on("error", reject);
            child.on("close", resolve);
        });
        return { engine, code, printed };
    } finally {
        child.kill();
        engine.stop();
    }
}

describe("the program as pulumi up starts it", () => {
    let real: Run;
    let plan: ResourceGraph;
    beforeAll(async () => {
        [real, plan] = await Promise.all([run("dev", configOf("dev")), stackGraph("dev")]);
    });
    afterAll(() => real.engine.stop());

    it("ends well and says nothing", () => {
        expect(real.engine.errors).toEqual([]);
        expect([real.code, real.printed]).toEqual([0, ""]);
    });

    it("registers what the plan shows, all of it and nothing else", () => {
        const remote = plan.ofType("eks:index:Cluster").map(({ urn }) => urn);
        const planned = plan.resources.filter(
            (resource) => !plan.ancestorsOf(resource).some((above) => remote.includes(above.urn)),
        );
        const registered = real.engine.registered.filter(({ type }) => type !== "pulumi:pulumi:Stack");
        // An empty plan would be equal to a program that does nothing.
        expect(planned.length).toBeGreaterThan(100);
        expect(registered.map(({ urn }) => urn).sort()).toEqual(planned.map(({ urn }) => urn).sort());
    });

    it("has a stack with the plan's outputs, and looks nothing up", () => {
        const stack = real.engine.registered.find(({ type }) => type === "pulumi:pulumi:Stack");
        expect(real.engine.outputs.get(stack?.urn ?? "")).toEqual(plan.outputs);
        expect(real.engine.invoked).toEqual([]);
    });

    it("is refused with the message alone when its file is wrong, and registers nothing but the stack", async () => {
        const { engine, code } = await run("dev", configWith("dev", { ...platformOf("dev"), profile: "cheap" }));
        expect(code).not.toBe(0);
        expect(engine.errors).toEqual([
            [
                "Pulumi.dev.yaml has 1 mistake in groundwork:platform:",
                '  - profile must be one of "minimal", "standard", "regulated", got "cheap".',
            ].join("\n"),
        ]);
        expect(engine.registered.map(({ type }) => type)).toEqual(["pulumi:pulumi:Stack"]);
    });
});
