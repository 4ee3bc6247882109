import { checkAccess } from "./foundation/cluster-access";
import { endpointProblems } from "./foundation/interface-endpoints";
import { accountProblems } from "./internal/account";
import { collisions, nameProblems } from "./internal/names";
import { planNodeGroup } from "./internal/plan/node-group";
import { gpuNodes, poolsCeiling, quotaAbove } from "./internal/plan/quotas";
import { planSubnets } from "./internal/plan/subnets";
import { Problems } from "./internal/problems";
import { versionProblem } from "./internal/versions";
import type { NetworkSpec, NodeGroupSpec, PlatformArgs, TeamSpec } from "./platform-args";
import { MAX_TEAM_NAME } from "./serving/serving-namespace";

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
        ...(spec.network ? networkProblems(spec.network) : []),
        ...(spec.cluster ? clusterProblems(spec.cluster) : []),
        ...(spec.nodeGroups ? nodeGroupsProblems(spec.nodeGroups, spec.network) : []),
        ...(spec.teams ? teamProblems(spec.teams, spec.nodeGroups) : []),
    ];
}

function tagProblems(tags: NonNullable<PlatformArgs["tags"]>): string[] {
    return COST_TAGS.filter((key) => !tags[key]).map((key) => `tags.${key} is required: costs are told apart by it.`);
}

function networkProblems(network: NetworkSpec): string[] {
    if (network.existing) return [];
    const planned = planSubnets(network.cidr, network.zones ?? ["a", "b", "c"]);
    const problems = "problems" in planned ? planned.problems : [];
    const endpoints = endpointProblems(network.interfaceEndpoints ?? [], network.nat ?? "single");
    return [...problems, ...endpoints].map((problem) => `network.${problem}`);
}

function clusterProblems({ version, access }: PlatformArgs["cluster"]): string[] {
    const problem = version === undefined ? undefined : versionProblem(version);
    const problems = new Problems("");
    checkAccess(problems, access);
    return [...(problem === undefined ? [] : [`version: ${problem}`]), ...problems.found].map(
        (text) => `cluster.${text}`,
    );
}

function nodeGroupsProblems(groups: Readonly<Record<string, NodeGroupSpec>>, network?: NetworkSpec): string[] {
    const problems: string[] = [];
    if (!Object.values(groups).some((group) => group.kind === "system")) {
        problems.push('nodeGroups must have one of the kind "system": DNS and drivers run there.');
    }
    const zones = network && !network.existing ? (network.zones ?? ["a", "b", "c"]) : undefined;
    for (const [name, group] of Object.entries(groups)) {
        const where = `nodeGroups.${name}`;
        problems.push(...nameProblems(`${where}: the name`, name, MAX_GROUP_NAME));
        const planned = planNodeGroup(name, group);
        if ("problems" in planned) problems.push(...planned.problems.map((problem) => `${where}.${problem}`));
        for (const zone of zones === undefined ? [] : (group.zones ?? [])) {
            if (!zones?.includes(zone)) {
                problems.push(`${where}.zones: the network has no zone "${zone}", only ${zones?.join(", ")}.`);
            }
        }
    }
    return problems;
}

function teamProblems(
    teams: Readonly<Record<string, TeamSpec>>,
    groups: Readonly<Record<string, NodeGroupSpec>> | undefined,
): string[] {
    const names = Object.keys(teams);
    const problems = names.flatMap((name) => nameProblems(`teams.${name}: the name`, name, MAX_TEAM_NAME));
    for (const same of collisions(names)) {
        problems.push(`teams ${same.map((name) => `"${name}"`).join(" and ")} would share one namespace: rename one.`);
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
