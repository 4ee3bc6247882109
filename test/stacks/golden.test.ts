import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";

import { Platform } from "../../components";
import { estimate } from "../../insight/cost";
import { exposure } from "../../insight/exposure";
import { AWS_PRICES } from "../../insight/prices/aws";
import { judge } from "../../policies/judge";
import { defaultSettings } from "../../policies/public";
import { simulate } from "../../simulator/simulate";
import { readPlatform } from "../../stacks/platform/config";

const TODAY = "2026-11-25";
const place = { accountId: "123456789012", region: "eu-central-1" };

/** The committed text of a stack's platform, after replacements that must each apply. */
function platformOf(stack: string, changes: readonly (readonly [string, string])[] = []): string {
    const { config } = parse(readFileSync(`Pulumi.${stack}.yaml`, "utf8")) as { config: Record<string, unknown> };
    let text = stringify(config["groundwork:platform"]);
    for (const [from, to] of changes) {
        if (!text.includes(from)) throw new Error(`Pulumi.${stack}.yaml has no "${from}".`);
        text = text.replace(from, to);
    }
    return JSON.stringify(parse(text));
}

function plan(stack: string, { platform = platformOf(stack), preview = false } = {}) {
    const config = { "aws:region": place.region, "groundwork:platform": platform };
    const program = () => new Platform("ml", readPlatform());
    return simulate(program, { project: "groundwork", stack, config, place, preview });
}

describe.each(["dev", "prod"])("the golden plan of %s", (stack) => {
    it("has no finding, as an update and as a preview", async () => {
        for (const preview of [false, true]) {
            const graph = await plan(stack, { preview });
            const findings = await judge(stack, graph.resources, defaultSettings(TODAY));
            const mandatory = findings.filter((finding) => finding.level === "mandatory");
            expect(mandatory).toEqual([]);
            if (!preview) expect(findings).toEqual([]);
        }
    });

    it("registers the same resources in a preview", async () => {
        const urns = async (preview: boolean) => (await plan(stack, { preview })).resources.map((r) => r.urn).sort();
        expect(await urns(true)).toEqual(await urns(false));
    });

    it("is the same plan twice", async () => {
        const sorted = async () => [...(await plan(stack)).resources].sort((a, b) => (a.urn < b.urn ? -1 : 1));
        expect(JSON.stringify(await sorted())).toBe(JSON.stringify(await sorted()));
    });

    it("is priced in full and reachable by nobody from the internet", async () => {
        const graph = await plan(stack);
        const cost = estimate(graph, AWS_PRICES, place.region);
        expect(cost.notPriced).toEqual([]);
        expect(cost.floorPerMonth).toBeGreaterThan(0);
        expect(cost.ceilingPerMonth).toBeGreaterThan(cost.floorPerMonth);
        expect(exposure(graph).entries).toEqual([]);
    });
});

describe("a stack's file with mistakes", () => {
    it("shows five different mistakes in one run", async () => {
        const platform = platformOf("dev", [
            ["cidr: 10.20.0.0/16", "cidr: 10.20.0.0/24"],
            ["- c6i.2xlarge", ""],
            ["- g6.xlarge", "- m6i.large"],
            ['version: "1.35"', 'version: "1.33"'],
            ["owner: ml-platform@example.com", ""],
        ]);
        const message = await plan("dev", { platform }).then(
            () => "accepted",
            (error: Error) => error.message,
        );
        const [title, ...mistakes] = message.split("\n");
        expect(title).toBe("Pulumi.dev.yaml has 5 mistakes in groundwork:platform:");
        expect(mistakes.map((line) => line.trim().split(/[ :]/)[1]).sort()).toEqual([
            "cluster.version",
            "network.cidr",
            "nodeGroups.gpu.instanceTypes.1",
            "nodeGroups.spot.instanceTypes.2",
            "tags.owner",
        ]);
    });

    it.each([
        ["a team whose name collides", [["pricing:", "Search:"]], "would share one namespace"],
        ["a quota above all pools", [["gpus: 2", "gpus: 20"]], "teams.vision.quota.gpus is above"],
        ["an unknown setting", [["cidr:", "cdir:"]], "network.cdir is not a setting"],
        ["a profile that does not exist", [["profile: minimal", "profile: tiny"]], "profile must be one of"],
        ["a principal twice", [["role/data-science", "role/platform-oncall"]], "EKS allows one entry each"],
    ] as const)("refuses %s", async (_, changes, expected) => {
        await expect(plan("dev", { platform: platformOf("dev", changes) })).rejects.toThrow(expected);
    });
});
