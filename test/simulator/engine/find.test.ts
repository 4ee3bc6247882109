import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { type FindOptions, findCli } from "../../../simulator/engine/find";
import { NoCli } from "../../../simulator/engine/no-cli";
import { FakeMachine } from "./fakes";

const CACHED = "caches/groundwork/pulumi-3.259.0/bin/pulumi";

describe("findCli", () => {
    let machine: FakeMachine;
    beforeEach(() => {
        machine = new FakeMachine();
    });
    afterEach(() => machine.remove());
    const find = (more: Partial<FindOptions> = {}) => findCli({ log: (line) => machine.log.push(line), ...more });

    it("finds nothing where there is nothing", async () => {
        expect(await find()).toBeUndefined();
    });

    it("takes PATH before ~/.pulumi/bin before the cache", async () => {
        const cache = machine.pulumi(CACHED, "3.259.0");
        expect(await find()).toEqual({ path: cache, version: "3.259.0", how: "cache" });
        const home = machine.pulumi("home/.pulumi/bin/pulumi", "3.257.0");
        expect(await find()).toEqual({ path: home, version: "3.257.0", how: "home" });
        const onPath = machine.pulumi("bin/pulumi", "3.256.0");
        expect(await find()).toEqual({ path: onPath, version: "3.256.0", how: "PATH" });
    });

    it("skips one that is too old, and says so", async () => {
        const old = machine.pulumi("bin/pulumi", "3.100.0");
        machine.pulumi("home/.pulumi/bin/pulumi", "3.257.0");
        expect((await find())?.how).toBe("home");
        expect(machine.log).toEqual([`${old} is not used: version 3.100.0 is too old: 3.255.0 or newer is needed.`]);
    });

    it("takes a later one of PATH when the first is too old", async () => {
        vi.stubEnv("PATH", [machine.at("bin"), machine.at("other")].join(":"));
        machine.pulumi("bin/pulumi", "3.100.0");
        const second = machine.pulumi("other/pulumi", "3.258.0");
        expect((await find())?.path).toBe(second);
    });

    it("passes over what is no CLI at all", async () => {
        machine.script("bin/pulumi", "echo hello");
        expect(await find()).toBeUndefined();
    });

    it("looks only at the one that is asked for", async () => {
        machine.pulumi("bin/pulumi", "3.256.0");
        const flag = machine.pulumi("mine/my-pulumi", "3.258.0");
        expect(await find({ flag })).toEqual({ path: flag, version: "3.258.0", how: "flag" });
    });

    it("takes nothing else when the one that is asked for cannot be used", async () => {
        machine.pulumi("bin/pulumi", "3.256.0");
        const old = machine.pulumi("mine/pulumi", "3.9.0");
        await expect(find({ flag: old })).rejects.toThrow(
            new NoCli(`${old} cannot be used: version 3.9.0 is too old: 3.255.0 or newer is needed.`),
        );
        const missing = machine.at("mine/none");
        await expect(find({ flag: missing })).rejects.toThrow(`${missing} is not a Pulumi CLI`);
    });

    it("tells a CLI nothing of the person's environment", async () => {
        vi.stubEnv("AWS_SECRET_ACCESS_KEY", "not-for-you");
        vi.stubEnv("PULUMI_ACCESS_TOKEN", "not-for-you");
        const told = machine.at("told");
        machine.script("bin/pulumi", `/usr/bin/env > "${told}"; echo v3.259.0`);
        expect((await find())?.version).toBe("3.259.0");
        expect(machine.read("told")).toContain("PULUMI_SKIP_UPDATE_CHECK=true");
        expect(machine.read("told")).not.toContain("not-for-you");
    });
});
