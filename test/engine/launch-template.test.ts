import { LaunchTemplate } from "@pulumi/aws/ec2";
import { describe, expect, inject, it } from "vitest";

import { valuesAt } from "../../simulator/cloud/paths";
import type { Outcome } from "../../simulator/engine/outcome";
import { changes } from "../../simulator/rehearsal/step";
import { example, Lives, well } from "../support/lives";
import { configWith, platformOf } from "../support/stacks";

const cli = inject("cli");

describe.skipIf(cli === undefined)("a launch template", () => {
    const lives = new Lives();

    it("gets a version with each change, which a preview does not know", async () => {
        let volumeSize = 50;
        let description = "first";
        const program = () => {
            const ebs = { volumeSize, encrypted: "true" };
            const blockDeviceMappings = [{ deviceName: "/dev/xvda", ebs }];
            const { latestVersion } = new LaunchTemplate("nodes", { description, blockDeviceMappings });
            // What a node group has of it: a version that changes is a change of the group.
            const follower = latestVersion.apply((version) => `version ${version}`);
            new LaunchTemplate("follower", { description: follower });
        };
        const { engine, account } = await lives.begin({ program });
        const versions = () => valuesAt(account.resources, "outputs.latestVersion");
        const descriptions = () => valuesAt(account.resources, "inputs.description");
        well(await engine.up());
        expect(versions()).toEqual([1, 1]);

        volumeSize = 100;
        expect(well(await engine.preview()).changes.update).toBe(2);
        expect(well(await engine.up()).changes.update).toBe(2);
        expect(descriptions()).toEqual(["first", "version 2"]);
        expect(versions()).toEqual([2, 1]);

        description = "second";
        expect(well(await engine.preview()).changes.update).toBe(1);
        expect(well(await engine.up()).changes.update).toBe(1);
        expect(versions()).toEqual([2, 1]);
        well(await engine.up({ expectNoChanges: true }));
    });

    it("with larger disks rolls the nodes, and replaces nothing", async () => {
        const life = await lives.begin(example("dev"));
        well(await life.engine.up());
        await life.reconfigure(() => configWith("dev", withDisks("spot", 200)));
        const announced = changed(well(await life.engine.preview()));
        expect(announced).toEqual([
            'update aws:ec2/launchTemplate:LaunchTemplate "ml-spot-template"',
            'update aws:eks/nodeGroup:NodeGroup "ml-spot-nodes"',
        ]);
        expect(changed(well(await life.engine.up()))).toEqual(announced);
        well(await life.engine.up({ expectNoChanges: true }));
        const group = life.account.ofType("aws:eks/nodeGroup:NodeGroup").find(({ name }) => name === "ml-spot-nodes");
        expect(group?.inputs.launchTemplate).toMatchObject({ version: "2" });
    });
});

/** The development platform with other disks in one node group. */
function withDisks(group: string, diskGiB: number): unknown {
    const platform = platformOf("dev");
    const groups = platform.nodeGroups as Readonly<Record<string, object>>;
    return { ...platform, nodeGroups: { ...groups, [group]: { ...groups[group], diskGiB } } };
}

/** What an operation changes in the cloud: components carry the new size among their inputs, too. */
function changed(outcome: Outcome): readonly string[] {
    return changes(outcome).filter((change) => !change.includes(" groundwork:"));
}
