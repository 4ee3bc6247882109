import { readProject } from "../cli/project";
import { type NamespaceQuota, Platform, type PlatformArgs } from "../components";
import type { GraphResource, ResourceGraph } from "../insight/graph";
import { simulate } from "../simulator/simulate";
import { readPlatform } from "../stacks/platform/config";
import { ROOT } from "./child";

const PLACE = { accountId: "123456789012", region: "eu-central-1" };

/** The smallest quota: many teams must fit under the node groups' ceiling. */
const QUOTA: NamespaceQuota = { cpu: 1, memoryGiB: 1 };

/** Runs the program of stacks/platform for the stack `dev`. Can be called again, which loading the program cannot. */
export function simulateDev(): Promise<ResourceGraph> {
    const { name: project, stack, config } = readProject(ROOT, "dev");
    return simulate(() => ({ platform: new Platform("ml", readPlatform()).cluster.name }), {
        project,
        stack,
        config,
        place: PLACE,
    });
}

/** Runs a platform of so many teams. */
export function simulateTeams(count: number): Promise<ResourceGraph> {
    return simulate(() => void new Platform("ml", platformOf(count)), {
        project: "groundwork",
        stack: "bench",
        config: { "aws:region": PLACE.region },
        place: PLACE,
    });
}

/** Names from the shortest to the longest that are allowed (20 characters), all different. */
export function teamName(index: number): string {
    const longest = 20;
    const fill = "abcdefghijklmnopqrstuvwxyz".slice(0, index % 19);
    return `t${index}${fill === "" ? "" : `-${fill}`}`.slice(0, longest).replace(/-$/, "");
}

function platformOf(count: number): PlatformArgs {
    const teams = Array.from({ length: count }, (_, index) => [
        teamName(index),
        { quota: QUOTA, roleArn: `arn:aws:iam::${PLACE.accountId}:role/team-${index}` },
    ]);
    return {
        account: PLACE,
        network: { cidr: "10.20.0.0/16" },
        cluster: { access: { breakGlass: { oncall: `arn:aws:iam::${PLACE.accountId}:role/platform-oncall` } } },
        nodeGroups: {
            system: { kind: "system", instanceTypes: ["t3.large"], minSize: 2, maxSize: 4 },
            spot: { kind: "spot", instanceTypes: ["m6i.xlarge", "m7i.xlarge", "c6i.2xlarge"], minSize: 0, maxSize: 6 },
        },
        teams: Object.fromEntries(teams) as PlatformArgs["teams"] & object,
        tags: { owner: "ml-platform@example.com", costCenter: "4711", environment: "bench" },
    };
}

const REMOTE_CLUSTER = "eks:index:Cluster";
const TEAM = "groundwork:index:ServingNamespace";

/**
 * The resources that the program itself registers through the SDK. Those inside the remote component `eks.Cluster` are
 * made by the simulated cloud and would flatter every figure per resource.
 */
export function registered(graph: ResourceGraph): readonly GraphResource[] {
    return graph.resources.filter(({ urn }) => !(urn.split("::")[2] ?? "").includes(`${REMOTE_CLUSTER}$`));
}

/** Splits a platform's resources: what it has once, and what its first team adds. */
export function splitByTeam(resources: readonly GraphResource[]) {
    const component = resources.find(({ type }) => type === TEAM);
    if (!component) throw new Error("The platform has no team.");
    const byUrn = new Map(resources.map((r) => [r.urn, r]));
    const teamOf = (resource: GraphResource | undefined): GraphResource | undefined => {
        if (!resource || resource.type === TEAM) return resource;
        return teamOf(resource.parent === undefined ? undefined : byUrn.get(resource.parent));
    };
    return {
        once: resources.filter((resource) => !teamOf(resource)),
        perTeam: resources.filter((resource) => teamOf(resource) === component),
    };
}
