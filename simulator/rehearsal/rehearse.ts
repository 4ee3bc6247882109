import { bringUp, type UpFaults } from "./bring-up";
import { destroyAll, takeProtectionAway, type Unprotecting } from "./destroy";
import { type Edit, edited } from "./edit";
import { Life, type Subject } from "./life";
import { changesNothing } from "./promises";
import { roundTrip } from "./round-trip";
import { counts, endsWell, firstBroken, type Step, type StepReport, type StepResult } from "./step";
import { loseZone } from "./zone";

/** What a rehearsal does besides a life without incidents. */
export interface RehearsalOptions extends UpFaults {
    /** Letter of an availability zone that is lost for a while. */
    readonly killZone?: string | undefined;
    /** Changes of the configuration, each followed by an `up`. */
    readonly edits?: readonly Edit[];
    /** How protection is taken away before the end. */
    readonly unprotecting: Unprotecting;
    /** Told each step when it is done. */
    readonly onStep?: (step: StepReport) => void;
}

/**
 * Lives the whole life of a stack with the real engine: preview, up, up again, refresh, export and import, the edits asked
 * for, destroy. It ends with the first promise that is broken.
 *
 * @returns the steps that were done; the last one says what it broke, if anything
 */
export async function rehearse(subject: Subject, options: RehearsalOptions): Promise<readonly StepReport[]> {
    const life = await Life.begin(subject);
    try {
        const done: StepReport[] = [];
        for await (const { name, act } of steps(life, options)) {
            const start = performance.now();
            const step = { name, ...(await act()), seconds: (performance.now() - start) / 1000 };
            done.push(step);
            options.onStep?.(step);
            if (step.broken) break;
        }
        return done;
    } finally {
        await life.close();
    }
}

async function* steps(life: Life, options: RehearsalOptions): AsyncIterable<Step> {
    yield* bringUp(life, options);
    yield { name: "up again", act: () => unchanged(life, "up") };
    yield { name: "refresh", act: () => unchanged(life, "refresh") };
    yield { name: "export, import", act: () => roundTrip(life) };
    if (options.killZone !== undefined) yield* loseZone(life, options.killZone);
    for (const edit of options.edits ?? []) yield* edited(life, edit);
    yield* takeProtectionAway(life, options.unprotecting);
    yield { name: "destroy", act: () => destroyAll(life) };
}

async function unchanged(life: Life, operation: "up" | "refresh"): Promise<StepResult> {
    const outcome = await life.engine[operation]();
    return { what: counts(outcome), broken: firstBroken(endsWell(outcome), changesNothing(outcome)) };
}
