import * as pulumi from "@pulumi/pulumi";

import type { Tags } from "../internal/tags";
import type { KubernetesMinor } from "../internal/versions";
import { createAddon } from "./addon";
import { type ClusterRef, PodIdentity } from "./pod-identity";

interface NodeAddonsArgs {
    readonly cluster: ClusterRef & { readonly version: KubernetesMinor };
    readonly partition: string;
    readonly tags: Tags;
}

/** Network policies are decoration unless the CNI enforces them; prefixes let a small node run many pods. */
const VPC_CNI = { enableNetworkPolicy: "true", env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" } };

/**
 * The add-ons that a node needs before it is ready: pod network, service network, pod identities.
 *
 * They are installed before the first node group: a node without a network never becomes ready, and its node group
 * fails after twenty minutes.
 */
export class NodeAddons extends pulumi.ComponentResource {
    public static readonly __pulumiType = "groundwork:index:NodeAddons";

    constructor(name: string, args: NodeAddonsArgs, opts?: pulumi.ComponentResourceOptions) {
        const { cluster, ...inputs } = args;
        super(NodeAddons.__pulumiType, name, inputs, opts);
        const cniIdentity = new PodIdentity(
            `${name}-cni`,
            {
                cluster,
                namespace: "kube-system",
                serviceAccount: "aws-node",
                managedPolicyArns: { policy: `arn:${args.partition}:iam::aws:policy/AmazonEKS_CNI_Policy` },
                tags: args.tags,
            },
            { parent: this },
        );
        // Pulumi deletes in waves, by the depth of dependencies: at the same depth the three go in one, not one by one.
        const dependsOn = [cniIdentity];
        createAddon(this, name, "eks-pod-identity-agent", { ...args, values: {}, dependsOn });
        createAddon(this, name, "vpc-cni", { ...args, values: VPC_CNI, dependsOn });
        createAddon(this, name, "kube-proxy", { ...args, values: {}, dependsOn });
        this.registerOutputs({});
    }
}
