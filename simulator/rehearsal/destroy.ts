import type { Life } from "./life";
import { nothingExists, replacesNothingDear } from "./promises";
import { counts, endsWell, firstBroken, promised, type Step, type StepResult } from "./step";

/** How a stack that is protected may be destroyed after all. */
export interface Unprotecting {
    readonly config: Readonly<Record<string, string>>;
    /** What the policy pack must see for this one update: to take protection away is against its rules. */
    readonly env: Readonly<Record<string, string>>;
}

/** A protected stack refuses to be destroyed, and keeps everything; a second step takes the protection away. */
export function* takeProtectionAway(life: Life, { config, env }: Unprotecting): Iterable<Step> {
    let isProtected = false;
    yield {
        name: "destroy, protected",
        act: async () => {
            const { deployment } = await life.engine.exportState();
            const count = (deployment.resources ?? []).filter(({ protect }) => protect === true).length;
            isProtected = count > 0;
            if (!isProtected) return { what: "nothing is protected" };
            const before = life.account.resources.length;
            const outcome = await life.engine.destroy();
            return {
                what: `refused: ${count} are protected`,
                broken: firstBroken(
                    promised("It is refused.", outcome.failed === undefined ? [counts(outcome)] : []),
                    promised(
                        "It deletes nothing.",
                        life.account.resources.length === before
                            ? []
                            : [`${before - life.account.resources.length} are gone.`],
                    ),
                ),
            };
        },
    };
    yield {
        name: "up, unprotected",
        act: async () => {
            if (!isProtected) return { what: "nothing to do" };
            await life.engine.setConfig(config);
            const outcome = await life.engine.up({ env });
            return { what: counts(outcome), broken: firstBroken(endsWell(outcome), replacesNothingDear(outcome)) };
        },
    };
}

/** Deletes everything. What is left in the cloud, in the stack's state or beside it, would bill. */
export async function destroyAll(life: Life): Promise<StepResult> {
    const outcome = await life.engine.destroy();
    const { deployment } = await life.engine.exportState();
    const held = (deployment.resources ?? []).map(({ urn }) => String(urn));
    return {
        what: `${counts(outcome)}, ${life.account.resources.length} left`,
        broken: firstBroken(
            endsWell(outcome),
            promised("The state is empty.", held),
            nothingExists(life, "Nothing is left that bills."),
        ),
    };
}
