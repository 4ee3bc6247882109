import { CLUSTER } from "../../facts/tokens";
import { resourceRule } from "../../machinery/rule";

/** The Kubernetes API is reachable from the VPC only. */
export const netEksEndpointPrivate = resourceRule({
    id: "net-eks-endpoint-private",
    description: "The Kubernetes API is reachable from the VPC only.",
    why: "A public endpoint puts the cluster one leaked credential, or one API server bug, away from the internet.",
    types: [CLUSTER],
    level: { dev: "advisory", staging: "mandatory", prod: "mandatory" },
    severity: "high",
    frameworks: ["FSBP EKS.1", "CIS-EKS 5.4.2", "CKV_AWS_39", "cdk-nag AwsSolutions-EKS1", "trivy AWS-0040"],
    remediation: "Set vpcConfig.endpointPublicAccess: false and endpointPrivateAccess: true.",
    check(cluster, { report, known }) {
        const access = cluster.at("vpcConfig", "endpointPublicAccess");
        if (!known(access) || access.isFalse) return;
        report(`vpcConfig.endpointPublicAccess is ${access.isTrue ? "true" : "not set, which means true"}.`);
    },
});
