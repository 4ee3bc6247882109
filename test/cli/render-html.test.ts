import { expect, it } from "vitest";
import { renderHtml } from "../../cli/render/html";
import { ResourceGraph } from "../../insight/graph";
import { finding, platform, reportFrom, reportOf } from "../support/report";

const EVIL = `<script>alert("1")</script>'&`;
const ESCAPED = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;";

it("escapes whatever a name, a message or a reason says", () => {
    const builder = platform([EVIL]);
    builder.add(`aws:x/y:${EVIL}`, EVIL);
    builder.add("aws:kms/key:Key", "key", { inputs: { tags: { "groundwork:team": EVIL } } });
    builder.add("aws:ec2/subnet:Subnet", EVIL, { inputs: { mapPublicIpOnLaunch: true } });
    builder.add("aws:ec2/natGateway:NatGateway", EVIL);
    const changes = { id: EVIL, group: EVIL, name: EVIL, type: EVIL, severity: EVIL, message: EVIL, remediation: EVIL };
    const page = renderHtml(
        reportOf(builder, {
            ...{ stack: EVIL, project: EVIL, region: EVIL, profile: EVIL, nextSteps: [EVIL] },
            findings: [finding(changes)],
            rulesByGroup: { [EVIL]: 1 },
        }),
    );
    expect(page).not.toContain("<script");
    expect(page.split(ESCAPED).length - 1).toBeGreaterThan(15);
});

it("needs nothing but itself", () => {
    const page = renderHtml(reportOf(platform()));
    expect(page).not.toMatch(/\b(src|href)=|url\(|@import|<script|https?:/);
    expect(page).toContain("default-src 'none'");
});

it("shows totals, verdict, exposure and every resource", () => {
    const builder = platform();
    const page = renderHtml(reportOf(builder, { findings: [finding()] }));
    for (const shown of ["$261.21", "$2,972.51", ">blocked<", "Fix: List the actions", ">nothing<", "NodeGroup gpu"])
        expect(page).toContain(shown);
    for (const { name, type } of builder.graph().resources) expect(page).toContain(`${name} <code>${type}</code>`);
});

it("shows when each resource is made, what waits for nothing, and what a destroy would meet", () => {
    const report = reportOf(platform());
    const own = {
        urn: "u",
        type: "t",
        name: "claim",
        rule: "volumes-after-driver",
        kind: "leaves",
        missing: [],
    } as const;
    const page = renderHtml({
        ...report,
        timeline: { ...report.timeline, needless: [{ waiter: "platform-b", awaited: "a", minutes: 2 }] },
        teardown: { ...report.teardown, findings: [{ ...own, message: "Stays.", why: "Why.", fix: "Mend it." }] },
    });
    expect(page).toContain('Up <span class="note">13 min, at least 13 min</span>');
    expect(page).toMatch(/<span>gpu<\/span><span class="usd">3\.0 min<\/span>.*\n.*left:76\.3%;width:22\.9%/);
    expect(page).toContain("<li><span>b waits for a</span><span>2.0 min</span></li>");
    expect(page).toContain("Fix: Mend it.");
});

it("is the same page whatever the order of registration was", () => {
    const { stack, resources } = platform().graph();
    const backwards = new ResourceGraph(stack, [...resources].reverse());
    expect(renderHtml(reportFrom(backwards))).toBe(renderHtml(reportOf(platform())));
});

it("folds what is too long to read", () => {
    const teams = Array.from({ length: 1000 }, (_, i) => `team-${i}`);
    const page = renderHtml(reportOf(platform(teams)));
    expect(page).toContain("1000 teams without a cost of their own");
    expect(page).toContain("and 805 more");
    expect(page.length).toBeLessThan(200_000);
});
