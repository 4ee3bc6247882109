import { expect, it } from "vitest";
import { ResourceGraph } from "../../insight/graph";
import { summarize } from "../../insight/summary";
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
});

it("puts each component after the one it stands in, whatever the order of registration", () => {
    const builder = new GraphBuilder();
    const platform = builder.component("Platform", "platform");
    const network = builder.component("Network", "network", { parent: platform });
    const cluster = builder.component("Cluster", "cluster", { parent: platform });
    builder.component("FlowLogs", "logs", { parent: builder.add("aws:ec2/vpc:Vpc", "vpc", { parent: network }) });
    builder.component("NodeAddons", "addons", { parent: cluster });
    const { stack, resources } = builder.graph();
    const labels = (graph: ResourceGraph) => summarize(graph).map((row) => `${row.depth} ${row.label}`);
    expect(labels(builder.graph())).toEqual([
        "0 Platform platform",
        "1 Cluster cluster",
        "2 NodeAddons addons",
        "1 Network network",
        "2 FlowLogs logs",
    ]);
    expect(labels(new ResourceGraph(stack, [...resources].reverse()))).toEqual(labels(builder.graph()));
});
