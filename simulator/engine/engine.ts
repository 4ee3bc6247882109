import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalWorkspace, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import { Command, CommandFailed } from "./command";
import { Events, type Outcome } from "./outcome";
import { ProgramRun } from "./program";
import type { Cli } from "./pulumi-cli";

/** What an engine is started with. */
export interface EngineOptions {
    readonly cli: Cli;
    readonly project: string;
    readonly stack: string;
    /** Full keys, values as text; objects as JSON. */
    readonly config: Readonly<Record<string, string>>;
    /** Registers the resources each time it is called, and gives back the stack's outputs. It runs in this process. */
    readonly program: () => unknown;
    /** Ports of this machine at which the provider of each package listens. Other packages have none. */
    readonly providers: Readonly<Record<string, number>>;
    /** An engine whose stack this one works on, too: as a second person does. */
    readonly shares?: Engine | undefined;
    /** Folder or executable of a policy pack that judges each `preview` and `up`. */
    readonly policyPack?: string | undefined;
    /** What the engine and the pack see besides a bare environment. */
    readonly env?: Readonly<Record<string, string>> | undefined;
    /** Stops what runs when it aborts. */
    readonly signal?: AbortSignal | undefined;
}

/** How an operation is run. */
export interface OperationOptions {
    /** How many resources are worked on at once. The engine's own default if not given. */
    readonly parallel?: number | undefined;
    /** Does what does not depend on a failed resource. For `up` and `destroy`. */
    readonly continueOnError?: boolean | undefined;
    /** Fails if anything changes. For `preview`, `up` and `refresh`. */
    readonly expectNoChanges?: boolean | undefined;
    /** Forgets resources of which an interrupted `up` did not learn whether they exist. For `refresh`. */
    readonly clearPendingCreates?: boolean | undefined;
    /** What the engine and the pack see for this operation alone. */
    readonly env?: Readonly<Record<string, string>> | undefined;
}

/** A stack's state, as `pulumi stack export` writes it. */
export interface State {
    readonly version: number;
    readonly deployment: { readonly resources?: readonly Record<string, unknown>[]; readonly [key: string]: unknown };
}

/** The state is temporary, and its secrets are made up. */
const PASSPHRASE = "rehearsal";

type Operation = (stack: Stack, options: Parameters<Stack["up"]>[0]) => Promise<unknown>;

/**
 * A real Pulumi engine with one stack, whose state lives in a temporary folder. It is in nobody's account, asks nobody
 * on the network and leaves nothing behind once it is closed.
 */
export class Engine {
    readonly #stack: Promise<Stack>;
    readonly #command: Command;

    private constructor(
        private readonly options: EngineOptions,
        /** Everything the engine writes is in it. */
        readonly folder: string,
    ) {
        this.#command = new Command(options.cli, options.signal);
        this.#stack = this.createStack();
        // Who opens the engine awaits it, too; who closes it first must not see it fail.
        this.#stack.catch(() => undefined);
    }

    /** Starts with an empty stack, or with one that another engine has. */
    static async open(options: EngineOptions): Promise<Engine> {
        options.signal?.throwIfAborted();
        const engine = new Engine(options, mkdtempSync(join(tmpdir(), "groundwork-engine-")));
        process.once("exit", engine.remove);
        try {
            await engine.#stack;
            return engine;
        } catch (error) {
            await engine.close();
            throw error;
        }
    }

    /** Numbers of the engine's processes that run now; for tests that kill one. */
    get pids(): readonly number[] {
        return this.#command.pids;
    }

    preview(options: OperationOptions = {}): Promise<Outcome> {
        return this.operate((stack, all) => stack.preview({ ...all, ...this.judged }), options);
    }

    up(options: OperationOptions = {}): Promise<Outcome> {
        return this.operate((stack, all) => stack.up({ ...all, ...this.judged }), options);
    }

    refresh(options: OperationOptions = {}): Promise<Outcome> {
        return this.operate((stack, all) => stack.refresh(all), options);
    }

    destroy(options: OperationOptions = {}): Promise<Outcome> {
        return this.operate((stack, all) => stack.destroy(all), options);
    }

    /** Takes away the lock that a killed engine left. Until then every operation is refused. */
    async cancel(): Promise<void> {
        await this.pulumi("cancel", "--yes", "--stack", this.options.stack);
    }

