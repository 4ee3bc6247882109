import * as pulumi from "@pulumi/pulumi";

import type { GraphResource, ResourceGraph } from "../../insight/graph";
import { simulate } from "../../simulator/simulate";

/** Account and region that all tests deploy to. */
export const ACCOUNT = { accountId: "123456789012", region: "eu-central-1" } as const;

/** How a program is deployed. */
export interface DeployOptions {
    /** Whether only inputs are known, as before a real `up`. */
    readonly preview?: boolean;
    /** Configuration as Pulumi hands it over: full keys, values as text. */
    readonly config?: Readonly<Record<string, string>>;
    readonly stack?: string;
}

/** What a program registered, and what it gave back. */
export interface Deployed<T> {
    readonly graph: ResourceGraph;
    readonly result: T;
    /** The only resource of a type, or the one with this name. */
    one(type: string, name?: string): GraphResource;
}

/** Runs a program against the simulated cloud and waits for all that it registers. */
export async function deploy<T>(program: () => T, options: DeployOptions = {}): Promise<Deployed<T>> {
    const { preview = false, config = {}, stack = "test" } = options;
    const results: T[] = [];
    const run = (): unknown => {
        const result = program();
        results.push(result);
        return result instanceof pulumi.Resource ? undefined : result;
    };
    const graph = await simulate(run, { project: "groundwork", stack, config, place: ACCOUNT, preview });
    return { graph, result: results[0] as T, one: (type, name) => only(graph, type, name) };
}

function only(graph: ResourceGraph, type: string, name?: string): GraphResource {
    const found = graph.ofType(type).filter((resource) => name === undefined || resource.name === name);
    const [first] = found;
    if (first && found.length === 1) return first;
    const names = graph.ofType(type).map((resource) => resource.name);
    throw new Error(`Expected one ${type}${name ? ` "${name}"` : ""}, found ${found.length}: ${names.join(", ")}.`);
}

/** The message with which a program ends, which must be a `RunError` before anything is registered. */
export async function refusal(program: () => unknown, options: DeployOptions = {}): Promise<string> {
    try {
        await deploy(program, options);
    } catch (error) {
        // Registrations are asynchronous: one that was begun before the error would show a turn later.
        await new Promise((resolve) => setImmediate(resolve));
        const monitor = pulumi.runtime.getMonitor() as unknown as { readonly resources: ReadonlyMap<string, unknown> };
        const [early] = monitor.resources.keys();
        if (early !== undefined) throw new Error(`Refused after ${early} was registered: ${String(error)}`);
        if (pulumi.RunError.isInstance(error)) return error.message;
        throw error;
    }
    throw new Error("The program was expected to be refused, and was not.");
}

/** The value of an output, once it is known. */
export function known<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => void output.apply(resolve));
}
