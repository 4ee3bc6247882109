import { delimiter, dirname } from "node:path";
import type { PulumiCommand } from "@pulumi/pulumi/automation";

import { Child } from "./child";
import { childEnvironment } from "./environment";
import type { Cli } from "./pulumi-cli";

/** How long the engine has, once it is asked to stop, to end the resource it works on. Unit: milliseconds. */
const GRACE = 10_000;

/** What the Automation API gets back from a command, and all it reads of it. */
interface Ran {
    readonly stdout: string;
    readonly stderr: string;
    readonly code: number;
}

/** A command of the CLI ended with a failure: the engine has said why in its events. */
export class CommandFailed extends Error {
    override readonly name = "CommandFailed";

    constructor(
        readonly args: readonly string[],
        readonly code: number | undefined,
        readonly stderr: string,
    ) {
        super(`pulumi ${args[0] ?? ""} failed: ${stderr.trim()}`);
    }
}

/**
 * Runs the CLI for the Automation API, in place of the API's own runner: that one hands the CLI everything in this
 * process's environment, does not tell the process's number, and lets Ctrl-C reach the engine twice.
 */
export class Command {
    readonly version: { toString(): string };
    readonly #running = new Set<Child>();

    constructor(
        readonly cli: Cli,
        private readonly signal: AbortSignal | undefined,
    ) {
        this.version = { toString: () => cli.version };
    }

    /** Numbers of the CLI's processes that run now. */
    get pids(): readonly number[] {
        return [...this.#running].flatMap(({ pid }) => pid ?? []);
    }

    /** As the Automation API sees it: its class has a private constructor. */
    get forAutomation(): PulumiCommand {
        return this as unknown as PulumiCommand;
    }

    /** Called by the Automation API. */
    async run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<Ran> {
        this.signal?.throwIfAborted();
        const child = new Child(this.cli.path, [...args, "--non-interactive"], {
            cwd,
            env: childEnvironment({ PATH: searchPath(), ...env, PULUMI_AUTOMATION_API: "true" }),
            signal: this.signal,
            grace: GRACE,
        });
        this.#running.add(child);
        try {
            const { code, out, error } = await child.ended;
            if (code === 0) return { stdout: out, stderr: error, code };
            this.signal?.throwIfAborted();
            throw new CommandFailed(args, code, error);
        } finally {
            this.#running.delete(child);
        }
    }

    /** Ends what still runs, at once. */
    async kill(): Promise<void> {
        const running = [...this.#running];
        for (const child of running) child.kill();
        await Promise.all(running.map(({ ended }) => ended));
    }
}

/** A policy pack must run on the Node that runs us. */
function searchPath(): string {
    return [dirname(process.execPath), ...(process.env.PATH ?? "").split(delimiter)].join(delimiter);
}
