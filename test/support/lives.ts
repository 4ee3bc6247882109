import { afterEach, expect, inject } from "vitest";

import type { Outcome } from "../../simulator/engine/outcome";
import { Life, type Subject } from "../../simulator/rehearsal/life";
import { ACCOUNT } from "./deploy";
import { configOf, program } from "./stacks";

/** What a test says of the stack that it brings to life. */
export type Subjected = Pick<Subject, "program"> & Partial<Subject>;

/** Begins lives with the real engine, and ends each after its test. */
export class Lives {
    readonly #begun: Life[] = [];

    constructor() {
        afterEach(async () => {
            for (const life of this.#begun.splice(0)) await life.close();
        });
    }

    /** A stack in an empty account. It is called "dev" and judged by nobody, if the test says nothing else. */
    async begin(subject: Subjected): Promise<Life> {
        const cli = inject("cli");
        if (!cli) throw new Error("There is no CLI.");
        const config = { "aws:region": ACCOUNT.region };
        const life = await Life.begin({ cli, project: "groundwork", stack: "dev", config, place: ACCOUNT, ...subject });
        this.#begun.push(life);
        return life;
    }
}

/** An example stack, with its program. */
export function example(stack: string): Subjected {
    return { stack, config: configOf(stack), program };
}

/** It ended well. Gives the outcome back. */
export function well(outcome: Outcome): Outcome {
    expect(outcome.failed).toBeUndefined();
    return outcome;
}

/** URNs of what the program asked for and the cloud has; twice if the cloud has it twice. */
export function inCloud({ account }: Life): readonly string[] {
    const asked = account.resources.filter(({ madeFor }) => madeFor === undefined);
    return asked.map(({ urn }) => urn.split("#")[0] ?? urn).sort();
}

/** URNs of what the state says is in the cloud. */
export async function inState({ engine }: Life): Promise<readonly string[]> {
    const { deployment } = await engine.exportState();
    const held = (deployment.resources ?? []).filter(({ custom, type }) => custom === true && isInCloud(String(type)));
    return held.map(({ urn }) => String(urn)).sort();
}

/** URNs of what a preview announces to create in the cloud. */
export function announced({ steps }: Outcome): readonly string[] {
    return steps.flatMap(({ urn, type }) => (isInCloud(type) ? [urn] : [])).sort();
}

/** Cloud and state hold the same, each once, and nothing else. */
export async function expectWhole(life: Life, whole: readonly string[]): Promise<void> {
    expect(inCloud(life)).toEqual(whole);
    expect(await inState(life)).toEqual(whole);
}

/** Nothing is left, in the cloud or in the state. */
export async function expectNothing(life: Life): Promise<void> {
    expect(life.account.resources).toEqual([]);
    expect(await inState(life)).toEqual([]);
}

/** AWS resources and Kubernetes objects: components and providers exist in no cloud. */
function isInCloud(type: string): boolean {
    return type.startsWith("aws:") || type.startsWith("kubernetes:");
}
