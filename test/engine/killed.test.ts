import { describe, expect, inject, it } from "vitest";

import type { Fault, Faults } from "../../simulator/providers/faults";
import type { Life } from "../../simulator/rehearsal/life";
import { announced, expectNothing, expectWhole, inCloud, inState, Lives, well } from "../support/lives";
import { adopted, pendingCreates } from "../support/pending";
import { smallProgram } from "../support/small-program";
import { waitingAt } from "../support/waiting";

const cli = inject("cli");
/** The creation during which the engine is killed. */
const KILLED_AT = 5;

/** Kills the engine of an update that creates one resource after another. What it had begun is never answered. */
async function killedAt(k: number, { engine, weather }: Life, faults: (wait: Fault) => Faults): Promise<void> {
    const { wait, reached } = waitingAt(k);
    weather.set(faults(wait));
    const up = engine.up({ parallel: 1 });
    await reached;
    for (const pid of engine.pids) process.kill(pid, "SIGKILL");
    expect((await up).failed).toBe("the engine was killed");
    weather.clear();
}

/** The engine dies while the call is on its way to the cloud. */
const beforeTheCloudActs = (wait: Fault): Faults => ({ before: wait });
/** The engine dies before it learns the answer. */
const afterTheCloudActed = (wait: Fault): Faults => ({ after: wait });

/**
 * What an operator does after an engine was killed, by a machine that went down or by a job's time limit:
 *
 * 1. `pulumi cancel` takes away the lock that the dead engine holds. First make sure that it is dead.
 * 2. `pulumi stack export --file state.json` lists what was being created under `pending_operations`: look in AWS which of it exists.
 * 3. What exists: move its `resource` in that file to the end of `resources`, give it its `id`, remove the operation,
 *    `pulumi stack import --file state.json`, and `pulumi refresh` reads the rest. Otherwise it stays, bills, and the
 *    next update makes a second one. (`pulumi refresh --import-pending-creates` of 3.259 forgets it in a file backend.)
 * 4. What does not exist: `pulumi refresh --clear-pending-creates` forgets it.
 * 5. `pulumi up` creates the rest.
 */
describe.skipIf(cli === undefined)("an engine that is killed while it creates", () => {
    const lives = new Lives();

    it("before the cloud acts: what was pending is forgotten, and created anew", async () => {
        const life = await lives.begin({ program: smallProgram() });
        const whole = announced(well(await life.engine.preview()));
        await killedAt(KILLED_AT, life, beforeTheCloudActs);
        expect(inCloud(life)).toHaveLength(KILLED_AT - 1);
        expect(await inState(life)).toEqual(inCloud(life));
        expect(pendingCreates(await life.engine.exportState())).toHaveLength(1);

        expect((await life.engine.up()).failed).toContain("locked");
        await life.engine.cancel();
        well(await life.engine.refresh({ clearPendingCreates: true }));
        well(await life.engine.up());
        await expectWhole(life, whole);
        well(await life.engine.destroy());
        await expectNothing(life);
    });

    it("after the cloud has acted: what exists and is not in the state is taken in, not made twice", async () => {
        const life = await lives.begin({ program: smallProgram() });
        const whole = announced(well(await life.engine.preview()));
        await killedAt(KILLED_AT, life, afterTheCloudActed);
        const state = await life.engine.exportState();
        const [orphan = "", ...others] = pendingCreates(state);
        expect(others).toEqual([]);
        expect(inCloud(life)).toEqual([...(await inState(life)), orphan].sort());

        await life.engine.cancel();
        const { id = "" } = life.account.resources.find(({ urn }) => urn === orphan) ?? {};
        await life.engine.importState(adopted(state, { [orphan]: id }));
        well(await life.engine.refresh());
        expect(await inState(life)).toEqual(inCloud(life));
        const { changes } = well(await life.engine.up());
        expect(changes, "what was taken in is as the program wants it").not.toHaveProperty("update");
        await expectWhole(life, whole);
        well(await life.engine.destroy());
        await expectNothing(life);
    });

    it("and is told that the pending creation never was: then there are two, and one stays for ever", async () => {
        const life = await lives.begin({ program: smallProgram() });
        await killedAt(1, life, afterTheCloudActed);
        const [orphan = ""] = inCloud(life);
        await life.engine.cancel();
        well(await life.engine.refresh({ clearPendingCreates: true }));
        well(await life.engine.up());
        expect(inCloud(life).filter((urn) => urn === orphan)).toHaveLength(2);
        well(await life.engine.destroy());
        expect(inCloud(life)).toEqual([orphan]);
    });
});
