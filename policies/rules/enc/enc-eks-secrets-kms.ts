import { CLUSTER } from "../../facts/tokens";
import { resourceRule } from "../../machinery/rule";

/** EKS clusters encrypt Kubernetes secrets with a customer managed key. */
export const encEksSecretsKms = resourceRule({
    id: "enc-eks-secrets-kms",
    description: "EKS clusters encrypt Kubernetes secrets with a customer managed key.",
    why: "Without it nobody but AWS decides who may decrypt what a backup of the control plane holds.",
    types: [CLUSTER],
    level: "mandatory",
    severity: "high",
    frameworks: ["FSBP EKS.3", "CIS-EKS 5.3.1", "CKV_AWS_58", "trivy AWS-0039"],
    remediation: 'Set encryptionConfig: {provider: {keyArn}, resources: ["secrets"]}.',
    check(cluster, { report, known }) {
        const encryption = cluster.at("encryptionConfig");
        if (!known(encryption)) return;
        const config = encryption.items()[0];
        if (!config) return report("the cluster has no encryptionConfig.");
        const resources = config.at("resources");
        if (known(resources) && resources.items().every(known) && !resources.texts.includes("secrets")) {
            report(`encryptionConfig covers ${JSON.stringify(resources.texts)}, not "secrets".`);
        }
        if (!config.at("provider", "keyArn").isSet) report("encryptionConfig names no key.", { detail: "key" });
    },
});
