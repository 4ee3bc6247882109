import * as eks from "@pulumi/aws/eks";
import * as core from "@pulumi/kubernetes/core/v1";
import * as rbac from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";

import { PodIdentity } from "../foundation/pod-identity";
import { nameProblems } from "../internal/names";
import { GPU_RESOURCE } from "../internal/plan/scheduling";
import { Problems } from "../internal/problems";
import { componentTags, type Tags } from "../internal/tags";
import { transformed } from "../internal/transform";
import { teamArtifactStatements, teamPrefix } from "../storage/team-artifacts";
import { createNetworkPolicies } from "./network-policies";
import type { NamespaceQuota, ServingNamespaceArgs } from "./serving-namespace-args";
import { servingNamespaceProblems, teamNameProblems } from "./serving-namespace-problems";

/** Service account that a team's pods run as. */
export const TEAM_SERVICE_ACCOUNT = "serving";

const DEFAULT_PODS = 50;
const DEFAULT_STORAGE_GIB = 100;

/** The Pod Security level that the API server enforces, and the version of its definition. */
const POD_SECURITY = { level: "restricted", version: "v1.34" };

/** What a container gets that asks for nothing. GPUs are not limited here: a `max` would put a GPU on every pod. */
const CONTAINER_DEFAULTS = {
    defaultRequest: { cpu: "100m", memory: "256Mi" },
    default: { memory: "1Gi" },
};

/** What members of the team may do in their namespace. Secrets are written but not read, roles are not theirs. */
const TEAM_RULES = [
    {
        apiGroups: ["apps"],
        resources: ["deployments", "statefulsets"],
        verbs: ["get", "list", "watch", "create", "update", "patch", "delete"],
    },
    {
        apiGroups: ["batch"],
        resources: ["jobs", "cronjobs"],
        verbs: ["get", "list", "watch", "create", "update", "patch", "delete"],
    },
    {
        apiGroups: [""],
        resources: ["services", "configmaps", "persistentvolumeclaims"],
        verbs: ["get", "list", "watch", "create", "update", "patch", "delete"],
    },
    { apiGroups: [""], resources: ["pods", "pods/log", "events", "resourcequotas"], verbs: ["get", "list", "watch"] },
    { apiGroups: [""], resources: ["pods"], verbs: ["delete"] },
    { apiGroups: [""], resources: ["secrets"], verbs: ["create", "update", "patch", "delete"] },
];

/**
 * A namespace in which one team serves its models, closed to all others.
 *
 * Creates the namespace (Pod Security "restricted"), its quota and limits, network policies that deny all but what is
 * opened by name, a role for the team's group, and a service account whose pods may use `teams/<team>/` of the artifact
 * store. Idle, it costs nothing.
 *
 * @example
 * ```ts
 * new ServingNamespace("search", {
 *     team: "search",
 *     cluster,
 *     kubernetesProvider: cluster.kubernetesProvider,
 *     artifactStore,
 *     quota: { cpu: 8, memoryGiB: 32, gpus: 1 },
 * });
 * ```
 */
export class ServingNamespace extends pulumi.ComponentResource {
    /** Type token. */
    public static readonly __pulumiType = "groundwork:index:ServingNamespace";

    /** Name of the namespace. */
    public readonly namespace: pulumi.Output<string>;
    /** Service account that the team's pods run as. */
    public readonly serviceAccountName: pulumi.Output<string>;
    /** ARN of the role that pods of the service account take. */
    public readonly roleArn: pulumi.Output<string>;
    /** Group in the cluster that the team's members belong to. */
    public readonly group: string;
    /** The team's prefix in the artifact store, ending with "/". */
    public readonly artifactPrefix: string;

    constructor(name: string, args: ServingNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
        checkArgs(name, args);
        super(ServingNamespace.__pulumiType, name, { team: args.team, quota: args.quota, tags: args.tags }, opts);

        this.group = `team:${args.team}`;
        this.artifactPrefix = teamPrefix(args.team);
        const tags = componentTags("serving-namespace", name, { "groundwork:team": args.team, ...args.tags });
        const namespace = this.createNamespace(name, args);
        const inside = { parent: this, provider: args.kubernetesProvider, deletedWith: namespace };
        this.namespace = namespace.metadata.name;
        this.limit(name, args, inside);
        createNetworkPolicies(name, this.namespace, args.platformServices ?? {}, inside);
        this.admitTeam(name, args, tags, inside);
        this.serviceAccountName = this.createServiceAccount(name, inside).metadata.name;
        this.roleArn = this.createIdentity(name, args, tags).roleArn;
        this.registerOutputs({
            namespace: this.namespace,
            serviceAccountName: this.serviceAccountName,
            roleArn: this.roleArn,
            group: this.group,
            artifactPrefix: this.artifactPrefix,
        });
    }

