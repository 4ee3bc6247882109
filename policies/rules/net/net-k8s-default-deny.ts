import { NAMESPACE } from "../../facts/tokens";
import type { Field } from "../../machinery/reader";
import type { Resource } from "../../machinery/resource";
import { stackRule } from "../../machinery/rule";

const NETWORK_POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

/** Each namespace denies ingress and egress by default. */
export const netK8sDefaultDeny = stackRule({
    id: "net-k8s-default-deny",
    description: "Each namespace denies ingress and egress by default.",
    why: "Kubernetes lets every pod talk to every pod; what a team needs is then opened by name.",
    types: [NAMESPACE, NETWORK_POLICY],
    level: "mandatory",
    severity: "high",
    frameworks: [
        "CIS-EKS 4.3.2",
        "CIS-EKS 5.4.4",
        "CKV2_K8S_6",
        "kube-linter non-isolated-pod",
        "kube-score pod-networkpolicy",
        "kyverno add-network-policy",
    ],
    remediation: 'Create a NetworkPolicy with podSelector: {} and policyTypes: ["Ingress", "Egress"] in the namespace.',
    check(stack, { on }) {
        for (const namespace of stack.ofType(NAMESPACE)) {
            const policies = stack.attachedTo(namespace, [NETWORK_POLICY], ["metadata", "namespace"]);
            for (const direction of ["Ingress", "Egress"] as const) {
                if (policies.some((p) => denies(p, direction))) continue;
                on(namespace).report(`no NetworkPolicy denies ${direction.toLowerCase()} by default.`, {
                    detail: direction.toLowerCase(),
                });
            }
        }
    },
});

/** Whether a policy selects all pods, isolates them in this direction, and has no rule that opens it to everything. */
function denies(policy: Resource, direction: "Ingress" | "Egress"): boolean {
    const spec = policy.at("spec");
    const rules = spec.at(direction === "Ingress" ? "ingress" : "egress");
    const types = spec.at("policyTypes").texts;
    const isolates = types.length > 0 ? types.includes(direction) : direction === "Ingress" || rules.isSet;
    return selectsAll(spec.at("podSelector")) && isolates && !rules.items().some(opensAll);
}

function selectsAll(selector: Field): boolean {
    return (
        selector.state !== "unknown" &&
        selector.at("matchLabels").members().length === 0 &&
        selector.at("matchExpressions").items().length === 0
    );
}

function opensAll(rule: Field): boolean {
    return rule.state === "known" && rule.members().every(([, value]) => value.state === "absent");
}
