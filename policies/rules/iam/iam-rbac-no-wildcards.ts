import { resourceRule } from "../../machinery/rule";

/** Kubernetes roles name their verbs, resources and API groups. */
export const iamRbacNoWildcards = resourceRule({
    id: "iam-rbac-no-wildcards",
    description: "Kubernetes roles name their verbs, resources and API groups.",
    why: "A wildcard also grants what a later version or a new operator brings, such as reading secrets.",
    types: ["kubernetes:rbac.authorization.k8s.io/v1:Role", "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole"],
    level: "mandatory",
    severity: "high",
    frameworks: ["CIS-EKS 4.1.3", "CKV_K8S_49", "trivy KSV-0044", "trivy KSV-0045", "trivy KSV-0046"],
    remediation: "List the verbs, resources and API groups that are used.",
    check(role, { report, known }) {
        const rules = role.at("rules");
        if (!known(rules)) return;
        for (const rule of rules.items().filter(known)) {
            for (const list of ["verbs", "resources", "apiGroups"]) {
                const field = rule.at(list);
                if (known(field) && field.texts.includes("*"))
                    report(`${field.path} holds "*".`, { detail: field.path });
            }
        }
    },
});
