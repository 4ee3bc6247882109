import type { PlanReport, PolicyFinding } from "../../cli/render/report";
import { estimate } from "../../insight/cost";
import { exposure } from "../../insight/exposure";
import type { GraphResource, ResourceGraph } from "../../insight/graph";
import { AWS_PRICES } from "../../insight/prices/aws";
import { teardown } from "../../insight/teardown";
import { timeline } from "../../insight/timeline";
import { GraphBuilder } from "./graph";

/** A finding with harmless values, changed where the test cares. */
export function finding(changes: Partial<PolicyFinding> = {}): PolicyFinding {
    return {
        rule: "iam-no-service-star",
        id: "iam-no-service-star[Action::s3:*]",
        group: "IAM",
        urn: "urn:pulumi:dev::groundwork::aws:iam/rolePolicy:RolePolicy::fraud-access",
        type: "aws:iam/rolePolicy:RolePolicy",
        name: "fraud-access",
        level: "mandatory",
        severity: "high",
        message: "The policy allows every action of S3.",
        remediation: "List the actions that the workload needs, such as s3:GetObject.",
        ...changes,
    };
}

/** A small platform: network, cluster, three node groups, a store and the given teams. */
export function platform(teams: readonly string[] = ["fraud", "search", "ranking"]): GraphBuilder {
    const builder = new GraphBuilder("dev");
    const parent = builder.component("Platform", "platform");
    const network = builder.component("Network", "network", { parent });
    const vpc = builder.add("aws:ec2/vpc:Vpc", "vpc", { parent: network });
    builder.add("aws:ec2/subnet:Subnet", "private-a", { parent: vpc });
    builder.add("aws:ec2/natGateway:NatGateway", "nat", { parent: network });
    builder.add("aws:ec2/eip:Eip", "nat-ip", { parent: network });
    const cluster = builder.component("Cluster", "cluster", { parent });
    const controlPlane = builder.add("aws:eks/cluster:Cluster", "control-plane", {
        parent: cluster,
        inputs: { vpcConfig: { endpointPublicAccess: false } },
    });
    const system = addNodeGroup(builder, "system", {
        instanceTypes: ["m7g.large"],
        scalingConfig: { minSize: 2, maxSize: 4 },
    });
    const spotTypes = ["m7i.xlarge", "m6i.xlarge", "c7i.xlarge"];
    const spot = { instanceTypes: spotTypes, capacityType: "SPOT", scalingConfig: { minSize: 0, maxSize: 10 } };
    const spotNodes = addNodeGroup(builder, "spot", spot);
    const gpu = addNodeGroup(builder, "gpu", {
        instanceTypes: ["g5.xlarge"],
        scalingConfig: { minSize: 0, maxSize: 2 },
    });
    for (const team of teams) {
        const namespace = builder.component("ServingNamespace", team, { parent });
        const from = { system, spotNodes, gpu };
        builder.add("kubernetes:core/v1:Namespace", team, { parent: namespace, from });
        builder.add("aws:iam/role:Role", `${team}-role`, { parent: namespace });
    }
    return builder;

    function addNodeGroup(to: GraphBuilder, name: string, inputs: Record<string, unknown>): GraphResource {
        const group = to.component("NodeGroup", name, { parent });
        const from = { clusterName: controlPlane };
        return to.add("aws:eks/nodeGroup:NodeGroup", name, { parent: group, inputs, from });
    }
}

/** Seconds that are easy to add up. */
function durations({ type }: { readonly type: string }): { create: number; delete: number } {
    if (type === "aws:eks/cluster:Cluster") return { create: 600, delete: 300 };
    return type === "aws:eks/nodeGroup:NodeGroup" ? { create: 180, delete: 240 } : { create: 6, delete: 6 };
}

/** The report of a graph built by hand, with a full set of rules. */
export function reportOf(builder: GraphBuilder, changes: Partial<PlanReport> = {}): PlanReport {
    return reportFrom(builder.graph(), changes);
}

/** The report of any graph, with a full set of rules. */
export function reportFrom(graph: ResourceGraph, changes: Partial<PlanReport> = {}): PlanReport {
    return {
        stack: graph.stack,
        project: "groundwork",
        region: "eu-central-1",
        profile: "minimal",
        graph,
        cost: estimate(graph, AWS_PRICES),
        exposure: exposure(graph),
        timeline: timeline(graph, durations),
        teardown: teardown(graph),
        findings: [],
        rulesByGroup: { GOV: 4, ENC: 5, NET: 4, IAM: 4, K8S: 5, COST: 4, REL: 4 },
        nextSteps: ["groundwork plan --html report.html writes this as a page.", "pulumi up --stack dev deploys it."],
        ...changes,
    };
}
