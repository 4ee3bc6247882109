import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readSettings, rules, SETTINGS_VARIABLE } from "../policies/public";
import { obtainCli } from "../simulator/engine/obtain";
import { rehearse as rehearseLife } from "../simulator/rehearsal/rehearse";
import type { StepReport } from "../simulator/rehearsal/step";
import type { RehearseArguments } from "./command-line";
import { PlatformConfig } from "./platform-config";
import { loadProgram } from "./program";
import { readProject } from "./project";
import { renderHeading, renderStep, renderVerdict } from "./render/rehearsal";

/** What `groundwork rehearse` was asked for, and where. */
export interface RehearseOptions extends RehearseArguments {
    /** Folder of Pulumi.yaml. */
    readonly root: string;
    /** Unit: columns. */
    readonly width: number;
    readonly color: boolean;
    readonly today: string;
    /** Takes each line as soon as there is one. */
    readonly print: (line: string) => void;
    readonly signal: AbortSignal;
}

/** Rules that forbid what must be done to a protected stack before it can be destroyed. */
const AGAINST_DESTROYING = ["rel-deletion-protection", "rel-protect-stateful", "rel-s3-no-force-destroy"];

/** Lives a stack's whole life with the real engine. Gives back whether every promise was kept. */
export async function rehearse(options: RehearseOptions): Promise<boolean> {
    const { root, stack, today, print, signal, color, width } = options;
    const project = readProject(root, stack);
    readSettings(process.env[SETTINGS_VARIABLE], today, rules);
    const program = loadProgram(project);
    const platform = new PlatformConfig(project);
    const cli = await obtainCli({ flag: options.cli, log: print, signal });
    print(renderHeading({ stack, project: project.name, cli, place: platform.place }, color));
    const settings = new DestroyingSettings();
    try {
        const steps = await rehearseLife(
            {
                cli,
                project: project.name,
                stack,
                config: project.config,
                program,
                place: platform.place,
                foreignNetwork: platform.foreignNetwork,
                policyPack: join(root, "policies", "groundwork-policies"),
                env: packEnvironment(process.env[SETTINGS_VARIABLE]),
                signal,
            },
            {
                failAt: options.failAt,
                throttle: options.throttle,
                killZone: options.killZone,
                edits: options.upgrade === undefined ? [] : [upgrade(platform, options.upgrade)],
                unprotecting: { change: platform.unprotect, env: packEnvironment(settings.path) },
                onStep: (step: StepReport) => print(renderStep(step, { color, width })),
            },
        );
        print(renderVerdict(steps, { color, width }));
        return steps.at(-1)?.broken === undefined;
    } finally {
        settings.remove();
    }
}

function upgrade(platform: PlatformConfig, version: string) {
    return { name: `upgrade to ${version}`, change: platform.upgradeTo(version) };
}

/** What the policy pack needs of the environment: its settings. */
function packEnvironment(settings: string | undefined): Readonly<Record<string, string>> {
    return settings === undefined ? {} : { [SETTINGS_VARIABLE]: settings };
}

/** The pack's settings, as they are but for the rules that would keep a stack from being destroyed. */
class DestroyingSettings {
    readonly #folder = mkdtempSync(join(tmpdir(), "groundwork-settings-"));
    readonly path = join(this.#folder, "settings.json");

    constructor() {
        const given = process.env[SETTINGS_VARIABLE];
        const own = given ? (JSON.parse(readFileSync(given, "utf8")) as { rules?: object }) : {};
        const advisory = Object.fromEntries(AGAINST_DESTROYING.map((rule) => [rule, "advisory"]));
        writeFileSync(this.path, JSON.stringify({ ...own, rules: { ...own.rules, ...advisory } }));
    }

    remove(): void {
        rmSync(this.#folder, { recursive: true, force: true });
    }
}
