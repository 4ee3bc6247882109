import { describe, expect, it } from "vitest";
import { type ComponentRow, compactRows, isBlocked } from "../../cli/render/rows";
import { finding, platform, reportOf } from "../support/report";

/** A row of a component with one resource that costs one dollar. */
function row(depth: number, kind: string, name: string): ComponentRow {
    return { label: `${kind} ${name}`, kind, depth, resources: 1, floorPerMonth: 1, ceilingPerMonth: 2 };
}

const rows = [
    row(0, "Platform", "ml"),
    row(1, "Cluster", "main"),
    row(2, "NodeAddons", "addons"),
    row(3, "PodIdentity", "driver"),
    row(3, "PodIdentity", "autoscaler"),
    row(1, "NodeGroup", "gpu"),
    row(1, "ServingNamespace", "fraud"),
    row(1, "ServingNamespace", "search"),
    row(1, "ServingNamespace", "ranking"),
];

const shown = (most: number) => compactRows(rows, most).map((r) => `${r.depth} ${r.label} ${r.resources}`);

describe("compactRows", () => {
    it("leaves alone what fits", () => {
        expect(compactRows(rows, rows.length)).toBe(rows);
    });

    it("folds the deepest components into the one they stand in, and only as deep as needed", () => {
        expect(shown(7)).toContain("2 NodeAddons addons 3");
        expect(shown(6)).toContain("1 Cluster main 4");
    });

    it("then makes one row of the class that has most", () => {
        expect(shown(4)).toEqual([
            "0 Platform ml 1",
            "1 Cluster main 4",
            "1 NodeGroup gpu 1",
            "1 3 × ServingNamespace 3",
        ]);
    });

    it("loses no resource and no dollar, and stops where there is nothing left to draw together", () => {
        for (let most = rows.length; most >= 0; most--) {
            const left = compactRows(rows, most);
            expect(left.reduce((n, r) => n + r.resources, 0)).toBe(rows.length);
            expect(left.reduce((usd, r) => usd + r.ceilingPerMonth, 0)).toBe(2 * rows.length);
        }
        expect(shown(0)).toHaveLength(4);
    });
});

describe("isBlocked", () => {
    const { teardown } = reportOf(platform());
    const own = { urn: "u", type: "t", name: "n", rule: "r", message: "m", why: "w", fix: "f", missing: [] };
    const stuck = { ...teardown, findings: [{ ...own, kind: "order" as const }] };

    it("is so by a mandatory policy or by a destroy that would not go through, and by nothing else", () => {
        expect(isBlocked({ findings: [finding({ level: "advisory" })], teardown })).toBe(false);
        expect(isBlocked({ findings: [finding()], teardown })).toBe(true);
        expect(isBlocked({ findings: [], teardown: stuck })).toBe(true);
    });
});
