import * as storage from "@pulumi/kubernetes/storage/v1";
import * as pulumi from "@pulumi/pulumi";

import { KMS_USE } from "../internal/kms";
import { nameProblems } from "../internal/names";
import { nodeSelectorFor } from "../internal/plan/scheduling";
import { Problems } from "../internal/problems";
import { componentTags, type Tags } from "../internal/tags";
import { type Transform, transformed } from "../internal/transform";
import { createAddon } from "./addon";
import type { Cluster } from "./cluster";
import { PodIdentity } from "./pod-identity";

/** Arguments of {@link ClusterAddons}. */
export interface ClusterAddonsArgs {
    /** The cluster to complete. */
    readonly cluster: Cluster;
    /** Tags for every resource of this component, and for the volumes that pods ask for. They win over its own. */
    readonly tags?: Tags;
    /** Last-resort changes to the resources that this component creates. */
    readonly transform?: {
        /** The default StorageClass. */
        readonly storageClass?: Transform<storage.StorageClassArgs>;
    };
}

/** Name of the default StorageClass. */
export const DEFAULT_STORAGE_CLASS = "gp3-encrypted";

/**
 * What a cluster needs and only nodes can run: DNS, the EBS driver and the default StorageClass.
 *
 * Create it with `dependsOn` on the first node groups: CoreDNS without a node stays degraded until it times out.
 * Idle, it costs nothing; volumes cost about 0.08 to 0.10 USD per GB and month by region.
 *
 * @example
 * ```ts
 * new ClusterAddons("addons", { cluster }, { dependsOn: [systemNodes] });
 * ```
 */
export class ClusterAddons extends pulumi.ComponentResource {
    /** Type token. */
    public static readonly __pulumiType = "groundwork:index:ClusterAddons";

    /** Name of the default StorageClass. Its volumes are encrypted and made where their pod runs. */
    public readonly storageClassName: pulumi.Output<string>;

    constructor(name: string, args: ClusterAddonsArgs, opts?: pulumi.ComponentResourceOptions) {
        const problems = new Problems(`ClusterAddons "${name}"`);
        problems.add(nameProblems("name", name));
        problems.throwIfAny();
        super(ClusterAddons.__pulumiType, name, { tags: args.tags }, opts);

        const tags = componentTags("cluster-addons", name, args.tags);
        const system = { nodeSelector: nodeSelectorFor("system") };
        // DNS needs no identity, but Pulumi deletes by the depth of dependencies: so both add-ons go in one wave.
        const dependsOn = [this.createDriverIdentity(name, args, tags)];
        createAddon(this, name, "coredns", { cluster: args.cluster, values: system, tags, dependsOn });
        const driver = createAddon(this, name, "aws-ebs-csi-driver", {
            cluster: args.cluster,
            values: { controller: { ...system, extraVolumeTags: tags } },
            tags,
            dependsOn,
        });
        const storageClass = this.createStorageClass(name, args, driver);
        this.storageClassName = storageClass.metadata.name;
        this.registerOutputs({ storageClassName: this.storageClassName });
    }

    private createDriverIdentity(name: string, args: ClusterAddonsArgs, tags: Tags): PodIdentity {
        const { partition } = args.cluster;
        const key = args.cluster.kmsKeyArn;
        return new PodIdentity(
            `${name}-ebs`,
            {
                cluster: args.cluster,
                namespace: "kube-system",
                serviceAccount: "ebs-csi-controller-sa",
                managedPolicyArns: { policy: `arn:${partition}:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy` },
                statements: [
                    { Effect: "Allow", Action: KMS_USE, Resource: key },
                    {
                        Effect: "Allow",
                        Action: "kms:CreateGrant",
                        Resource: key,
                        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
                    },
                ],
                tags,
            },
            { parent: this },
        );
    }

    private createStorageClass(name: string, args: ClusterAddonsArgs, driver: pulumi.Resource): storage.StorageClass {
        return new storage.StorageClass(
            ...transformed(
                args.transform?.storageClass,
                `${name}-storage-class`,
                {
                    metadata: {
                        name: DEFAULT_STORAGE_CLASS,
                        annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
                    },
                    provisioner: "ebs.csi.aws.com",
                    volumeBindingMode: "WaitForFirstConsumer",
                    reclaimPolicy: "Delete",
                    allowVolumeExpansion: true,
                    parameters: { type: "gp3", encrypted: "true", kmsKeyId: args.cluster.kmsKeyArn },
                },
                { parent: this, provider: args.cluster.kubernetesProvider, dependsOn: [driver] },
            ),
        );
    }
}