    private createNamespace(name: string, args: ServingNamespaceArgs): core.Namespace {
        const levels = ["enforce", "audit", "warn"].flatMap((mode) => [
            [`pod-security.kubernetes.io/${mode}`, POD_SECURITY.level],
            [`pod-security.kubernetes.io/${mode}-version`, POD_SECURITY.version],
        ]);
        const labels = { "groundwork/team": args.team, ...Object.fromEntries(levels) };
        return new core.Namespace(
            ...transformed(
                args.transform?.namespace,
                `${name}-namespace`,
                { metadata: { name: args.team, labels } },
                { parent: this, provider: args.kubernetesProvider },
            ),
        );
    }

    private limit(name: string, args: ServingNamespaceArgs, inside: pulumi.CustomResourceOptions): void {
        const metadata = { name: "team", namespace: this.namespace };
        new core.ResourceQuota(
            ...transformed(
                args.transform?.quota,
                `${name}-quota`,
                { metadata, spec: { hard: hardQuota(args.quota) } },
                inside,
            ),
        );
        new core.LimitRange(
            ...transformed(
                args.transform?.limits,
                `${name}-limits`,
                { metadata, spec: { limits: [{ type: "Container", ...CONTAINER_DEFAULTS }] } },
                inside,
            ),
        );
    }

    private admitTeam(
        name: string,
        args: ServingNamespaceArgs,
        tags: Tags,
        inside: pulumi.CustomResourceOptions,
    ): void {
        const metadata = { name: "team", namespace: this.namespace };
        const role = new rbac.Role(`${name}-team`, { metadata, rules: TEAM_RULES }, inside);
        new rbac.RoleBinding(
            `${name}-team`,
            {
                metadata,
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
                subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: this.group }],
            },
            inside,
        );
        if (args.teamRoleArn === undefined) return;
        new eks.AccessEntry(
            `${name}-team`,
            {
                clusterName: args.cluster.name,
                principalArn: args.teamRoleArn,
                kubernetesGroups: [this.group],
                tags,
            },
            { parent: this },
        );
    }

    private createServiceAccount(name: string, inside: pulumi.CustomResourceOptions): core.ServiceAccount {
        return new core.ServiceAccount(
            `${name}-service-account`,
            {
                metadata: { name: TEAM_SERVICE_ACCOUNT, namespace: this.namespace },
                automountServiceAccountToken: false,
            },
            inside,
        );
    }

    private createIdentity(name: string, args: ServingNamespaceArgs, tags: Tags): PodIdentity {
        return new PodIdentity(
            `${name}-identity`,
            {
                cluster: args.cluster,
                namespace: args.team,
                serviceAccount: TEAM_SERVICE_ACCOUNT,
                statements: teamArtifactStatements(args.artifactStore, args.team),
                tags,
            },
            { parent: this },
        );
    }
}

function hardQuota(quota: NamespaceQuota): Readonly<Record<string, string>> {
    return {
        "requests.cpu": String(quota.cpu),
        "requests.memory": `${quota.memoryGiB}Gi`,
        "limits.memory": `${2 * quota.memoryGiB}Gi`,
        [`requests.${GPU_RESOURCE}`]: String(quota.gpus ?? 0),
        pods: String(quota.pods ?? DEFAULT_PODS),
        "requests.storage": `${quota.storageGiB ?? DEFAULT_STORAGE_GIB}Gi`,
        "services.loadbalancers": String(quota.loadBalancers ?? 0),
        "services.nodeports": "0",
    };
}

function checkArgs(name: string, args: ServingNamespaceArgs): void {
    const problems = new Problems(`ServingNamespace "${name}"`);
    problems.add(nameProblems("name", name));
    problems.add(teamNameProblems("team", args.team));
    problems.add(servingNamespaceProblems(args));
    problems.throwIfAny();
}
