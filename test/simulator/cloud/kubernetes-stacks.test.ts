import { describe, expect, it } from "vitest";

import type { GraphResource } from "../../../insight/graph";
import { leftovers } from "../../../simulator/cloud/aws/leftovers";
import { TYPES } from "../../../simulator/cloud/aws/types";
import { podsOf } from "../../../simulator/cloud/kubernetes/pods/pods-of";
import { created, creationOrder, deleteAll } from "../../support/life";
import { stackGraph } from "../../support/stacks";

describe.each(["dev", "prod"] as const)("the stack %s", (stack) => {
    it("has a cluster that takes all its objects, runs its add-ons and lets all go", async () => {
        const graph = await stackGraph(stack);
        const aws = creationOrder(graph);
        const objects = graph.resources.filter(({ type }) => type.startsWith("kubernetes:"));
        const account = created(aws);
        const cluster = account.ofType(TYPES.cluster)[0]?.id ?? "";
        for (const { urn, type, name, inputs } of objects) account.create({ urn, type, name, inputs, cluster });
        const pods = podsOf(account, cluster);
        expect(pods.filter(({ owner }) => owner.includes("coredns"))).toHaveLength(2);
        expect(pods.filter(({ node }) => node === undefined)).toEqual([]);
        for (const { type, id } of [...objects].reverse().flatMap(liveIn)) account.delete(type, id, cluster);
        expect(account.resources.filter((resource) => resource.cluster === cluster)).toEqual([]);
        if (stack === "prod") return;
        deleteAll(account, aws);
        expect(leftovers(account)).toEqual([]);

        function liveIn({ type, urn }: GraphResource) {
            return account.ofType(type).filter((resource) => resource.urn === urn);
        }
    });
});
