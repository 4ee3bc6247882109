import { expect, it } from "vitest";

import { KNOWN_CHARTS } from "../../insight/order/custom-resources";
import { chartsByApiGroup } from "../../simulator/cloud/charts-by-group";

it("knows at least the charts that insight knows without being told", () => {
    const charts = chartsByApiGroup();
    for (const [group, names] of Object.entries(KNOWN_CHARTS)) {
        expect(names, group).toEqual(expect.arrayContaining([expect.any(String)]));
        expect(
            charts[group]?.some((name) => names.includes(name)),
            group,
        ).toBe(true);
    }
});
