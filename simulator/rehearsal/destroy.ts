import type { Configuration, Life } from "./life";
import { nothingExists, replacesNothingDear } from "./promises";
import { counts, endsWell, firstBroken, promised, type Step, type StepResult, shortUrn } from "./step";

/** How a stack that is protected may be destroyed after all. */
export interface Unprotecting {
    /** The values that it changes, given the present ones. */
    readonly change: (config: Configuration) => Configuration;
    /** What the policy pack must see for this one update: to take protection away is against its rules. */
    readonly env: Readonly<Record<string, string>>;
}

/** A protected stack refuses to be destroyed, and keeps everything; a second step takes the protection away. */
export async function* takeProtectionAway(life: Life, { change, env }: Unprotecting): AsyncIterable<Step> {
    const { deployment } = await life.engine.exportState();
    const count = (deployment.resources ?? []).filter(({ protect }) => protect === true).length;
    if (count === 0) return;
    yield {
        name: "destroy, protected",
        act: async () => {
            const before = life.account.own.length;
            const outcome = await life.engine.destroy();
            const gone = before - life.account.own.length;
            return {
                what: `refused: ${count} are protected`,
                broken: firstBroken(
                    promised("It is refused.", outcome.failed === undefined ? [counts(outcome)] : []),
                    promised("It deletes nothing.", gone === 0 ? [] : [`${gone} are gone.`]),
                ),
            };
        },
    };
    yield {
        name: "up, unprotected",
        act: async () => {
            await life.reconfigure(change);
            const outcome = await life.engine.up({ env });
            return { what: counts(outcome), broken: firstBroken(endsWell(outcome), replacesNothingDear(outcome)) };
        },
    };
}

/** Deletes everything. What is left in the cloud, in the stack's state or beside it, would bill. */
export async function destroyAll(life: Life): Promise<StepResult> {
    const outcome = await life.engine.destroy();
    const { deployment } = await life.engine.exportState();
    const held = (deployment.resources ?? []).map(({ urn }) => shortUrn(String(urn)));
    return {
        what: `${counts(outcome)}, ${life.account.own.length} left`,
        broken: firstBroken(
            endsWell(outcome),
            promised("The state is empty.", held),
            nothingExists(life, "Nothing is left that bills."),
        ),
    };
}
