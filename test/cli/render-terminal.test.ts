import { describe, expect, it } from "vitest";
import { renderPlan } from "../../cli/render/terminal";
import { money, wrap } from "../../cli/render/text";
import { finding, platform, reportOf } from "../support/report";

const longest = (text: string) => Math.max(...text.split("\n").map((line) => [...line].length));

describe("renderPlan", () => {
    it("prints a clean plan on one screen", () => {
        const text = renderPlan(reportOf(platform()));
        expect(text).toBe(
            [
                "Plan of dev · project groundwork · eu-central-1 · profile minimal · 14 resources",
                "",
                "Component                                     resources  floor $/month  ceiling $/month",
                "Platform platform                                     0              –                –",
                "  Cluster cluster                                     1          73.00            73.00",
                "  Network network                                     4          41.61            41.61",
                "  NodeGroup gpu                                       1              –         1,840.49",
                "  NodeGroup spot                                      1              –           724.22",
                "  NodeGroup system                                    1         146.60           293.19",
                "  ServingNamespace fraud                              2              –                –",
                "  ServingNamespace ranking                            2              –                –",
                "  ServingNamespace search                             2              –                –",
                "Total                                                14         261.21         2,972.51",
                "  on-demand nodes                                               142.79         2,122.26",
                "  spot nodes (estimate)                                              –           705.18",
                "",
                "Team                                                     floor $/month  ceiling $/month",
                "(shared)                                                        261.21         2,972.51",
                "3 teams without a cost of their own: fraud, ranking, search",
                "",
                "List prices of 2026-07-20, without tax and discounts. On top, by use in $: data through NAT",
                "0.052/GB.",
                "Not priced: nothing.",
                "",
                "Policies  passed: 30 rules, 0 findings",
                "  ENC 5/5 NET 4/4 IAM 4/4 K8S 5/5 COST 4/4 REL 4/4 GOV 4/4",
                "",
                "Reachable from the internet  nothing. Out: 1 NAT gateway.",
                "",
                "Timeline  up 13 min, destroy 9 min",
                "  up, minutes: control-plane 10.0, gpu 3.0, 1 more 0.1",
                "Teardown  29 rules, 0 findings",
                "",
                "Next",
                "  groundwork plan --html report.html writes this as a page.",
                "  pulumi up --stack dev deploys it.",
                "",
            ].join("\n"),
        );
        expect(text.split("\n").length).toBeLessThanOrEqual(40);
    });

    it("prints each finding, the worst first, with its fix; an exception in one line", () => {
        const text = renderPlan(
            reportOf(platform(), {
                findings: [
                    finding({ id: "waived", level: "excepted", name: "old" }),
                    finding({ id: "hint", level: "advisory", group: "K8S", rule: "k8s-hint", name: "pod" }),
                    finding({ id: "minor", severity: "low" }),
                    finding({ id: "major", severity: "critical" }),
                ],
            }),
        );
        const policies = text.slice(text.indexOf("Policies"), text.indexOf("Reachable")).trim().split("\n");
        expect(policies).toEqual([
            "Policies  blocked: 30 rules, 3 findings, 1 exception",
            "  ENC 5/5 NET 4/4 IAM 3/4 (2 findings) K8S 4/5 (1 finding) COST 4/4 REL 4/4 GOV 4/4",
            "  mandatory critical  major  on fraud-access",
            "      The policy allows every action of S3.",
            "      Fix: List the actions that the workload needs, such as s3:GetObject.",
            "  mandatory low  minor  on fraud-access",
            "      The policy allows every action of S3.",
            "      Fix: List the actions that the workload needs, such as s3:GetObject.",
            "  advisory high  hint  on pod",
            "      The policy allows every action of S3.",
            "      Fix: List the actions that the workload needs, such as s3:GetObject.",
            "  excepted high  waived  on old",
        ]);
    });

    it("says once what the pack's message repeats: the id before it and the fix behind it", () => {
        const { id, remediation } = finding();
        const message = `${id}: The policy allows\nevery action of S3.\nFix: ${remediation}`;
        expect(renderPlan(reportOf(platform(), { findings: [finding({ message })] }))).toBe(
            renderPlan(reportOf(platform(), { findings: [finding()] })),
        );
    });

    it("says what is open and how to close it, and what has no price", () => {
        const builder = platform();
        builder.add("aws:ec2/subnet:Subnet", "public-a", { inputs: { mapPublicIpOnLaunch: true } });
        for (const kind of ["msk/cluster", "dax/cluster", "mq/broker", "rds/instance", "docdb/cluster"])
            builder.add(`aws:${kind}:X`, kind);
        const text = renderPlan(reportOf(builder));
        expect(text).toContain("Reachable from the internet  1 way. Out: 1 NAT gateway.");
        expect(text).toContain("  public-a: Subnet that gives every instance a public address, from 0.0.0.0/0");
        expect(text).toContain(
            "      Set mapPublicIpOnLaunch to false; load balancers and NAT gateways do not need it.",
        );
        expect(text).toContain("  aws:dax/cluster:X ×1: no row in the price table for this type");
        expect(text).toContain("  and 2 more; --json lists all");
    });

    it("names the longest of a path, what waits without need, and what a destroy would meet", () => {
        const report = reportOf(platform());
        const { up } = report.timeline;
        const link = (name: string, minutes: number) => ({ urn: name, type: "t", name, start: 0, minutes });
        const path = [link("platform-short", 0.2), ...[5, 1, 2, 3, 4].map((n) => link(`platform-n${n}`, n))];
        const needless = [
            { waiter: "platform-b", awaited: "platform-a", minutes: 2 },
            { waiter: "c", awaited: "a", minutes: 0.4 },
        ];
        const missing = { urn: "u", type: "t", name: "network" };
        const own = {
            urn: "u",
            type: "t",
            rule: "first-rule",
            kind: "order",
            why: "Why.",
            missing: [missing],
        } as const;
        const findings = ["one", "two"].map((name) => ({
            ...own,
            name,
            message: `About ${name}.`,
            fix: `Mend ${name}.`,
        }));
        const text = renderPlan({
            ...report,
            timeline: { ...report.timeline, up: { ...up, minutes: 0.4, path }, needless },
            teardown: { rules: 1, findings, protectedResources: [missing] },
        });
        expect(text.slice(text.indexOf("Timeline"), text.indexOf("Next")).trim().split("\n")).toEqual([
            "Timeline  up under a minute, destroy 9 min",
            "  up, minutes: n5 5.0, n2 2.0, n3 3.0, n4 4.0, 2 more 1.2",
            "  b waits for a without need: 2.0 min",
            "Teardown  1 rule, 2 findings; 1 resource protected: destroy refuses until they are not",
            "  mandatory order  first-rule  on one and 1 more; --json lists all",
            "      About one. Why.",
            "      Fix: Mend one.",
        ]);
    });

    it.each([60, 80, 100])("keeps within %d columns with 1,000 teams and long names, on one screen", (width) => {
        const teams = Array.from({ length: 1000 }, (_, i) => `team-${i}-${"with-a-long-name-".repeat(6)}`);
        const builder = platform(teams);
        for (const team of teams)
            builder.add("aws:kms/key:Key", team, { inputs: { tags: { "groundwork:team": team } } });
        const text = renderPlan(reportOf(builder), { width });
        expect(longest(text)).toBeLessThanOrEqual(width);
        expect(text.split("\n").length).toBeLessThanOrEqual(45);
        expect(text).toContain("  1000 × Serving");
        expect(text).toMatch(/and 992 more +992\.00 +992\.00/);
    });

    it("colours only when asked, and the text stays the same", () => {
        const report = reportOf(platform(), { findings: [finding()] });
        const ansi = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g");
        const colored = renderPlan(report, { color: true });
        expect(renderPlan(report)).not.toMatch(ansi);
        expect(colored).toMatch(ansi);
        expect(colored.replaceAll(ansi, "")).toBe(renderPlan(report));
    });

    it("does not let a name act on the terminal", () => {
        const evil = `${String.fromCharCode(27)}[2Jgone`;
        const text = renderPlan(
            reportOf(platform([evil]), { stack: evil, findings: [finding({ name: evil, message: evil })] }),
        );
        expect(text).not.toContain(String.fromCharCode(27));
    });
});

describe("text", () => {
    it("writes money the same everywhere", () => {
        expect([0, 0.005, 999.999, 1234.5, 1234567.891].map(money)).toEqual([
            "0.00",
            "0.01",
            "1,000.00",
            "1,234.50",
            "1,234,567.89",
        ]);
    });

    it("wraps between words and cuts a word that is too long", () => {
        expect(wrap("one two  three fourteenish", 8)).toEqual(["one two", "three", "fourtee…"]);
    });
});
