import { describe, expect, it } from "vitest";

import { PlatformConfig } from "../../cli/platform-config";
import { readProject } from "../../cli/project";
import { readPlatform } from "../../stacks/platform/config";
import { ROOT } from "../support/cli";
import { deploy } from "../support/deploy";

const KEY = "groundwork:platform";

/** The configuration of a project with this platform in it. */
function configOf(platform: unknown, more: Readonly<Record<string, string>> = {}): PlatformConfig {
    const text = typeof platform === "string" ? platform : JSON.stringify(platform);
    return new PlatformConfig({
        ...{ root: ROOT, name: "groundwork", main: "stacks/platform/index.ts", stack: "dev" },
        config: { [KEY]: text, ...more },
    });
}

const changed = (
    change: (config: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
    tree: unknown,
) => JSON.parse(change({ [KEY]: JSON.stringify(tree), "aws:region": "eu-central-1" })[KEY] ?? "") as unknown;

describe("the configuration of a platform", () => {
    it("names its account, its region and its profile", () => {
        const config = configOf({ accountId: "210987654321", profile: "regulated" }, { "aws:region": "eu-west-1" });
        expect(config.place).toEqual({ accountId: "210987654321", region: "eu-west-1" });
        expect(config.profile).toBe("regulated");
    });

    it.each([
        ["a project without one", "{}"],
        ["no JSON", "{"],
        ["a list", "[1]"],
        ["a text", '"x"'],
    ])("is that of an example where there is %s: the program says what is wrong", (_, text) => {
        const config = configOf(text);
        expect(config.place).toEqual({ accountId: "123456789012", region: "us-east-1" });
        expect([config.profile, config.foreignNetwork]).toEqual([undefined, undefined]);
    });

    it("knows the network that it is put into", () => {
        const existing = { vpcId: "vpc-1" };
        expect(configOf({ network: { existing } }).foreignNetwork).toEqual(existing);
        expect(configOf({ network: { cidr: "10.0.0.0/16" } }).foreignNetwork).toBeUndefined();
    });
});

describe("a change of it", () => {
    const tree = { profile: "minimal", cluster: { version: "1.35", access: { admins: {} } }, teams: {} };

    it("is of the values asked for, in whatever the configuration is by then", () => {
        const upgrade = configOf({}).upgradeTo("1.36");
        expect(changed(upgrade, tree)).toEqual({ ...tree, cluster: { ...tree.cluster, version: "1.36" } });
        expect(Object.keys(upgrade({ [KEY]: "{}", other: "stays" }))).toEqual([KEY]);
    });

    it("lets everything go, data included; of a network of others there is nothing to let go", () => {
        const gone = { deletionProtection: false };
        const artifactStore = { ...gone, forceDestroy: true };
        expect(changed(configOf(tree).unprotect, tree)).toEqual({
            ...tree,
            network: gone,
            cluster: { ...tree.cluster, ...gone },
            artifactStore,
        });
        const foreign = { ...tree, network: { existing: { vpcId: "vpc-1" } } };
        expect(changed(configOf(foreign).unprotect, foreign)).toMatchObject({
            network: foreign.network,
            artifactStore,
        });
    });

    it.each(["dev", "prod"])("is one that the program of %s takes", async (stack) => {
        const project = readProject(ROOT, stack);
        const config = new PlatformConfig(project);
        for (const change of [config.unprotect, config.upgradeTo("1.36")]) {
            await deploy(() => void readPlatform(), {
                stack,
                config: { ...project.config, ...change(project.config) },
            });
        }
    });
});
