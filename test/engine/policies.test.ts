import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";

import { judge } from "../../policies/judge";
import { defaultSettings } from "../../policies/public";
import type { Outcome } from "../../simulator/engine/outcome";
import { shortUrn } from "../../simulator/rehearsal/step";
import { simulate } from "../../simulator/simulate";
import { ensureBuilt, ROOT } from "../support/cli";
import { ACCOUNT } from "../support/deploy";
import { example, expectNothing, inCloud, Lives, type Subjected, well } from "../support/lives";
import { PLANTED, plantedProgram } from "../support/planted-program";
import { configOf } from "../support/stacks";

const cli = inject("cli");
const POLICY_PACK = join(ROOT, "policies", "groundwork-policies");

/** What a plan finds: the rule with its detail, the resource, how bad it is. */
async function foundByPlan({ stack = "dev", config = {}, program }: Subjected): Promise<readonly string[]> {
    const graph = await simulate(program, { project: "groundwork", stack, config, place: ACCOUNT });
    // The pack in the engine knows what day it is; so does a plan.
    const today = new Date().toISOString().slice(0, 10);
    const findings = await judge(stack, graph.resources, defaultSettings(today));
    return findings.map(({ id, urn, level }) => line(id, urn, level)).sort();
}

/** What the pack tells the engine. Its message begins with the rule and its detail. */
function foundByEngine({ policyFindings }: Outcome): readonly string[] {
    return policyFindings.map(({ message, urn = "", level }) => line(idIn(message), urn, level)).sort();
}

function line(id: string, urn: string, level: string): string {
    return `${level}: ${shortUrn(urn)}: ${id}`;
}

function idIn(message: string): string {
    return message.slice(0, message.indexOf(": "));
}

describe.skipIf(cli === undefined)("the policy pack in the real engine", () => {
    ensureBuilt();
    const lives = new Lives();
    const planted = (mistakes = PLANTED): Subjected => ({
        stack: "dev",
        config: configOf("dev"),
        program: plantedProgram(mistakes),
    });

    it.each(["dev", "prod"])("judges all of %s in a preview, as the plan does, and finds nothing", async (stack) => {
        const life = await lives.begin({ ...example(stack), policyPack: POLICY_PACK });
        const preview = well(await life.engine.preview());
        expect(preview.policyFindings).toEqual([]);
        expect(await foundByPlan(example(stack))).toEqual([]);
        // A rule that cannot run says so in a warning.
        expect(preview.diagnostics).toEqual([]);
    });

    it("finds in a preview what the plan finds, and creates nothing", async () => {
        const life = await lives.begin({ ...planted(), policyPack: POLICY_PACK });
        const preview = await life.engine.preview();
        const found = foundByEngine(preview);
        expect(found).toEqual(await foundByPlan(planted()));
        expect(found.length).toBeGreaterThanOrEqual(PLANTED.length);
        for (const [rule] of PLANTED) expect(preview.failed).toContain(rule);
        await expectNothing(life);
    });

    it("stops an update without a preview at the resource: it is not created, what stands before it is", async () => {
        const TEMPLATE = "ml-gpu-template";
        const mistakes = PLANTED.filter(([, , name]) => name === TEMPLATE);
        expect(mistakes).toHaveLength(1);
        const life = await lives.begin({ ...planted(mistakes), policyPack: POLICY_PACK });
        const up = await life.engine.up();
        expect(up.failed).toContain("net-imdsv2");
        const there = inCloud(life).map(shortUrn);
        expect(there).toContain('aws:ec2/vpc:Vpc "ml-network-vpc"');
        expect(there.join()).not.toContain(TEMPLATE);
        well(await life.engine.destroy());
        await expectNothing(life);
    });
});
