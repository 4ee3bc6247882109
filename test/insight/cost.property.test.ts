import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cpuInstanceTypeNames, gpuInstanceTypeNames } from "../../components/internal/plan/instance-types";
import { type CostShare, estimate } from "../../insight/cost";
import { AWS_PRICES } from "../../insight/prices/aws";
import { GraphBuilder } from "../support/graph";

const REGIONS = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "mars-north-1"];
const TYPES = [...Object.keys(AWS_PRICES.instances), "z9.huge"];

const group = fc.record({
    min: fc.nat(10),
    more: fc.nat(10),
    instanceTypes: fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 4 }),
    capacityType: fc.constantFrom("SPOT", "ON_DEMAND"),
    diskSize: fc.integer({ min: 1, max: 500 }),
    team: fc.constantFrom("fraud", "search", undefined),
});
const other = fc.constantFrom("aws:kms/key:Key", "aws:ec2/natGateway:NatGateway", "aws:ec2/vpc:Vpc", "aws:x/y:Z");

const graphs = fc
    .record({ region: fc.constantFrom(...REGIONS), groups: fc.array(group), others: fc.array(other) })
    .map(({ region, groups, others }) => {
        const builder = new GraphBuilder("dev", region);
        const pool = builder.component("NodeGroup", "pool");
        groups.forEach(({ min, more, team, ...rest }, i) => {
            const tags = team === undefined ? {} : { tags: { "groundwork:team": team } };
            const inputs = { ...rest, ...tags, scalingConfig: { minSize: min, maxSize: min + more } };
            builder.add("aws:eks/nodeGroup:NodeGroup", `group-${i}`, { inputs, parent: pool });
        });
        others.forEach((type, i) => void builder.add(type, `other-${i}`));
        return builder.graph();
    });

function total(shares: readonly CostShare[], of: "floorPerMonth" | "ceilingPerMonth"): number {
    return shares.reduce((usd, share) => usd + share[of], 0);
}

describe("estimate, for any graph", () => {
    it("has a floor of at most the ceiling, and each way of sharing adds up to the total", () => {
        fc.assert(
            fc.property(graphs, (graph) => {
                const cost = estimate(graph, AWS_PRICES);
                expect(cost.floorPerMonth).toBeGreaterThanOrEqual(0);
                expect(cost.floorPerMonth).toBeLessThanOrEqual(cost.ceilingPerMonth);
                for (const shares of [cost.byComponent, cost.byTeam, cost.byCapacity]) {
                    expect(total(shares, "floorPerMonth")).toBeCloseTo(cost.floorPerMonth, 4);
                    expect(total(shares, "ceilingPerMonth")).toBeCloseTo(cost.ceilingPerMonth, 4);
                }
            }),
        );
    });

    it("puts every resource in a class", () => {
        fc.assert(
            fc.property(graphs, (graph) => {
                const { lines, usageBased, notPriced, freeResources } = estimate(graph, AWS_PRICES);
                const silent = graph.resources.filter((r) => {
                    const listed = [...lines, ...usageBased, ...notPriced].some((entry) => entry.type === r.type);
                    return r.custom && !listed && r.type !== "aws:ec2/vpc:Vpc";
                });
                expect(silent).toEqual([]);
                expect(freeResources).toBe(graph.ofType("aws:ec2/vpc:Vpc").length);
            }),
        );
    });
});

describe("the price table", () => {
    it("is dated, sourced, and has a positive price in each cell", () => {
        expect(AWS_PRICES.effectiveDate).toMatch(/^20\d\d-\d\d-\d\d$/);
        expect(AWS_PRICES.sources.length).toBeGreaterThan(0);
        const cells = [...Object.values(AWS_PRICES.instances), ...Object.values(AWS_PRICES.units)].flatMap(
            Object.values,
        );
        expect(cells.filter((usd) => !(usd > 0))).toEqual([]);
    });

    // Spot-checked against the AWS pages, so that an edit of a base price or a factor does not slip through.
    it.each([
        ["m6i.xlarge", "us-east-1", 0.192],
        ["m7i.4xlarge", "eu-central-1", 0.966],
        ["t4g.medium", "eu-west-1", 0.0368],
        ["g4dn.xlarge", "eu-central-1", 0.6575],
        ["g5.12xlarge", "eu-central-1", 7.09284],
        ["g6.4xlarge", "eu-central-1", 1.65466],
        ["p4d.24xlarge", "eu-west-1", 23.71579],
        ["p5.48xlarge", "us-west-2", 55.04],
    ])("%s in %s costs about %d USD an hour", (type, region, usd) => {
        const priced = AWS_PRICES.instances[type]?.[region] ?? Number.NaN;
        expect(Math.abs(priced - usd) / usd).toBeLessThan(0.001);
    });

    it("has every instance type that a node group may have", () => {
        const known = [...cpuInstanceTypeNames, ...gpuInstanceTypeNames];
        expect(known.length).toBeGreaterThan(0);
        expect(known.filter((type) => AWS_PRICES.instances[type]?.["us-east-1"] === undefined)).toEqual([]);
    });

    it("has no size that AWS does not sell", () => {
        const types = Object.keys(AWS_PRICES.instances);
        expect(types).not.toContain("m6i.medium");
        expect(types).not.toContain("t3.4xlarge");
        expect(types).not.toContain("m7g.24xlarge");
        expect(AWS_PRICES.instances["g6.xlarge"]?.["eu-west-1"]).toBeUndefined();
    });
});
