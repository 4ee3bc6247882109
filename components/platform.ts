import * as pulumi from "@pulumi/pulumi";

import { Cluster } from "./foundation/cluster";
import { ClusterAddons } from "./foundation/cluster-addons";
import { Network } from "./foundation/network";
import { NodeGroup } from "./foundation/node-group";
import { DestroyGuard } from "./governance/destroy-guard";
import { nameProblems } from "./internal/names";
import { Problems } from "./internal/problems";
import type { PlatformArgs } from "./platform-args";
import { platformProblems } from "./platform-problems";
import { ServingNamespace } from "./serving/serving-namespace";
import { ArtifactStore } from "./storage/artifact-store";

/** Longest name of a platform: node groups and teams of 20 characters still fit behind it. */
const MAX_PLATFORM_NAME = 8;

/**
 * A whole machine-learning platform: network, cluster, node groups, artifact store and one namespace for each team.
 *
 * What it costs idle is the sum of its parts: about 73 USD a month for the control plane, 33 to 38 for each NAT gateway
 * and the smallest sizes of its node groups. `groundwork plan` adds it up.
 *
 * @example
 * ```ts
 * const platform = new Platform("ml", spec);
 * export const clusterName = platform.cluster.name;
 * ```
 */
export class Platform extends pulumi.ComponentResource {
    /** Type token. */
    public static readonly __pulumiType = "groundwork:index:Platform";

    /** The VPC and its subnets. */
    public readonly network: Network;
    /** The control plane. */
    public readonly cluster: Cluster;
    /** Node groups by name. */
    public readonly nodeGroups: Readonly<Record<string, NodeGroup>>;
    /** Models, datasets and run artifacts. */
    public readonly artifactStore: ArtifactStore;
    /** Serving namespaces by team. */
    public readonly teams: Readonly<Record<string, ServingNamespace>>;

    constructor(name: string, args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
        checkArgs(name, args);
        super(Platform.__pulumiType, name, args, opts);

        const clusterName = args.clusterName ?? `${name}-${pulumi.getStack()}`;
        this.network = this.createNetwork(name, args, clusterName);
        this.cluster = this.createCluster(name, args, clusterName);
        this.nodeGroups = this.createNodeGroups(name, args);
        const addons = this.createAddons(name, args);
        this.artifactStore = this.createArtifactStore(name, args);
        this.teams = this.createTeams(name, args, addons);
        this.createDestroyGuard(name, args, addons);
        this.registerOutputs({
            clusterName: this.cluster.name,
            kubeconfig: this.cluster.kubeconfig,
            artifactRoot: this.artifactStore.uri,
        });
    }

    private createNetwork(name: string, { account, network, tags }: PlatformArgs, clusterName: string): Network {
        const args = network.existing ? network : { ...network, account, clusterName, tags };
        return new Network(`${name}-network`, args, { parent: this });
    }

    private createCluster(name: string, { account, cluster, tags }: PlatformArgs, clusterName: string): Cluster {
        const { vpcId, intraSubnetIds } = this.network;
        const subnetIds = Object.values(intraSubnetIds);
        const args = { ...cluster, account, clusterName, tags, vpcId, subnetIds };
        return new Cluster(`${name}-cluster`, args, { parent: this });
    }

    private createNodeGroups(name: string, { nodeGroups, tags }: PlatformArgs): Readonly<Record<string, NodeGroup>> {
        const given = { cluster: this.cluster, subnetIds: this.network.privateSubnetIds, tags };
        // Nodes that start before the CNI or before their route to the internet never become ready.
        const opts = { parent: this, dependsOn: [this.network, this.cluster] };
        return Object.fromEntries(
            Object.entries(nodeGroups).map(([group, spec]) => [
                group,
                new NodeGroup(`${name}-${group}`, { ...spec, ...given }, opts),
            ]),
        );
    }

    private createAddons(name: string, { nodeGroups, tags }: PlatformArgs): ClusterAddons {
        const system = Object.entries(this.nodeGroups)
            .filter(([group]) => nodeGroups[group]?.kind === "system")
            .map(([, group]) => group);
        return new ClusterAddons(
            `${name}-addons`,
            { cluster: this.cluster, tags },
            { parent: this, dependsOn: system },
        );
    }

    private createArtifactStore(name: string, { account, artifactStore, tags }: PlatformArgs): ArtifactStore {
        return new ArtifactStore(`${name}-artifacts`, { ...artifactStore, account, tags }, { parent: this });
    }

    private createTeams(
        name: string,
        { teams = {}, tags }: PlatformArgs,
        addons: ClusterAddons,
    ): Readonly<Record<string, ServingNamespace>> {
        const { cluster, artifactStore } = this;
        const { kubernetesProvider } = cluster;
        // On destroy a namespace goes first: its pods and volumes still need nodes and drivers to end.
        const opts = { parent: this, dependsOn: [addons, ...Object.values(this.nodeGroups)] };
        return Object.fromEntries(
            Object.entries(teams).map(([team, { roleArn, ...spec }]) => {
                const member = roleArn === undefined ? {} : { teamRoleArn: roleArn };
                const args = { ...spec, ...member, team, cluster, kubernetesProvider, artifactStore, tags };
                return [team, new ServingNamespace(`${name}-${team}`, args, opts)];
            }),
        );
    }

    /** Whatever is protected, `pulumi destroy` would first delete all that is not. */
    private createDestroyGuard(name: string, args: PlatformArgs, addons: ClusterAddons): void {
        const { network, cluster, artifactStore, tags } = args;
        const parts = network.existing ? [cluster, artifactStore] : [network, cluster, artifactStore];
        const protect = parts.some((part) => part?.deletionProtection ?? true);
        const { teams, nodeGroups } = this;
        const all = [this.network, this.cluster, addons, this.artifactStore, ...Object.values(teams)];
        const opts = { parent: this, dependsOn: [...all, ...Object.values(nodeGroups)] };
        new DestroyGuard(`${name}-guard`, { protect, tags }, opts);
    }
}

function checkArgs(name: string, args: PlatformArgs): void {
    const problems = new Problems(`Platform "${name}"`);
    problems.add(nameProblems("name", name, MAX_PLATFORM_NAME));
    problems.add(platformProblems(args));
    problems.throwIfAny();
}
