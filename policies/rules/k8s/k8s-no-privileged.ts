import { containers } from "../../facts/pods";
import { WORKLOADS } from "../../facts/tokens";
import { resourceRule } from "../../machinery/rule";

/** No container is privileged. */
export const k8sNoPrivileged = resourceRule({
    id: "k8s-no-privileged",
    description: "No container is privileged.",
    why: "A privileged container is root on the node, and so in every pod on it.",
    types: WORKLOADS,
    level: "mandatory",
    severity: "critical",
    frameworks: ["CIS-EKS 4.2.1", "CKV_K8S_16", "trivy KSV-0017", "PSS-baseline", "kube-linter privileged-container"],
    remediation: "Drop securityContext.privileged; ask for the one capability or device that is needed.",
    check(workload, { report, known }) {
        for (const container of containers(workload)) {
            const privileged = container.at("securityContext", "privileged");
            if (!known(privileged) || !privileged.isTrue) continue;
            const name = container.at("name").text ?? container.path;
            report(`the container "${name}" is privileged.`, { detail: name });
        }
    },
});
