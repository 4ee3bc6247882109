import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";

import { readProject } from "../../cli/project";
import { Platform } from "../../components";
import type { ResourceGraph } from "../../insight/graph";
import { judge } from "../../policies/judge";
import { defaultSettings, type Finding } from "../../policies/public";
import { readPlatform } from "../../stacks/platform/config";
import { type DeployOptions, deploy } from "./deploy";
import { TODAY } from "./policy";

const ROOT = join(__dirname, "..", "..");
const KEY = "groundwork:platform";

/** The configuration of an example stack as Pulumi hands it over. */
export function configOf(stack: string): Readonly<Record<string, string>> {
    return readProject(ROOT, stack).config;
}

/** What an example stack says about its platform, as a value to change. */
export function platformOf(stack: string): Record<string, unknown> {
    return JSON.parse(configOf(stack)[KEY] ?? "") as Record<string, unknown>;
}

/** A stack's configuration with another platform in it. */
export function configWith(stack: string, platform: unknown): Readonly<Record<string, string>> {
    return { ...configOf(stack), [KEY]: JSON.stringify(platform) };
}

/** The program of the stacks, without its module's cache. */
export function program(): Record<string, pulumi.Output<string>> {
    const { cluster, artifactStore } = new Platform("ml", readPlatform());
    return { clusterName: cluster.name, kubeconfig: cluster.kubeconfig, artifactRoot: artifactStore.uri };
}

/** An example stack as a graph. */
export async function stackGraph(stack: string, options: DeployOptions = {}): Promise<ResourceGraph> {
    const { graph } = await deploy(program, { stack, config: configOf(stack), ...options });
    return graph;
}

/** Everything that the pack finds in a graph, on the day on which all tests judge. */
export function findingsOf(graph: Pick<ResourceGraph, "stack" | "resources">): Promise<Finding[]> {
    return judge(graph.stack, graph.resources, defaultSettings(TODAY));
}
