import { UNKNOWN_SENTINELS } from "./reader";

/**
 * What each resource was asked for.
 *
 * In the preview of a new cluster the engine knows no output of what is in it, and shows stack rules nothing at all of
 * such a resource. The inputs were shown before, one resource at a time.
 */
export class InputMemory {
    readonly #byUrn = new Map<string, object>();

    /** Keeps the inputs of a resource. */
    remember(urn: string, inputs: object): void {
        this.#byUrn.set(urn, inputs);
    }

    /** Outputs with the inputs behind them: an input counts where the output is missing or not known. */
    completed(urn: string, outputs: object): object {
        const inputs = this.#byUrn.get(urn);
        if (!inputs) return outputs;
        const completed: Record<string, unknown> = { ...valuesOf(outputs) };
        for (const [key, value] of Object.entries(valuesOf(inputs))) {
            if (completed[key] === undefined || UNKNOWN_SENTINELS.has(completed[key])) completed[key] = value;
        }
        return completed;
    }
}

/** Values by name, read so that the SDK's proxy does not throw at an unknown one. */
function valuesOf(properties: object): Readonly<Record<string, unknown>> {
    const keys = Object.keys(properties);
    return Object.fromEntries(keys.map((key) => [key, Object.getOwnPropertyDescriptor(properties, key)?.value]));
}
