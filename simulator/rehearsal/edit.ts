import type { Configuration, Life } from "./life";
import { changesNothing, noDuplicates, replacesNothingDear, upgradesInOrder } from "./promises";
import { counts, endsWell, firstBroken, promised, type Step } from "./step";

/** A change of the stack's configuration. */
export interface Edit {
    /** Such as "upgrade to 1.36". */
    readonly name: string;
    /** The values that it changes, given the present ones. */
    readonly change: (config: Configuration) => Configuration;
}

/** Makes a change and shows that it settles: once more changes nothing. */
export function* edited(life: Life, { name, change }: Edit): Iterable<Step> {
    yield {
        name,
        act: async () => {
            await life.reconfigure(change);
            const outcome = await life.engine.up();
            const { update = 0, create = 0 } = outcome.changes;
            return {
                what: counts(outcome),
                broken: firstBroken(
                    endsWell(outcome),
                    promised("It changes something.", update + create === 0 ? ["Nothing was updated."] : []),
                    replacesNothingDear(outcome),
                    upgradesInOrder(outcome),
                    noDuplicates(life),
                ),
            };
        },
    };
    yield {
        name: "up again",
        act: async () => {
            const outcome = await life.engine.up();
            return { what: counts(outcome), broken: firstBroken(endsWell(outcome), changesNothing(outcome)) };
        },
    };
}