    /** The state, with secrets as plain text. */
    async exportState(): Promise<State> {
        const { stdout } = await this.pulumi("stack", "export", "--show-secrets", "--stack", this.options.stack);
        return JSON.parse(stdout) as State;
    }

    /** Puts a state in the place of the present one. */
    async importState(state: State): Promise<void> {
        const file = join(this.folder, "import.json");
        writeFileSync(file, JSON.stringify(state));
        await this.pulumi("stack", "import", "--file", file, "--stack", this.options.stack);
        rmSync(file);
    }

    /** Sets values of the configuration; those that are not named stay. */
    async setConfig(config: Readonly<Record<string, string>>): Promise<void> {
        const values = Object.entries(config).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
        await this.pulumi("config", "set-all", "--stack", this.options.stack, ...values);
    }

    /** Ends what still runs and removes every trace. May be called more than once. */
    async close(): Promise<void> {
        await this.#command.kill();
        this.remove();
        process.off("exit", this.remove);
    }

    private readonly remove = (): void => rmSync(this.folder, { recursive: true, force: true });

    private async createStack(): Promise<Stack> {
        const { project, stack, config, program, shares } = this.options;
        const create = shares ? LocalWorkspace.selectStack : LocalWorkspace.createStack;
        for (const path of [this.home, this.backend, this.work]) mkdirSync(path, { recursive: true });
        return create.call(
            LocalWorkspace,
            { projectName: project, stackName: stack, program: program as PulumiFn },
            {
                workDir: this.work,
                pulumiCommand: this.#command.forAutomation,
                envVars: this.env,
                // Relative paths of files in the program mean what they mean to `pulumi up`.
                projectSettings: { name: project, runtime: "nodejs", main: process.cwd() },
                // Written before the stack is there: one process less than to set them.
                stackSettings: { [stack]: { config: { ...config } } },
            },
        );
    }

    private get judged(): { policyPacks?: string[] } {
        const { policyPack } = this.options;
        return policyPack === undefined ? {} : { policyPacks: [policyPack] };
    }

    private async operate(operation: Operation, { env, ...options }: OperationOptions): Promise<Outcome> {
        const stack = await this.#stack;
        stack.workspace.envVars = { ...this.env, ...env };
        const events = new Events();
        const run = new ProgramRun(this.options.program);
        stack.workspace.program = run.run;
        const start = performance.now();
        const stopped = await run.guarding(() =>
            operation(stack, { ...given(options), onEvent: events.add, color: "never" }).then(
                () => undefined,
                (error: unknown) => this.whyStopped(error),
            ),
        );
        const seconds = (performance.now() - start) / 1000;
        const why = stopped === undefined ? undefined : (events.reason ?? stopped);
        return events.outcome(seconds, run.failure ?? why);
    }

    /** Words for a failure that the events do not explain. */
    private whyStopped(error: unknown): string {
        this.options.signal?.throwIfAborted();
        if (error instanceof CommandFailed) {
            if (error.code === undefined) return "the engine was killed";
            return errorIn(error.stderr) ?? `the engine ended with code ${error.code}`;
        }
        return error instanceof Error ? error.message : String(error);
    }

    private pulumi(...args: readonly string[]) {
        return this.#command.run(args, this.work, this.env);
    }

    private get env(): Record<string, string> {
        const { providers, env } = this.options;
        const ports = Object.entries(providers).map(([name, port]) => `${name}:${port}`);
        return {
            ...env,
            PULUMI_HOME: this.home,
            PULUMI_BACKEND_URL: `file://${this.backend}`,
            PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
            PULUMI_DEBUG_PROVIDERS: ports.join(","),
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PULUMI_DIY_BACKEND_PARALLEL: "10",
        };
    }

    private get home(): string {
        return join(this.folder, "home");
    }

    private get backend(): string {
        return this.options.shares?.backend ?? join(this.folder, "backend");
    }

    private get work(): string {
        return join(this.folder, "work");
    }
}

/** Without the options that are not given: the Automation API takes `undefined` for a value. */
function given(options: Omit<OperationOptions, "env">): Record<string, number | boolean> {
    return Object.fromEntries(
        Object.entries(options).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
}

/** What the CLI says is wrong, with what it lists below, such as who holds the lock. */
function errorIn(stderr: string): string | undefined {
    return /^error: (.+(?:\n {2}\S.*)*)/m.exec(stderr)?.[1];
}
