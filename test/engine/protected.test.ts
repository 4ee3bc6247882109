import { Bucket } from "@pulumi/aws/s3";
import { describe, expect, inject, it } from "vitest";

import { DestroyGuard } from "../../components/governance/destroy-guard";
import { expectNothing, inCloud, Lives, well } from "../support/lives";

const cli = inject("cli");

/** Two buckets, one of them protected, with or without a guard before them. */
function buckets(guarded: boolean, protect: () => boolean): () => void {
    return () => {
        const valuable = new Bucket("valuable", {}, { protect: protect() });
        const other = new Bucket("other", {});
        if (guarded) new DestroyGuard("guard", { protect: protect() }, { dependsOn: [valuable, other] });
    };
}

describe.skipIf(cli === undefined)("a protected stack", () => {
    const lives = new Lives();

    it("is destroyed but for what is protected, without a guard: that is why there is one", async () => {
        const life = await lives.begin({ program: buckets(false, () => true) });
        well(await life.engine.up());
        expect((await life.engine.destroy()).failed).toContain("protected");
        expect(inCloud(life)).toEqual([expect.stringMatching(/::valuable$/)]);
    });

    it("keeps everything with a guard, until the protection is taken away", async () => {
        let protect = true;
        const life = await lives.begin({ program: buckets(true, () => protect) });
        well(await life.engine.up());
        const all = inCloud(life);
        expect(all).toHaveLength(3);
        const { failed } = await life.engine.destroy();
        expect(failed).toContain("protected");
        expect(failed).toContain("guard-group");
        expect(inCloud(life)).toEqual(all);
        expect((await life.engine.destroy({ continueOnError: true })).failed).toContain("protected");
        expect(inCloud(life), "whatever it is asked to go on with").toEqual(all);
        protect = false;
        well(await life.engine.up());
        well(await life.engine.destroy());
        await expectNothing(life);
    });
});
