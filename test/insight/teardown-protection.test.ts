import { beforeAll, describe, expect, it } from "vitest";

import type { GraphResource, ResourceGraph } from "../../insight/graph";
import { teardown } from "../../insight/teardown";
import { cut, dropped, mapped, named } from "../support/graph-edits";
import { stackGraph } from "../support/stacks";

const GUARD = "ml-guard-group";

let dev: ResourceGraph;
let prod: ResourceGraph;
beforeAll(async () => {
    dev = await stackGraph("dev");
    prod = await stackGraph("prod");
});

const found = (graph: ResourceGraph) =>
    teardown(graph).findings.map(({ rule, kind, name, missing }) => ({
        ...{ rule, kind, name },
        missing: missing.map((other) => other.name).sort(),
    }));

/** A graph in which some options of some resources are others. */
const withOptions = (graph: ResourceGraph, isMeant: RegExp, options: Partial<GraphResource["options"]>) =>
    mapped(graph, (r) => (isMeant.test(r.name) ? { ...r, options: { ...r.options, ...options } } : r));

describe("a stack in which something is protected", () => {
    it("refuses as a whole where a protected guard waits for everything", () => {
        expect(teardown(prod).protectedResources.map(({ name }) => name)).toContain(GUARD);
        expect(found(prod)).toEqual([]);
        expect(found(withOptions(dev, /^ml-guard-group$/, { protect: true }))).toEqual([]);
    });

    it("is half destroyed without its guard", () => {
        const [only, ...others] = teardown(dropped(prod, ({ name }) => name.startsWith("ml-guard"))).findings;
        expect(others).toEqual([]);
        expect(only).toMatchObject({ rule: "protected-stacks-refuse-as-a-whole", kind: "order" });
        const missing = only?.missing.map(({ name }) => name) ?? [];
        expect(missing).toEqual(expect.arrayContaining(["ml-system-nodes", "ml-search-namespace"]));
        expect(missing).not.toContain("ml-artifacts-bucket");
        expect(only?.message).toContain(` ${missing.length} of the stack's resources `);
        expect(only?.message.length).toBeLessThan(300);
    });

    it("is half destroyed where its guard is not protected", () => {
        const [only, ...others] = found(withOptions(prod, /^ml-guard-group$/, { protect: false }));
        expect(others).toEqual([]);
        expect(only?.missing).toContain(GUARD);
    });

    it("loses exactly what its guard does not wait for", () => {
        const team = prod.resources.filter(({ name, custom }) => custom && name.startsWith("ml-search"));
        expect(found(cut(prod, /^ml-guard/, /^ml-search/))).toEqual([
            {
                rule: "protected-stacks-refuse-as-a-whole",
                kind: "order",
                name: GUARD,
                missing: team.map(({ name }) => name).sort(),
            },
        ]);
    });

    it("keeps what its protected resources wait for, and loses the rest", () => {
        const [only] = found(withOptions(dev, /^ml-artifacts-versioning$/, { protect: true }));
        expect(only?.name).toBe("ml-artifacts-versioning");
        expect(only?.missing).toContain("ml-network-vpc");
        expect(only?.missing).not.toContain("ml-artifacts-bucket");
    });

    it("is not asked for what a destroy leaves alone", () => {
        const unguarded = cut(prod, /^ml-guard/, /^ml-search/);
        expect(found(withOptions(unguarded, /^ml-search/, { retainOnDelete: true }))).toEqual([]);
        expect(found(withOptions(unguarded, /^ml-search/, { protect: true }))).toEqual([]);
        const external = mapped(unguarded, (r) => (r.name.startsWith("ml-search") ? { ...r, external: true } : r));
        expect(found(external)).toEqual([]);
    });
});

describe("a stack in which nothing is protected", () => {
    it("needs no guard", () => {
        expect(named(dev, GUARD).options.protect).toBe(false);
        expect(found(dropped(dev, ({ name }) => name.startsWith("ml-guard")))).toEqual([]);
    });
});
