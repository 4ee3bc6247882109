import { expect, it } from "vitest";
import { renderJson } from "../../cli/render/json";
import { ResourceGraph } from "../../insight/graph";
import { finding, platform, reportFrom, reportOf } from "../support/report";

it("has the documented fields, sums in cents and a verdict", () => {
    const report = reportOf(platform(), { findings: [finding()] });
    const json = JSON.parse(renderJson(report));
    expect(Object.keys(json)).toEqual([
        "cost",
        "exposure",
        "formatVersion",
        "policies",
        "profile",
        "project",
        "region",
        "resources",
        "stack",
        "teardown",
        "timeline",
    ]);
    expect(json.formatVersion).toBe(1);
    expect(json.resources.total).toBe(14);
    expect(json.resources.byComponent).toContainEqual({ component: "Network network", resources: 4 });
    expect(json.cost.floorPerMonth).toBe(Math.round(report.cost.floorPerMonth * 100) / 100);
    expect(json.cost.byComponent[0]).toEqual({ name: "NodeGroup gpu", floorPerMonth: 0, ceilingPerMonth: 1840.49 });
    expect(json.cost.usageBased[0]).toMatchObject({
        what: "data through NAT",
        pricePerUnit: 0.052,
        unit: "GB",
        count: 1,
    });
    expect(json.policies.verdict).toBe("blocked");
    expect(json.policies.byGroup.IAM).toEqual({ rules: 4, passed: 3, findings: 1, excepted: 0 });
    expect(json.policies.findings).toEqual([finding()]);
    expect(json.exposure.egress).toHaveLength(1);
    expect(json.timeline.up).toMatchObject({ minutes: 13.1, ratio: 1, unavoidable: { minutes: 13.1 } });
    expect(json.timeline.up.path[1]).toMatchObject({ name: "gpu", start: 10, minutes: 3 });
    expect(json.timeline.needless).toEqual([]);
    expect(json.teardown).toEqual({ rules: 29, findings: [], protectedResources: [] });
});

it("is the same text for the same plan, in whatever order findings and keys come", () => {
    const [one, two] = [finding({ id: "a" }), finding({ id: "b", severity: "low" })];
    const backwards = Object.fromEntries(Object.entries(finding({ id: "a" })).reverse()) as unknown as typeof one;
    const text = renderJson(reportOf(platform(), { findings: [one, two] }));
    expect(renderJson(reportOf(platform(), { findings: [two, backwards] }))).toBe(text);
    expect(text.endsWith("}\n")).toBe(true);
});

it("does not depend on the order in which resources were registered", () => {
    const { stack, resources } = platform().graph();
    const backwards = new ResourceGraph(stack, [...resources].reverse());
    expect(renderJson(reportFrom(backwards))).toBe(renderJson(reportOf(platform())));
});

it.each([
    ["passed", [finding({ level: "excepted" })]],
    ["advisory", [finding({ level: "advisory" })]],
    ["blocked", [finding({ level: "advisory" }), finding()]],
])("calls the plan %s", (verdict, findings) => {
    expect(JSON.parse(renderJson(reportOf(platform(), { findings }))).policies.verdict).toBe(verdict);
});

it("says null for what it does not know", () => {
    const { region: _region, profile: _profile, ...report } = reportOf(platform());
    expect(JSON.parse(renderJson(report))).toMatchObject({ region: null, profile: null });
});
