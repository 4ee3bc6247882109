import { expect, it } from "vitest";

import { Refusal } from "../../simulator/cloud/cloud";
import { durationsOf } from "../../simulator/cloud/durations";
import { stackGraph } from "../support/stacks";

it("knows how long everything takes that an example stack has", async () => {
    for (const { type, name } of (await stackGraph("prod")).resources.filter(({ custom }) => custom)) {
        const { create, delete: remove } = durationsOf({ type, name });
        expect(create, type).toBeGreaterThanOrEqual(0);
        expect(remove, type).toBeGreaterThanOrEqual(0);
    }
    const cluster = durationsOf({ type: "aws:eks/cluster:Cluster", name: "ml" });
    const key = durationsOf({ type: "aws:kms/key:Key", name: "ml" });
    expect(cluster.create).toBeGreaterThanOrEqual(key.create);
});

it("refuses to guess at what it does not know", () => {
    expect(() => durationsOf({ type: "aws:dax/cluster:Cluster", name: "cache" })).toThrow(Refusal);
});
