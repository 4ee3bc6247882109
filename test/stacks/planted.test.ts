import { beforeAll, describe, expect, it } from "vitest";

import type { GraphResource, ResourceGraph } from "../../insight/graph";
import { GROUPS, rules } from "../../policies/public";
import { type Change, MISTAKES, REMOVED } from "../support/mistakes";
import { findingsOf, stackGraph } from "../support/stacks";

/** The graph with one mistake in it. Outputs repeat inputs, so they change with them. */
function planted(graph: ResourceGraph, type: string, name: string, change: Change | typeof REMOVED): GraphResource[] {
    expect(graph.ofType(type).map((resource) => resource.name)).toContain(name);
    return graph.resources.flatMap((resource) => {
        if (resource.type !== type || resource.name !== name) return [resource];
        if (change === REMOVED) return [];
        const inputs = change({ ...resource.inputs });
        return [{ ...resource, inputs, outputs: { ...resource.outputs, ...inputs } }];
    });
}

describe("a mistake planted in the development platform", () => {
    let dev: ResourceGraph;
    beforeAll(async () => {
        dev = await stackGraph("dev");
    });

    it.each(MISTAKES)("is found by %s and by no other rule", async (rule, type, name, change) => {
        const found = await findingsOf({ stack: "dev", resources: planted(dev, type, name, change) });
        expect([...new Set(found.map((finding) => finding.rule))]).toEqual([rule]);
    });

    it("covers every group of rules", () => {
        const covered = new Set(rules.filter(({ id }) => MISTAKES.some(([rule]) => rule === id)).map((r) => r.group));
        expect([...covered].sort()).toEqual([...GROUPS].sort());
    });
});
