import * as pulumi from "@pulumi/pulumi";

import { ResourceGraph } from "../insight/graph";
import type { Place } from "./cloud/cloud";
import { Recorder } from "./recorder";

/** What a program is run with. */
export interface Simulation {
    readonly project: string;
    readonly stack: string;
    /** Configuration as Pulumi hands it over: full keys, values as text. */
    readonly config: Readonly<Record<string, string>>;
    /** Account and region that the cloud answers for. */
    readonly place: Place;
    /**
     * Whether the cloud keeps back what only a real `up` would know.
     *
     * @default false
     */
    readonly preview?: boolean;
}

/**
 * Runs a program in this process with the simulated cloud answering, and gives back everything it registered.
 *
 * Pulumi's runtime is global: one simulation at a time.
 *
 * @param program registers resources when called; what it gives back are the stack's outputs
 * @throws what the program throws, and `Refusal` with everything that the cloud refused
 */
export async function simulate(program: () => unknown, simulation: Simulation): Promise<ResourceGraph> {
    const { project, stack, config, preview = false } = simulation;
    const recorder = new Recorder(simulation);
    pulumi.runtime.setAllConfig({ ...config });
    await pulumi.runtime.setMocks(recorder, project, stack, preview);
    recorder.attach(pulumi.runtime.getMonitor());

    const failures: unknown[] = [];
    const onRejection = (reason: unknown) => void failures.push(reason);
    process.on("unhandledRejection", onRejection);
    try {
        const result = await program();
        await settled(recorder);
        await pulumi.runtime.disconnect();
        const outputs = await valuesOf(result);
        recorder.throwIfRefused();
        if (failures.length > 0) throw failures[0];
        return new ResourceGraph(stack, recorder.resources, outputs);
    } catch (error) {
        // What the cloud refused explains what the program made of it.
        recorder.throwIfRefused();
        throw error;
    } finally {
        process.off("unhandledRejection", onRejection);
    }
}

/** Waits until whole turns of the event loop add nothing: resources made late would be lost by `disconnect`. */
async function settled(recorder: Recorder): Promise<void> {
    const quietTurns = 3;
    for (let turn = 0, count = -1; turn < quietTurns; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
        if (recorder.requests === count) continue;
        count = recorder.requests;
        turn = -1;
    }
}

/** The plain values of a module's exports or a function's result. Unknown ones are left out. */
async function valuesOf(result: unknown): Promise<Record<string, unknown>> {
    if (result === null || typeof result !== "object") return {};
    const values: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(result)) {
        if (!pulumi.Output.isInstance(value)) values[key] = value;
        else if (await isKnown(value)) values[key] = await new Promise((resolve) => value.apply(resolve));
    }
    return values;
}

/** Whether an output has a value: the SDK's own flag, which its type does not show. */
function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
    return (output as unknown as { isKnown: Promise<boolean> }).isKnown;
}
