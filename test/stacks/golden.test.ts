import { beforeAll, describe, expect, it } from "vitest";

import { estimate } from "../../insight/cost";
import type { ResourceGraph } from "../../insight/graph";
import { AWS_PRICES } from "../../insight/prices/aws";
import { summarize } from "../../insight/summary";
import { ACCOUNT } from "../support/deploy";
import { configOf, configWith, findingsOf, platformOf, stackGraph } from "../support/stacks";

/** Every component with what it made itself, and the verdict, as one text. */
async function golden(graph: ResourceGraph): Promise<string> {
    const parts = summarize(graph).map(({ label, urn = "", depth }) => {
        const own = graph.resources.filter((r) => r.custom && nearest(graph, r.urn) === urn);
        const lines = own.map(({ type, name }) => `${"  ".repeat(depth + 1)}${type}::${name}`).sort();
        return [`${"  ".repeat(depth)}${label}`, ...lines].join("\n");
    });
    const findings = await findingsOf(graph);
    return `${[...parts, `findings: ${findings.map(({ id }) => id).join(", ") || "none"}`].join("\n")}\n`;
}

/** URN of the component of ours that a resource stands in. */
function nearest(graph: ResourceGraph, urn: string): string | undefined {
    const resource = graph.get(urn);
    return resource && graph.ancestorsOf(resource).find((a) => a.type.startsWith("groundwork:"))?.urn;
}

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(reversed);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
        Object.entries(value)
            .reverse()
            .map(([key, inner]) => [key, reversed(inner)]),
    );
}

const byUrn = (graph: ResourceGraph) => [...graph.resources].sort((a, b) => (a.urn < b.urn ? -1 : 1));
const urns = (graph: ResourceGraph): string[] => graph.resources.map(({ urn }) => urn).sort();

describe.each(["dev", "prod"])("the example stack %s", (stack) => {
    let up: ResourceGraph;
    beforeAll(async () => {
        up = await stackGraph(stack);
    });

    it("has the resources that were agreed on, and no finding at any level", async () => {
        const text = await golden(up);
        expect(text).toContain("\nfindings: none\n");
        await expect(text).toMatchFileSnapshot(`./golden/${stack}.txt`);
    });

    it("has the same resources in a preview, where everything can be judged", async () => {
        const preview = await stackGraph(stack, { preview: true });
        expect(urns(preview)).toEqual(urns(up));
        expect(await findingsOf(preview)).toEqual([]);
    });

    it("is the same in every run, whatever the order of keys in its file", async () => {
        const sameText = stack === "dev";
        const config = sameText ? configOf(stack) : configWith(stack, reversed(platformOf(stack)));
        const again = await stackGraph(stack, { config });
        expect(urns(again)).toEqual(urns(up));
        if (sameText) expect(JSON.stringify(byUrn(again))).toBe(JSON.stringify(byUrn(up)));
        else expect(config).not.toEqual(configOf(stack));
    });

    it("costs something, more when it is full, and nothing of it goes unpriced", () => {
        const cost = estimate(up, AWS_PRICES, ACCOUNT.region);
        expect(cost.floorPerMonth).toBeGreaterThan(0);
        expect(cost.ceilingPerMonth).toBeGreaterThan(cost.floorPerMonth);
        expect(cost.notPriced).toEqual([]);
        const teams = Object.keys(platformOf(stack).teams as object);
        expect(cost.byTeam.map(({ name }) => name)).toEqual(expect.arrayContaining(teams));
    });

    it("looks up nothing that floats", () => {
        const text = JSON.stringify(up.resources.map(({ inputs }) => inputs));
        expect(text).not.toMatch(/:latest\b|"latest"|"\$Latest"|mostRecent/i);
        const versions = up.ofType("aws:eks/addon:Addon").map(({ inputs }) => inputs.addonVersion);
        expect(versions).toHaveLength(5);
        for (const version of versions) expect(version).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
    });

    it("shows no token or key in any input", () => {
        const text = JSON.stringify(up.resources.map(({ inputs, outputs }) => [inputs, outputs]));
        expect(text).not.toMatch(/k8s-aws-v1\.|AKIA[0-9A-Z]{16}|BEGIN [A-Z ]*PRIVATE KEY|"client-key-data"/);
    });

    it("has unique names within every limit of the cloud", () => {
        expect(new Set(urns(up)).size).toBe(up.resources.length);
        for (const { type, outputs, name } of up.resources) {
            const limit = type === "aws:iam/role:Role" ? 64 : 63;
            if (!/^aws:(iam\/role|s3\/bucket|eks\/nodeGroup):/.test(type)) continue;
            const physical = (outputs.bucket ?? outputs.nodeGroupName ?? outputs.name ?? name) as string;
            expect(physical.length).toBeLessThanOrEqual(limit);
        }
    });

    it("protects what must survive in production, and is disposable in development", () => {
        const protects = stack === "prod";
        const stateful = /^aws:(s3\/bucket:Bucket|kms\/key:Key|eks\/cluster:Cluster)$/;
        const found = up.resources.filter(({ type }) => stateful.test(type));
        expect(found.length).toBeGreaterThan(4);
        for (const { urn, options } of found) expect(options.protect, urn).toBe(protects);
        for (const { urn, inputs } of up.ofType("aws:s3/bucket:Bucket")) {
            expect(inputs.forceDestroy, urn).toBe(!protects);
        }
    });

    it("says where its cluster and its artifacts are", () => {
        expect(up.outputs).toEqual({
            clusterName: `ml-${stack}`,
            kubeconfig: expect.stringContaining("get-token"),
            artifactRoot: expect.stringMatching(/^s3:\/\/ml-artifacts-bucket-[0-9a-f]{7}$/),
        });
    });
});
