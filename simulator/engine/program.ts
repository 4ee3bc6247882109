import { ResourceError, RunError } from "@pulumi/pulumi";

/**
 * One run of a program inside this process, as the engine asks for it, with its failures kept.
 *
 * The engine tells a program's failure with its stack trace and in words of its own; what a person needs is the
 * program's own message.
 */
export class ProgramRun {
    readonly #failures = new Set<unknown>();

    constructor(private readonly program: () => unknown) {}

    /** What the Automation API calls. */
    readonly run = async (): Promise<Record<string, unknown>> => {
        try {
            const exported = await this.program();
            return exported === null || typeof exported !== "object" ? {} : { ...exported };
        } catch (error) {
            this.#failures.add(error);
            throw error;
        }
    };

    /**
     * Keeps rejections of the program that nobody awaits from ending this process, while an operation runs. Those that
     * come while the engine still listens fail its operation, too; later ones would be lost.
     */
    async guarding<T>(operation: () => Promise<T>): Promise<T> {
        const keep = (reason: unknown) => void this.#failures.add(reason);
        process.on("unhandledRejection", keep);
        try {
            return await operation();
        } finally {
            // Rejections are told at the end of a turn.
            await new Promise((resolve) => setImmediate(resolve));
            process.off("unhandledRejection", keep);
        }
    }

    /** Why the program failed, for people; undefined if it did not. */
    get failure(): string | undefined {
        const said = [...this.#failures].filter((error) => !isConnectionLost(error)).map(wordsFor);
        return said.length === 0 ? undefined : [...new Set(said)].join("\n");
    }
}

/** A person's mistake is told by its message alone; a bug keeps its stack trace. */
function wordsFor(error: unknown): string {
    if (RunError.isInstance(error) || (ResourceError.isInstance(error) && error.hideStack)) return error.message;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What a call says that the engine did not answer any more: it has said why it stopped by itself. */
function isConnectionLost(error: unknown): boolean {
    if (!(error instanceof Error)) return false;
    return ("code" in error && "details" in error) || error.message.includes("resource monitor shut down");
}
