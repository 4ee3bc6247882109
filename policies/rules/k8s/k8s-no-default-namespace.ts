import { WORKLOADS } from "../../facts/tokens";
import { resourceRule } from "../../machinery/rule";

/** Workloads name a namespace other than default. */
export const k8sNoDefaultNamespace = resourceRule({
    id: "k8s-no-default-namespace",
    description: "Workloads name a namespace other than default.",
    why: "The default namespace has no quota, no network policy and no owner.",
    types: WORKLOADS,
    level: "mandatory",
    severity: "medium",
    frameworks: ["CIS-EKS 4.5.2", "CKV_K8S_21", "trivy default_namespace_should_not_be_used"],
    remediation: "Set metadata.namespace to a namespace of the platform.",
    check(workload, { report }) {
        // A name that is not known yet is that of a namespace in this stack.
        const namespace = workload.at("metadata", "namespace");
        if (namespace.isSet && namespace.text !== "default") return;
        report(`metadata.namespace is ${namespace.text === "default" ? '"default"' : "not set"}.`);
    },
});
