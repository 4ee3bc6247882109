import { describe, expect, inject, it } from "vitest";

import { valuesAt } from "../../simulator/cloud/paths";
import type { Outcome } from "../../simulator/engine/outcome";
import { failAt, throttle } from "../../simulator/providers/faults";
import type { Life } from "../../simulator/rehearsal/life";
import { announced, example, expectNothing, expectWhole, inCloud, Lives, well } from "../support/lives";
import { smallProgram } from "../support/small-program";

const cli = inject("cli");
/** The nightly job fails every call once; a working day a sample of them. */
const ALL = process.env.GROUNDWORK_ALL_FAULTS === "1";
/** A day's sample of the small program's calls: the first, the last, and some between. */
const SAMPLE = 6;
/** Updates that a throttled stack may need after the first. */
const RERUNS = 2;
const THROTTLED = 0.2;
const AS_ASKED = "failed, as asked";

/** The numbers of the calls that fail, of so many. */
function sampleOf(count: number): readonly number[] {
    const sample = ALL ? count : Math.min(count, SAMPLE);
    return Array.from({ length: sample }, (_, i) => 1 + Math.round((i * (count - 1)) / (sample - 1)));
}

/** Does something until it succeeds, with the first try and at most two more. */
async function withReruns(act: () => Promise<Outcome>): Promise<Outcome> {
    let outcome = await act();
    for (let rerun = 1; rerun <= RERUNS && outcome.failed !== undefined; rerun++) outcome = await act();
    return outcome;
}

/** An update whose k-th creation fails, then one that does the rest. */
async function failOnce({ weather, engine }: Life, k: number): Promise<void> {
    weather.set({ before: failAt(k) });
    expect((await engine.up()).failed).toContain(AS_ASKED);
    weather.clear();
}

describe.skipIf(cli === undefined)("faults of the cloud", () => {
    const lives = new Lives();

    it("fails any one creation or deletion: the next run does the rest, and nothing twice", async () => {
        const life = await lives.begin({ program: smallProgram() });
        const whole = announced(well(await life.engine.preview()));
        for (const k of sampleOf(whole.length)) {
            await failOnce(life, k);
            expect(inCloud(life).length, `all but the ${k}-th`).toBeLessThan(whole.length);
            well(await life.engine.up());
            await expectWhole(life, whole);
            life.weather.set({ before: failAt(k, "delete") });
            expect((await life.engine.destroy()).failed).toContain(AS_ASKED);
            expect(inCloud(life)).not.toEqual([]);
            life.weather.clear();
            well(await life.engine.destroy());
            await expectNothing(life);
        }
    });

    it("fails any one change: the next update changes the rest, and then nothing more", async () => {
        let owner = "nobody";
        const life = await lives.begin({ program: () => smallProgram({ owner })() });
        const whole = announced(well(await life.engine.up()));
        owner = "somebody";
        const { steps } = well(await life.engine.preview());
        const changed = steps.filter(({ op, type }) => op === "update" && type.startsWith("aws:")).length;
        expect(changed).toBeGreaterThan(1);
        for (const k of sampleOf(changed)) {
            owner = `team-${k}`;
            life.weather.set({ before: failAt(k, "update") });
            expect((await life.engine.up()).failed).toContain(AS_ASKED);
            life.weather.clear();
            well(await life.engine.up());
            await expectWhole(life, whole);
        }
        well(await life.engine.up({ expectNoChanges: true }));
        const owners = valuesAt(life.account.resources, "inputs.tags.owner");
        expect(owners).toHaveLength(changed);
        expect(new Set(owners)).toEqual(new Set([owner]));
    });

    it.each(["monday", "friday"])("throttles a fifth of all calls on a %s: two more tries are enough", async (day) => {
        const life = await lives.begin({ program: smallProgram() });
        const whole = announced(well(await life.engine.preview()));
        const fault = throttle(THROTTLED, day);
        life.weather.set({ before: fault });
        well(await withReruns(() => life.engine.up({ continueOnError: true })));
        await expectWhole(life, whole);
        well(await withReruns(() => life.engine.destroy({ continueOnError: true })));
        await expectNothing(life);
        expect(fault.throttled()).toBeGreaterThan(0);
    });

    it("does not keep the platform from coming up and going", async () => {
        const life = await lives.begin(example("dev"));
        const whole = announced(well(await life.engine.preview()));
        // Each failure leaves less to be created: the first, one in the middle, and the last.
        await failOnce(life, 1);
        await failOnce(life, Math.round(whole.length / 2));
        await failOnce(life, whole.length - inCloud(life).length);
        expect(inCloud(life)).toHaveLength(whole.length - 1);
        const fault = throttle(THROTTLED);
        life.weather.set({ before: fault });
        well(await withReruns(() => life.engine.up({ continueOnError: true })));
        await expectWhole(life, whole);
        well(await withReruns(() => life.engine.destroy({ continueOnError: true })));
        await expectNothing(life);
        expect(fault.throttled()).toBeGreaterThan(0);
    });
});
