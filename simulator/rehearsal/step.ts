import type { Outcome } from "../engine/outcome";
import { nameOf, typeOf } from "../providers/inputs";

/** A promise that a step did not keep. */
export interface BrokenPromise {
    /** What was promised, as a sentence. */
    readonly promise: string;
    /** What there was instead: resources, or the engine's own words. One line each. */
    readonly evidence: readonly string[];
}

/** What came of one step. */
export interface StepResult {
    /** Counts, such as "157 created". */
    readonly what: string;
    readonly broken?: BrokenPromise | undefined;
}

/** A step to be done. */
export interface Step {
    readonly name: string;
    readonly act: () => Promise<StepResult>;
}

/** A step as a person reads it. */
export interface StepReport extends StepResult {
    readonly name: string;
    /** Wall-clock time. */
    readonly seconds: number;
}

/** The first promise that does not hold. */
export function firstBroken(...promises: readonly (BrokenPromise | undefined)[]): BrokenPromise | undefined {
    return promises.find((promise) => promise !== undefined);
}

/** A promise with the evidence against it, if there is any. */
export function promised(promise: string, evidence: readonly string[]): BrokenPromise | undefined {
    return evidence.length === 0 ? undefined : { promise, evidence };
}

/** The promise that an operation ends well. */
export function endsWell(outcome: Outcome): BrokenPromise | undefined {
    if (outcome.failed === undefined) return undefined;
    const failed = outcome.steps.filter((step) => step.failed).map(inWords);
    return { promise: "It ends well.", evidence: [...failed, ...outcome.failed.split("\n")] };
}

/** Steps that change nothing. */
const QUIET = ["same", "refresh", "read", "read-replacement"];

/** How the engine calls its steps, and how people do. */
const WORDS: Readonly<Record<string, string>> = {
    create: "created",
    update: "updated",
    delete: "deleted",
    same: "unchanged",
    replace: "replaced",
    refresh: "refreshed",
    "create-replacement": "created as replacements",
    "delete-replaced": "deleted after replacement",
};

/** Whether the engine made a resource by itself: the stack, and providers that the program does not name. */
export function isOfEngine({ type, urn }: { readonly type: string; readonly urn: string }): boolean {
    return type === "pulumi:pulumi:Stack" || (type.startsWith("pulumi:providers:") && urn.includes("::default"));
}

/** The counts of an outcome as text, without what the engine makes by itself. */
export function counts(outcome: Outcome): string {
    const count = new Map<string, number>();
    for (const step of outcome.steps) {
        if (step.failed || isOfEngine(step)) continue;
        count.set(step.op, (count.get(step.op) ?? 0) + 1);
    }
    const words = [...count].map(([op, n]) => `${n} ${WORDS[op] ?? op}`);
    return words.length === 0 ? "nothing to do" : words.join(", ");
}

/** What an operation changed, one line a resource. */
export function changes(outcome: Outcome): readonly string[] {
    return outcome.steps.filter((step) => !QUIET.includes(step.op) && !isOfEngine(step)).map(inWords);
}

/** One step of the engine as people read it. */
export function inWords({ op, urn }: Pick<Outcome["steps"][number], "op" | "urn">): string {
    return `${op} ${shortUrn(urn)}`;
}

/** The type and name at the end of a URN. */
export function shortUrn(urn: string): string {
    return `${typeOf(urn)} "${nameOf(urn)}"`;
}
