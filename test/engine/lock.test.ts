import { hostname, userInfo } from "node:os";
import { describe, expect, inject, it } from "vitest";

import { Engine } from "../../simulator/engine/engine";
import { expectNothing, expectWhole, inCloud, Lives, well } from "../support/lives";
import { smallProgram } from "../support/small-program";
import { waitingAt } from "../support/waiting";

const cli = inject("cli");

describe.skipIf(cli === undefined)("two people at one stack", () => {
    const lives = new Lives();

    it("lets the first update, and tells the second who holds the lock", async () => {
        const life = await lives.begin({ program: smallProgram() });
        const second = await Engine.open({ ...life.subject, providers: life.providers.ports, shares: life.engine });
        try {
            const fault = waitingAt(3);
            life.weather.set({ before: fault.wait });
            const first = life.engine.up({ parallel: 1 });
            await fault.reached;
            const there = inCloud(life);
            const { failed = "" } = await second.up();
            expect(failed).toContain("locked");
            expect(failed).toContain(`created by ${userInfo().username}@${hostname()} (pid ${life.engine.pids[0]})`);
            expect(inCloud(life), "the second creates nothing").toEqual(there);
            fault.release();
            well(await first);
            await expectWhole(life, inCloud(life));

            // The lock is gone with the first, and both see the same state.
            well(await second.up({ expectNoChanges: true }));
            expect(await second.exportState()).toEqual(await life.engine.exportState());
            well(await second.destroy());
            await expectNothing(life);
        } finally {
            await second.close();
        }
    });
});
