import { type ChildProcess, spawn } from "node:child_process";

import { membersOfSession } from "./session";

/** How a child process is started. */
export interface ChildOptions {
    /** All that it sees: nothing is inherited. */
    readonly env: Readonly<Record<string, string>>;
    readonly cwd?: string | undefined;
    /** Asks the child to stop when it aborts. */
    readonly signal?: AbortSignal | undefined;
    /**
     * How long it has to stop by itself once it is asked to; 0 kills it at once. Unit: milliseconds.
     *
     * @default 0
     */
    readonly grace?: number | undefined;
    /** How long it may take before it is killed; for ever if not given. Unit: milliseconds. */
    readonly limit?: number | undefined;
    readonly onOut?: ((text: string) => void) | undefined;
    readonly onError?: ((text: string) => void) | undefined;
}

/** How a child process ended, and all it printed. */
export interface Ended {
    /** Its exit code; none if a signal ended it or it could not be started. */
    readonly code?: number | undefined;
    readonly out: string;
    readonly error: string;
    /** Whether it was killed for taking too long. */
    readonly late: boolean;
}

/**
 * A child process in a session of its own.
 *
 * Ctrl-C in the terminal does not reach it, so it is asked to stop once, by us, and not twice: the engine takes a
 * second signal for "leave everything as it is". It never outlives this process, nor does what it started.
 */
export class Child {
    readonly ended: Promise<Ended>;
    readonly #process: ChildProcess;
    readonly #timers: NodeJS.Timeout[] = [];
    #late = false;

    constructor(
        command: string,
        args: readonly string[],
        private readonly options: ChildOptions,
    ) {
        const { env, cwd } = options;
        this.#process = spawn(command, args, { env, cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] });
        this.ended = this.end();
    }

    /** Number of the process; undefined if it could not be started. */
    get pid(): number | undefined {
        return this.#process.pid;
    }

    /** Ends the process and all that it started, at once. */
    readonly kill = (): void => {
        if (this.pid === undefined) return;
        kill(-this.pid);
        membersOfSession(this.pid).forEach(kill);
    };

    private async end(): Promise<Ended> {
        const { signal, limit, onOut, onError } = this.options;
        const out = collect(this.#process.stdout, onOut);
        const error = collect(this.#process.stderr, onError);
        if (limit !== undefined) this.#timers.push(setTimeout(this.giveUp, limit));
        signal?.addEventListener("abort", this.stop);
        process.once("exit", this.kill);
        if (signal?.aborted) this.stop();
        try {
            const { code, cause } = await this.closed();
            // Whoever killed it: what it started is still there.
            if (code === undefined) this.kill();
            return { code, out: out(), error: cause ?? error(), late: this.#late };
        } finally {
            signal?.removeEventListener("abort", this.stop);
            process.off("exit", this.kill);
            for (const timer of this.#timers) clearTimeout(timer);
        }
    }

    private closed(): Promise<{ code?: number; cause?: string }> {
        return new Promise((resolve) => {
            this.#process.once("error", ({ message }) => resolve({ cause: message }));
            this.#process.once("close", (code) => resolve(code === null ? {} : { code }));
        });
    }

    private readonly giveUp = (): void => {
        this.#late = true;
        this.kill();
    };

    private readonly stop = (): void => {
        const { grace = 0 } = this.options;
        if (grace === 0) {
            this.kill();
            return;
        }
        this.#process.kill("SIGINT");
        this.#timers.push(setTimeout(this.kill, grace));
    };
}

/** A negative number means a group. */
function kill(pid: number): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch {
        // It has ended.
    }
}

function collect(stream: NodeJS.ReadableStream | null, tell?: (text: string) => void): () => string {
    let text = "";
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        tell?.(chunk);
    });
    return () => text;
}
