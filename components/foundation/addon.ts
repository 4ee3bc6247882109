import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import type { Tags } from "../internal/tags";
import { type AddonName, KUBERNETES_VERSIONS, type KubernetesMinor } from "../internal/versions";
import type { ClusterRef } from "./pod-identity";

/** An EKS add-on at the version that is pinned for the cluster's minor, with our configuration over whatever is there. */
export function createAddon(
    parent: pulumi.Resource,
    name: string,
    addonName: AddonName,
    args: {
        readonly cluster: ClusterRef & { readonly version: KubernetesMinor };
        /** Configuration values in the add-on's own schema. */
        readonly values: object;
        readonly tags: Tags;
        readonly dependsOn: pulumi.Resource[];
    },
): eks.Addon {
    const { cluster, values, tags, dependsOn } = args;
    return new eks.Addon(
        `${name}-${addonName}`,
        {
            clusterName: cluster.name,
            addonName,
            addonVersion: KUBERNETES_VERSIONS[cluster.version].addons[addonName],
            configurationValues: JSON.stringify(values),
            resolveConflictsOnCreate: "OVERWRITE",
            resolveConflictsOnUpdate: "OVERWRITE",
            tags,
        },
        { parent, dependsOn },
    );
}
