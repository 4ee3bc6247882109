import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as kms from "@pulumi/aws/kms";
import * as eks from "@pulumi/eks";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { accountProblems, partitionOf } from "../internal/account";
import { autoScalingGrants, keyPolicy, logsGrant } from "../internal/kms";
import { retentionProblems } from "../internal/log-retention";
import { nameProblems } from "../internal/names";
import { Problems } from "../internal/problems";
import { componentTags, type Tags } from "../internal/tags";
import { transformed } from "../internal/transform";
import { DEFAULT_KUBERNETES_MINOR, type KubernetesMinor, versionProblem } from "../internal/versions";
import { ClusterAccess, checkAccess } from "./cluster-access";
import type { ClusterArgs, ControlPlaneLog } from "./cluster-args";
import { NodeAddons } from "./node-addons";
import { PodIdentity, type PodIdentityArgs } from "./pod-identity";

const DEFAULT_LOGS: readonly ControlPlaneLog[] = ["audit", "authenticator"];
const DEFAULT_LOG_RETENTION_DAYS = 30;

/**
 * An EKS control plane with its key, logs, access entries, the add-ons that nodes need before they are ready, and a
 * Kubernetes provider of its own.
 *
 * Nodes come from `NodeGroup`, what needs nodes from `ClusterAddons`. Idle, the control plane costs 73 USD a month and
 * the key 1; past standard support AWS would charge 438 instead of 73, so the cluster is set to upgrade before that.
 *
 * @example
 * ```ts
 * const cluster = new Cluster("ml", {
 *     account: { accountId: "123456789012", region: "eu-central-1" },
 *     vpcId: network.vpcId,
 *     subnetIds: Object.values(network.intraSubnetIds),
 *     access: { breakGlass: { oncall: "arn:aws:iam::123456789012:role/oncall" } },
 * });
 * ```
 */
export class Cluster extends pulumi.ComponentResource {
    /** Type token. */
    public static readonly __pulumiType = "groundwork:index:Cluster";

    /** Name of the EKS cluster. */
    public readonly name: pulumi.Output<string>;
    /** ARN of the EKS cluster. */
    public readonly arn: pulumi.Output<string>;
    /** Partition of the account, such as "aws": the second part of every ARN. */
    public readonly partition: string;
    /** Kubernetes minor, as asked for. */
    public readonly version: KubernetesMinor;
    /** URL of the Kubernetes API. */
    public readonly endpoint: pulumi.Output<string>;
    /** ARN of the key for Secrets, node disks and volumes. */
    public readonly kmsKeyArn: pulumi.Output<string>;
    /** A kubeconfig that asks the AWS CLI for a token each time. It holds no credential. */
    public readonly kubeconfig: pulumi.Output<string>;
    /** Provider for everything inside the cluster. Usable as soon as the deployers may use the API. */
    public readonly kubernetesProvider: kubernetes.Provider;

    constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
        checkArgs(name, args);
        const { transform: _, ...inputs } = args;
        super(Cluster.__pulumiType, name, inputs, opts);

