import type { Outcome } from "../engine/outcome";
import { failAt, throttle } from "../providers/faults";
import type { Life } from "./life";
import { isWhole, judgesAll, noDuplicates, nothingExists, refusesNothing, sameSteps } from "./promises";
import { counts, endsWell, firstBroken, type Step, type StepResult } from "./step";

/** What goes wrong while the stack comes up. */
export interface UpFaults {
    /** The creation that fails: the k-th of the update, from 1, or that of the resource with this URN or name. */
    readonly failAt?: number | string | undefined;
    /** Share of the calls that the cloud throttles, 0 to 1. */
    readonly throttle?: number | undefined;
}

/** Updates that a throttled stack may need after the first. */
const RERUNS = 2;

/** From nothing to a stack that is up, whatever goes wrong on the way. */
export function* bringUp(life: Life, faults: UpFaults): Iterable<Step> {
    const bringingUp = new BringUp(life);
    yield { name: "preview", act: bringingUp.preview };
    if (faults.throttle !== undefined) {
        const share = faults.throttle;
        yield { name: `up, ${Math.round(share * 100)} % throttled`, act: () => bringingUp.throttled(share) };
        return;
    }
    if (faults.failAt !== undefined) {
        const target = faults.failAt;
        yield { name: `up, failing at ${shortName(target)}`, act: () => bringingUp.failing(target) };
        yield { name: "up, once more", act: bringingUp.converge };
        return;
    }
    yield { name: "up", act: bringingUp.up };
}

class BringUp {
    #announced: Outcome | undefined;

    constructor(private readonly life: Life) {}

    readonly preview = async (): Promise<StepResult> => {
        const outcome = await this.life.engine.preview();
        this.#announced = outcome;
        return {
            what: counts(outcome),
            broken: firstBroken(
                refusesNothing(outcome),
                endsWell(outcome),
                judgesAll(outcome),
                nothingExists(this.life, "A preview creates nothing."),
            ),
        };
    };

    readonly up = async (): Promise<StepResult> => {
        const outcome = await this.life.engine.up();
        const broken = endsWell(outcome) ?? sameSteps(this.announced, outcome) ?? (await this.isWhole());
        return { what: counts(outcome), broken };
    };

    /** After a failure the rest is created, and nothing twice. */
    readonly converge = async (): Promise<StepResult> => {
        const outcome = await this.life.engine.up();
        return { what: counts(outcome), broken: endsWell(outcome) ?? (await this.isWhole()) };
    };

    async failing(target: number | string): Promise<StepResult> {
        this.life.weather.set({ before: failAt(target) });
        const outcome = await this.life.engine.up();
        this.life.weather.clear();
        const asked = outcome.failed?.includes("failed, as asked") ?? false;
        return {
            what: asked ? `${counts(outcome)}, then failed as asked` : counts(outcome),
            broken: asked
                ? noDuplicates(this.life)
                : (endsWell(outcome) ?? {
                      promise: `A creation that matches ${target} fails.`,
                      evidence: [`There is none: the update created ${outcome.changes.create ?? 0} resources.`],
                  }),
        };
    }

    async throttled(share: number): Promise<StepResult> {
        const fault = throttle(share);
        this.life.weather.set({ before: fault });
        let outcome = await this.life.engine.up({ continueOnError: true });
        let runs = 1;
        for (; runs <= RERUNS && outcome.failed !== undefined; runs++) {
            outcome = await this.life.engine.up({ continueOnError: true });
        }
        this.life.weather.clear();
        return {
            what: `${runs} ${runs === 1 ? "run" : "runs"}, ${fault.throttled()} calls throttled`,
            broken: endsWell(outcome) ?? (await this.isWhole()),
        };
    }

    private async isWhole() {
        return firstBroken(await isWhole(this.life, this.announced), noDuplicates(this.life));
    }

    private get announced(): Outcome {
        if (!this.#announced) throw new Error("The preview comes first.");
        return this.#announced;
    }
}

/** The name in a URN, or what was given. */
function shortName(target: number | string): string {
    return String(target).split("::").at(-1) ?? String(target);
}
