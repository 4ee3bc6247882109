import { beforeAll, describe, expect, it } from "vitest";

import type { ResourceGraph } from "../../../insight/graph";
import { leftovers } from "../../../simulator/cloud/aws/leftovers";
import { created, creationOrder, deleteAll } from "../../support/life";
import { stackGraph } from "../../support/stacks";

describe("a whole stack in the simulated account", () => {
    let dev: ResourceGraph;
    beforeAll(async () => {
        dev = await stackGraph("dev");
    });

    it("comes up in the order of its edges, and leaves nothing when it goes", () => {
        const order = creationOrder(dev);
        const account = created(order);
        for (const { type, urn, outputs } of order) {
            const live = account.ofType(type).find((resource) => resource.urn === urn);
            expect(live?.id, urn).toBe(outputs.id ?? live?.id);
        }
        deleteAll(account, order);
        expect(leftovers(account)).toEqual([]);
    });
});
