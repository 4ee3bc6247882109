import { nameProblems } from "../internal/names";
import { Problems } from "../internal/problems";
import type { ServingNamespaceArgs } from "./serving-namespace-args";

/** Longest name of a team: names of roles, namespaces and Kafka topics are made from it. */
export const MAX_TEAM_NAME = 20;

/** Problems of a team's name under `argument`: it becomes a namespace, a prefix and part of role names. */
export function teamNameProblems(argument: string, team: string): readonly string[] {
    const problems = new Problems();
    problems.add(nameProblems(argument, team, MAX_TEAM_NAME));
    problems.check(!RESERVED.test(team), `${argument} must not be a namespace that Kubernetes owns, got "${team}".`);
    return problems.found;
}

/** Problems of a serving namespace's own settings, each with the argument first. */
export function servingNamespaceProblems({
    quota,
    platformServices = {},
}: Pick<ServingNamespaceArgs, "quota" | "platformServices">): readonly string[] {
    const problems = new Problems();
    for (const part of ["cpu", "memoryGiB"] as const) {
        const value = quota[part];
        problems.check(Number.isFinite(value) && value > 0, `quota.${part} must be a number above 0, got ${value}.`);
    }
    problems.checkWhole("quota.gpus", quota.gpus, "GPUs", 0, 10_000);
    problems.checkWhole("quota.loadBalancers", quota.loadBalancers, "load balancers", 0, 100);
    problems.checkWhole("quota.pods", quota.pods, "pods", 1, 10_000);
    problems.checkWhole("quota.storageGiB", quota.storageGiB, "GiB", 0, 100_000);
    for (const [service, { namespace, ports }] of Object.entries(platformServices)) {
        problems.add(nameProblems(`platformServices: the name`, service, 40));
        problems.add(nameProblems(`platformServices.${service}.namespace`, namespace, 63));
        for (const port of ports) problems.checkWhole(`platformServices.${service}.ports`, port, "ports", 1, 65_535);
    }
    return problems.found;
}

/** Namespaces of Kubernetes itself. */
const RESERVED = /^(default|kube-.*)$/;
