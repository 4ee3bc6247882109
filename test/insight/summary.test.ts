import { expect, it } from "vitest";
import { summarize, totalResources } from "../../insight/summary";
import { GraphBuilder } from "../support/graph";

it("counts each resource once, at its nearest component, and leaves out records of state", () => {
    const builder = new GraphBuilder();
    builder.add("pulumi:providers:aws", "default");
    const platform = builder.component("Platform", "platform");
    const network = builder.component("Network", "network", { parent: platform });
    const vpc = builder.add("aws:ec2/vpc:Vpc", "vpc", { parent: network });
    builder.add("aws:ec2/subnet:Subnet", "subnet", { parent: vpc });
    builder.add("aws:kms/key:Key", "orphan");
    const summary = summarize(builder.graph());
    expect(summary.map((row) => [row.label, row.depth, row.resources])).toEqual([
        ["Platform platform", 0, 0],
        ["Network network", 1, 2],
        ["(no component)", 0, 1],
    ]);
    expect(totalResources(summary)).toBe(3);
});
