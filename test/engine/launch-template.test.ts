import { LaunchTemplate } from "@pulumi/aws/ec2";
import { describe, expect, inject, it } from "vitest";

import { valuesAt } from "../../simulator/cloud/paths";
import { Lives, well } from "../support/lives";

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
});
