import { NAMESPACE } from "../../facts/tokens";
import { option, resourceRule } from "../../machinery/rule";

const ENFORCE = "pod-security.kubernetes.io/enforce";
const VERSION = "pod-security.kubernetes.io/enforce-version";

/** Each namespace enforces a Pod Security Standard of a pinned version. */
export const k8sPsaLabel = resourceRule({
    id: "k8s-psa-label",
    description: "Each namespace enforces a Pod Security Standard of a pinned version.",
    why: "Without the label a pod may be privileged, mount the node's disk and so take over the node.",
    types: [NAMESPACE],
    level: "mandatory",
    severity: "high",
    frameworks: [
        "CIS-EKS 4.2.1",
        "CIS-EKS 4.2.2",
        "CIS-EKS 4.2.3",
        "CIS-EKS 4.2.4",
        "CIS-EKS 4.2.5",
        "PSS",
        "EKS-BPG pods",
        "kyverno psa",
    ],
    remediation: `Set the label ${ENFORCE} to "restricted" (or "baseline"), and ${VERSION} to the cluster's version.`,
    options: { exempt: option("Names of namespaces that run node agents.", ["kube-system"]) },
    check(namespace, { report, known, config }) {
        if (config.exempt.includes(namespace.at("metadata", "name").text ?? "")) return;
        const labels = namespace.at("metadata", "labels");
        const enforce = labels.at(ENFORCE);
        if (known(enforce) && !["restricted", "baseline"].includes(enforce.text ?? "")) {
            report(`the label ${ENFORCE} is ${enforce.isSet ? JSON.stringify(enforce.value) : "not set"}.`);
        }
        const version = labels.at(VERSION);
        if (known(version) && !/^v1\.\d+$/.test(version.text ?? "")) {
            report(`the label ${VERSION} is ${version.isSet ? JSON.stringify(version.value) : "not set"}.`, {
                detail: "version",
            });
        }
    },
});
