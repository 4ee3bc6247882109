import { CLUSTER } from "../../facts/tokens";
import { resourceRule } from "../../machinery/rule";

/** Access to a cluster is granted by access entries, not by the aws-auth ConfigMap. */
export const iamEksAccessApi = resourceRule({
    id: "iam-eks-access-api",
    description: "Access to a cluster is granted by access entries, not by the aws-auth ConfigMap.",
    why: "A mistake in the ConfigMap locks everybody out, and nobody outside the cluster can see who has access.",
    types: [CLUSTER],
    level: "mandatory",
    severity: "high",
    frameworks: ["CIS-EKS 4.1.7", "CIS-EKS 5.5.1", "EKS-BPG cam", "pulumi/pulumi-eks#918"],
    remediation: 'Set accessConfig.authenticationMode: "API".',
    check(cluster, { report, known }) {
        const mode = cluster.at("accessConfig", "authenticationMode");
        if (!known(mode) || (mode.isSet && mode.text !== "CONFIG_MAP")) return;
        report(`accessConfig.authenticationMode is ${mode.text ?? "not set, which means CONFIG_MAP"}.`);
    },
});
