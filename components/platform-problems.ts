import { clusterProblems } from "./foundation/cluster";
import { DEFAULT_ZONES, networkProblems, subnetsOf } from "./foundation/network";
import { accountProblems } from "./internal/account";
import { collisions, nameProblems } from "./internal/names";
import { planNodeGroup } from "./internal/plan/node-group";
import { gpuNodes, poolsCeiling, quotaAbove } from "./internal/plan/quotas";
import type { NetworkSpec, NodeGroupSpec, PlatformArgs, TeamSpec } from "./platform-args";
import { servingNamespaceProblems, teamNameProblems } from "./serving/serving-namespace-problems";
import { artifactStoreProblems } from "./storage/artifact-store";

/** Longest name of a node group of a platform. */
const MAX_GROUP_NAME = 20;
/** Tags without which nobody can be asked about a bill. */
export const COST_TAGS = ["owner", "costCenter", "environment"] as const;

/**
 * Every mistake of a platform's specification that no single field shows, each with the path to the field first.
 *
 * Pure: nothing is registered. Parts that are missing are not judged, so that a reader of configuration can ask about
 * the parts whose shape is right while others are wrong.
 */
export function platformProblems(spec: Partial<PlatformArgs>): readonly string[] {
    return [
        ...(spec.account ? accountProblems(spec.account) : []),
        ...(spec.tags ? tagProblems(spec.tags) : []),
        ...(spec.network ? problemsOfNetwork(spec.network) : []),
        ...(spec.cluster ? clusterProblems(spec.cluster).map((problem) => `cluster.${problem}`) : []),
        ...(spec.nodeGroups ? nodeGroupsProblems(spec.nodeGroups, spec.network) : []),
        ...artifactStoreProblems(spec.artifactStore ?? {}).map((problem) => `artifactStore.${problem}`),
        ...(spec.teams ? teamProblems(spec.teams, spec.nodeGroups) : []),
    ];
}

function tagProblems(tags: NonNullable<PlatformArgs["tags"]>): string[] {
    return COST_TAGS.filter((key) => !tags[key]).map((key) => `tags.${key} is required: costs are told apart by it.`);
}

function problemsOfNetwork(network: NetworkSpec): string[] {
    const planned = network.existing ? undefined : subnetsOf(network);
    const subnets = planned && "problems" in planned ? planned.problems : [];
    return [...subnets, ...networkProblems(network)].map((problem) => `network.${problem}`);
}

function nodeGroupsProblems(groups: Readonly<Record<string, NodeGroupSpec>>, network?: NetworkSpec): string[] {
    const problems: string[] = [];
    if (!Object.values(groups).some((group) => group.kind === "system")) {
        problems.push('nodeGroups must have one of the kind "system": DNS and drivers run there.');
    }
    const zones = network && zonesOf(network);
    for (const [name, group] of Object.entries(groups)) {
        const where = `nodeGroups.${name}`;
        problems.push(...nameProblems(`${where}: the name`, name, MAX_GROUP_NAME));
        const planned = planNodeGroup(name, group);
        if ("problems" in planned) problems.push(...planned.problems.map((problem) => `${where}.${problem}`));
        for (const zone of zones ? (group.zones ?? []) : []) {
            if (!zones?.includes(zone)) {
                problems.push(`${where}.zones: the network has no zone "${zone}", only ${zones?.join(", ")}.`);
            }
        }
    }
    return problems;
}

function zonesOf(network: NetworkSpec): readonly string[] {
    return network.existing ? Object.keys(network.existing.privateSubnetIds) : (network.zones ?? DEFAULT_ZONES);
}

function teamProblems(
    teams: Readonly<Record<string, TeamSpec>>,
    groups: Readonly<Record<string, NodeGroupSpec>> | undefined,
): string[] {
    const names = Object.keys(teams);
    const problems = names.flatMap((name) => teamNameProblems(`teams.${name}: the name`, name));
    for (const same of collisions(names)) {
        problems.push(`teams ${same.map((name) => `"${name}"`).join(" and ")} would share one namespace: rename one.`);
    }
    for (const [name, team] of Object.entries(teams)) {
        problems.push(...servingNamespaceProblems(team).map((problem) => `teams.${name}.${problem}`));
    }
    const ceiling = groups && poolsCeiling(Object.values(groups).map(poolSize));
    for (const [name, team] of Object.entries(teams)) {
        const { cpu, memoryGiB, gpus = 0 } = team.quota;
        for (const { part, asked, available } of ceiling ? quotaAbove({ cpu, memoryGiB, gpus }, ceiling) : []) {
            problems.push(
                `teams.${name}.quota.${part} is above what all node groups offer at their largest: at most ${available}, got ${asked}.`,
            );
        }
    }
    return problems;
}

function poolSize(group: NodeGroupSpec): { instanceTypes: readonly string[]; maxSize: number } {
    const { instanceTypes } = group;
    return { instanceTypes, maxSize: group.kind === "gpu" ? gpuNodes(instanceTypes, group.maxGpus) : group.maxSize };
}
