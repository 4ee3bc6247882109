import type * as kubernetes from "@pulumi/kubernetes";
import type * as core from "@pulumi/kubernetes/core/v1";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../foundation/pod-identity";
import type { Tags } from "../internal/tags";
import type { Transform } from "../internal/transform";
import type { ArtifactStoreRef } from "../storage/artifact-store-args";

/** What all pods of a namespace together may use. */
export interface NamespaceQuota {
    /** Sum of CPU requests. Unit: cores. Above 0. */
    readonly cpu: number;
    /** Sum of memory requests; limits may reach twice that. Unit: GiB. Above 0. */
    readonly memoryGiB: number;
    /**
     * Sum of GPU requests. A whole number.
     *
     * @default 0
     */
    readonly gpus?: number;
    /**
     * Services of type LoadBalancer, each of which bills about 18 USD a month. A whole number.
     *
     * @default 0
     */
    readonly loadBalancers?: number;
    /**
     * Number of pods. A whole number.
     *
     * @default 50
     */
    readonly pods?: number;
    /**
     * Sum of volumes. Unit: GiB. A whole number.
     *
     * @default 100
     */
    readonly storageGiB?: number;
}

/** A service of the platform that the namespace's pods may call. */
export interface PlatformService {
    /** Namespace of the service. */
    readonly namespace: string;
    /** Ports that are opened. */
    readonly ports: readonly number[];
}

/** Arguments of {@link ServingNamespace}. */
export interface ServingNamespaceArgs {
    /** Name of the team: part of names, tags and of its prefix in the artifact store. At most 20 characters. */
    readonly team: string;
    /** The cluster. */
    readonly cluster: ClusterRef;
    /** Provider for the cluster's inside. */
    readonly kubernetesProvider: kubernetes.Provider;
    /** The artifact store. The team's pods may read and write its prefix there and nothing else. */
    readonly artifactStore: ArtifactStoreRef;
    /** What all pods together may use. */
    readonly quota: NamespaceQuota;
    /**
     * IAM role whose members are the team. An access entry maps it to the team's group in the cluster.
     *
     * @default nobody: a platform that maps groups by itself binds to the group "team:<team>"
     */
    readonly teamRoleArn?: pulumi.Input<string>;
    /**
     * Services of the platform that pods may call, by name.
     *
     * @default none
     */
    readonly platformServices?: Readonly<Record<string, PlatformService>>;
    /** Tags for the AWS resources of this component. They win over the component's own tags. */
    readonly tags?: Tags;
    /** Last-resort changes to the resources that this component creates. */
    readonly transform?: {
        /** The namespace. */
        readonly namespace?: Transform<core.NamespaceArgs>;
        /** The quota. */
        readonly quota?: Transform<core.ResourceQuotaArgs>;
        /** The limits of containers. */
        readonly limits?: Transform<core.LimitRangeArgs>;
    };
}
