import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { parseCidr, planSubnets, SUBNET_KINDS, type SubnetPlan } from "../../components/internal/plan/subnets";

const RUNS = { numRuns: 1000 };
/** Network addresses of private ranges, /16 to /22. */
const goodCidr = fc
    .record({ second: fc.nat(255), third: fc.nat(255), prefix: fc.integer({ min: 16, max: 22 }) })
    .map(({ second, third, prefix }) => `10.${second}.${third - (third % 2 ** (24 - prefix)) || 0}.0/${prefix}`)
    .filter((cidr) => parseCidr(cidr) !== undefined);
const goodZones = fc.uniqueArray(fc.constantFrom(..."abcdef"), { minLength: 2, maxLength: 3 });

function planOf(cidr: string, zones: readonly string[]): SubnetPlan {
    const planned = planSubnets(cidr, zones);
    if ("problems" in planned) throw new Error(planned.problems.join("\n"));
    return planned.plan;
}

/** First and last address of a block, and its size. */
function range(cidr: string): { first: number; last: number; prefix: number } {
    const block = parseCidr(cidr);
    if (!block) throw new Error(`${cidr} is no block`);
    return { first: block.base, last: block.base + 2 ** (32 - block.prefix) - 1, prefix: block.prefix };
}

const blocks = (plan: SubnetPlan): string[] => SUBNET_KINDS.flatMap((kind) => Object.values(plan[kind]));

describe("the subnet planner", () => {
    it("cuts the blocks that its documentation names", () => {
        expect(planOf("10.20.0.0/16", ["a", "b"])).toEqual({
            private: { a: "10.20.0.0/19", b: "10.20.64.0/19" },
            public: { a: "10.20.32.0/20", b: "10.20.96.0/20" },
            intra: { a: "10.20.48.0/20", b: "10.20.112.0/20" },
        });
    });

    it("never lets two subnets overlap", () => {
        fc.assert(
            fc.property(goodCidr, goodZones, (cidr, zones) => {
                const sorted = blocks(planOf(cidr, zones))
                    .map(range)
                    .sort((a, b) => a.first - b.first);
                sorted.slice(1).forEach((next, index) => {
                    expect(next.first).toBeGreaterThan(sorted[index]?.last ?? Number.NaN);
                });
            }),
            RUNS,
        );
    });

    it("keeps every subnet inside the VPC, at its own network address", () => {
        fc.assert(
            fc.property(goodCidr, goodZones, (cidr, zones) => {
                const vpc = range(cidr);
                for (const { first, last, prefix } of blocks(planOf(cidr, zones)).map(range)) {
                    expect(first).toBeGreaterThanOrEqual(vpc.first);
                    expect(last).toBeLessThanOrEqual(vpc.last);
                    expect(first % 2 ** (32 - prefix)).toBe(0);
                }
            }),
            RUNS,
        );
    });

    it("gives pods an eighth of the VPC in each zone, the other kinds a sixteenth, and never under 64 addresses", () => {
        fc.assert(
            fc.property(goodCidr, goodZones, (cidr, zones) => {
                const { prefix } = range(cidr);
                const plan = planOf(cidr, zones);
                for (const zone of zones) {
                    const sizes = SUBNET_KINDS.map((kind) => range(plan[kind][zone] ?? "").prefix);
                    expect(sizes).toEqual([prefix + 4, prefix + 3, prefix + 4]);
                    expect(Math.max(...sizes)).toBeLessThanOrEqual(26);
                }
            }),
            RUNS,
        );
    });

    it("moves nothing when a zone is appended", () => {
        fc.assert(
            fc.property(goodCidr, goodZones, (cidr, zones) => {
                const two = planOf(cidr, zones.slice(0, 2));
                const all = planOf(cidr, zones);
                for (const kind of SUBNET_KINDS) expect(all[kind]).toMatchObject(two[kind]);
            }),
            RUNS,
        );
    });

    it("answers every other input with a problem and never throws", () => {
        const oddCidr = fc.oneof(
            fc.string(),
            fc.ipV4(),
            fc.tuple(fc.ipV4(), fc.integer({ min: -2, max: 40 })).map(([ip, prefix]) => `${ip}/${prefix}`),
            fc.ipV6(),
            goodCidr,
        );
        const oddZones = fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom("a", "b")), { maxLength: 5 });
        fc.assert(
            fc.property(oddCidr, oddZones, (cidr, zones) => {
                const planned = planSubnets(cidr, zones);
                if ("plan" in planned) {
                    const { first, last, prefix } = range(cidr);
                    expect(prefix).toBeGreaterThanOrEqual(16);
                    expect(prefix).toBeLessThanOrEqual(22);
                    expect([zones.length >= 2, zones.length <= 3, new Set(zones).size]).toEqual([
                        true,
                        true,
                        zones.length,
                    ]);
                    expect([10, 100, 172, 192]).toContain(Math.floor(first / 2 ** 24));
                    expect(blocks(planned.plan).every((block) => range(block).last <= last)).toBe(true);
                } else {
                    expect(planned.problems.length).toBeGreaterThan(0);
                    for (const problem of planned.problems) expect(problem).toMatch(/^(cidr|zones)[\s\S]*\.$/);
                }
            }),
            RUNS,
        );
    });

    it.each([
        ["10.0.0.0/15", "as AWS allows"],
        ["10.0.0.0/23", "is too small"],
        ["8.8.0.0/16", "private range"],
        ["172.32.0.0/16", "private range"],
        ["10.0.1.0/16", "write 10.0.0.0/16"],
        ["10.0.0.256/16", "must be an IPv4 block"],
        ["010.0.0.0/16/1", "must be an IPv4 block"],
    ])("refuses %s", (cidr, why) => {
        const planned = planSubnets(cidr, ["a", "b"]);
        expect("problems" in planned ? planned.problems.join("\n") : "planned").toContain(why);
    });
});
