/** Signals by which a person or a job's runner ends a program. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs what can be interrupted: Ctrl-C aborts the signal, and what was begun is cleaned up before the program ends. A
 * second Ctrl-C does not wait for that.
 *
 * @throws the signal's reason, an `AbortError`, when it was interrupted
 */
export async function interruptible<T>(act: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const abort = (): void => {
        if (controller.signal.aborted) process.exit();
        controller.abort();
    };
    for (const signal of SIGNALS) process.on(signal, abort);
    try {
        const result = await act(controller.signal);
        controller.signal.throwIfAborted();
        return result;
    } catch (error) {
        controller.signal.throwIfAborted();
        throw error;
    } finally {
        for (const signal of SIGNALS) process.off(signal, abort);
    }
}
