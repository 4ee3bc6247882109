import { readFileSync } from "node:fs";
import { join } from "node:path";

import { PlatformConfig } from "../cli/platform-config";
import { loadProgram } from "../cli/program";
import { readProject } from "../cli/project";
import { Engine, type EngineOptions } from "../simulator/engine/engine";
import { obtainCli } from "../simulator/engine/obtain";
import { serveAll } from "../simulator/providers/providers";
import { Life } from "../simulator/rehearsal/life";
import { type Registration, registerAll } from "./bare";
import { BareProvider } from "./bare-provider";
import { ROOT } from "./child";

/** What the engine does with a stack, in this order. */
export const OPERATIONS = ["preview", "up", "up again", "destroy"] as const;

/** What the real engine takes for a stack. */
export interface EngineTimes {
    /** Resources that the `up` creates, with what the engine makes by itself. */
    readonly resources: number;
    /** Wall-clock time of each operation. */
    readonly seconds: Readonly<Record<(typeof OPERATIONS)[number], number>>;
}

/** The program of the stack dev with the simulated cloud's providers and the policy pack. */
export async function timeOurs(cli: string): Promise<EngineTimes> {
    const project = readProject(ROOT, "dev");
    const life = await Life.begin({
        cli: await cliAt(cli),
        project: project.name,
        stack: project.stack,
        config: project.config,
        program: loadProgram(project),
        place: new PlatformConfig(project).place,
        policyPack: join(ROOT, "policies/groundwork-policies"),
    });
    try {
        return await timed(life.engine);
    } finally {
        await life.close();
    }
}

/**
 * The floor that any program pays: the resources in a file, each by itself with plain inputs, with providers that take
 * anything and a pack of one rule.
 */
export async function timeBare(cli: string, file: string): Promise<EngineTimes> {
    const registrations = JSON.parse(readFileSync(file, "utf8")) as Registration[];
    const providers = await serveAll({ aws: new BareProvider(), kubernetes: new BareProvider() });
    const options: EngineOptions = {
        cli: await cliAt(cli),
        project: "groundwork",
        stack: "bench",
        config: {},
        program: () => registerAll(registrations),
        providers: providers.ports,
        policyPack: join(ROOT, "bench/one-rule-pack.js"),
    };
    try {
        const engine = await Engine.open(options);
        try {
            return await timed(engine);
        } finally {
            await engine.close();
        }
    } finally {
        providers.close();
    }
}

function cliAt(path: string) {
    return obtainCli({ flag: path, log: console.error });
}

async function timed(engine: Engine): Promise<EngineTimes> {
    const preview = await engine.preview();
    const up = await engine.up();
    const again = await engine.up({ expectNoChanges: true });
    const destroy = await engine.destroy();
    // An operation that did not do its work would be quick.
    const failed = [preview, up, again, destroy].flatMap((outcome) => outcome.failed ?? []);
    if (failed.length > 0) throw new Error(failed.join("\n"));
    return {
        resources: up.changes.create ?? 0,
        seconds: {
            preview: preview.seconds,
            up: up.seconds,
            "up again": again.seconds,
            destroy: destroy.seconds,
        },
    };
}