        const tags = componentTags("cluster", name, args.tags);
        this.partition = partitionOf(args.account.region);
        this.version = args.version ?? DEFAULT_KUBERNETES_MINOR;
        const key = this.createKey(name, args, tags);
        const logGroup = this.createLogGroup(name, args, key, tags);
        const controlPlane = this.createControlPlane(name, args, key, logGroup, tags);
        // The nested outputs come one by one: in a preview an unknown ARN must not hide a known name.
        this.name = controlPlane.eksCluster.apply((c) => c.name);
        this.arn = controlPlane.eksCluster.apply((c) => c.arn);
        this.endpoint = controlPlane.eksCluster.apply((c) => c.endpoint);
        this.kmsKeyArn = key.arn;
        this.kubeconfig = controlPlane.kubeconfigJson;
        new NodeAddons(`${name}-addons`, { cluster: this, partition: this.partition, tags }, child(this));
        this.kubernetesProvider = this.createProvider(name, args, tags);
        this.registerOutputs({
            name: this.name,
            arn: this.arn,
            version: this.version,
            endpoint: this.endpoint,
            kmsKeyArn: this.kmsKeyArn,
            kubeconfig: this.kubeconfig,
        });
    }

    /** One IAM role for one service account of this cluster. The identity is a child of the cluster. */
    public podIdentity(name: string, args: Omit<PodIdentityArgs, "cluster">): PodIdentity {
        return new PodIdentity(name, { ...args, cluster: this }, { parent: this });
    }

    private createKey(name: string, args: ClusterArgs, tags: Tags): kms.Key {
        const logs = logsGrant(args.account, logGroupName(args.clusterName ?? name));
        const description = `Encrypts Secrets, logs, node disks and volumes of the cluster "${name}".`;
        const policy = keyPolicy(args.account, [logs, ...autoScalingGrants(args.account)]);
        const keyArgs = { description, enableKeyRotation: true, policy, tags };
        return new kms.Key(...transformed(args.transform?.key, `${name}-key`, keyArgs, this.guarded(args)));
    }

    /** EKS would make this log group itself, without a key and for ever, and leave it behind on destroy. */
    private createLogGroup(name: string, args: ClusterArgs, key: kms.Key, tags: Tags): cloudwatch.LogGroup {
        return new cloudwatch.LogGroup(
            `${name}-control-plane-logs`,
            {
                name: logGroupName(args.clusterName ?? name),
                retentionInDays: args.logRetentionDays ?? DEFAULT_LOG_RETENTION_DAYS,
                deletionProtectionEnabled: args.deletionProtection ?? true,
                kmsKeyId: key.arn,
                tags,
            },
            child(this),
        );
    }

    private createControlPlane(
        name: string,
        args: ClusterArgs,
        key: kms.Key,
        logGroup: cloudwatch.LogGroup,
        tags: Tags,
    ): eks.Cluster {
        const cidrs = args.publicAccessCidrs ?? [];
        const clusterArgs: eks.ClusterOptions = {
            name: args.clusterName ?? name,
            version: this.version,
            vpcId: args.vpcId,
            subnetIds: args.subnetIds,
            skipDefaultNodeGroup: true,
            // The group that EKS makes itself admits nodes and control plane to each other and nobody else.
            skipDefaultSecurityGroups: true,
            authenticationMode: "API",
            endpointPrivateAccess: true,
            endpointPublicAccess: cidrs.length > 0,
            ...(cidrs.length > 0 ? { publicAccessCidrs: [...cidrs] } : {}),
            enabledClusterLogTypes: [...(args.logTypes ?? DEFAULT_LOGS)],
            encryptionConfigKeyArn: key.arn,
            deletionProtection: args.deletionProtection ?? true,
            upgradePolicy: { supportType: "STANDARD" },
            createOidcProvider: false,
            // All add-ons are EKS add-ons with our configuration, in the order that nodes need.
            bootstrapSelfManagedAddons: false,
            useDefaultVpcCni: true,
            corednsAddonOptions: { enabled: false },
            kubeProxyAddonOptions: { enabled: false },
            tags,
        };
        const options = { ...this.guarded(args), dependsOn: [logGroup] };
        return new eks.Cluster(...transformed(args.transform?.cluster, `${name}-eks`, clusterArgs, options));
    }

    private createProvider(name: string, args: ClusterArgs, tags: Tags): kubernetes.Provider {
        const access = new ClusterAccess(
            `${name}-access`,
            { clusterName: this.name, partition: this.partition, access: args.access, tags },
            child(this),
        );
        return new kubernetes.Provider(
            `${name}-kubernetes`,
            // Without the identifier a changed kubeconfig replaces everything in the cluster.
            { kubeconfig: this.kubeconfig, clusterIdentifier: this.arn },
            { parent: this, dependsOn: [access] },
        );
    }

    private guarded(args: ClusterArgs): pulumi.CustomResourceOptions {
        return { parent: this, protect: args.deletionProtection ?? true };
    }
}

function child(parent: pulumi.Resource): pulumi.ComponentResourceOptions {
    return { parent };
}

/** The name that EKS writes control-plane logs to. */
function logGroupName(clusterName: string): string {
    return `/aws/eks/${clusterName}/cluster`;
}

const OPEN_TO_ALL = ["0.0.0.0/0", "::/0"];

function checkArgs(name: string, args: ClusterArgs): void {
    const problems = new Problems(`Cluster "${name}"`);
    problems.add(nameProblems("name", name));
    problems.add(nameProblems("clusterName", args.clusterName ?? name, 100));
    problems.add(accountProblems(args.account));
    problems.add(clusterProblems(args));
    problems.throwIfAny();
}

/** Problems of a cluster's own settings, each with the argument first. */
export function clusterProblems(
    args: Pick<ClusterArgs, "version" | "logRetentionDays" | "access" | "publicAccessCidrs">,
): readonly string[] {
    const problems = new Problems();
    const version = versionProblem(args.version ?? DEFAULT_KUBERNETES_MINOR);
    problems.check(version === undefined, `version: ${version}`);
    problems.add(retentionProblems("logRetentionDays", args.logRetentionDays));
    checkAccess(problems, args.access);
    for (const cidr of args.publicAccessCidrs ?? []) {
        problems.check(
            !OPEN_TO_ALL.includes(cidr),
            `publicAccessCidrs: ${cidr} opens the API to everybody: name blocks.`,
        );
    }
    return problems.found;
}
