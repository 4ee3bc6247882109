import * as pulumi from "@pulumi/pulumi";

import type { Planned } from "./plan/planned";

/**
 * Gathers every mistake in one component's arguments, so that a user sees them all in one run.
 *
 * Ends the program with a `RunError`: Pulumi prints its message alone, with no stack trace.
 */
export class Problems {
    readonly #found: string[] = [];

    /** What was recorded so far, in order. */
    get found(): readonly string[] {
        return this.#found;
    }

    /** @param subject whose arguments they are; not needed by those who only read `found` */
    constructor(private readonly subject = "") {}

    /** Records `problem` when `ok` is false. Name the argument first, then the rule, then the value given. */
    check(ok: boolean, problem: string): void {
        if (!ok) this.#found.push(problem);
    }

    /** Records problems that a pure planner has found, in its order. */
    add(problems: readonly string[]): void {
        this.#found.push(...problems);
    }

    /** Checks a whole number within an inclusive range. `undefined` passes: the caller's default applies. */
    checkWhole(argument: string, value: number | undefined, unit: string, min: number, max: number): void {
        if (value === undefined) return;
        const ok = Number.isInteger(value) && value >= min && value <= max;
        this.check(ok, `${argument} must be a whole number of ${unit} from ${min} to ${max}, got ${value}.`);
    }

    /** Throws when anything was recorded. Call it once, after the last check. */
    throwIfAny(): void {
        if (this.#found.length > 0) throw this.error();
    }

    /** The last check when it is a planner's: the plan, or the report of its problems and all that came before. */
    planOrThrow<T>(planned: Planned<T>): T {
        if ("plan" in planned && this.#found.length === 0) return planned.plan;
        if ("problems" in planned) this.add(planned.problems);
        throw this.error();
    }

    private error(): pulumi.RunError {
        return new pulumi.RunError([`${this.subject}:`, ...this.#found.map((p) => `  - ${p}`)].join("\n"));
    }
}
