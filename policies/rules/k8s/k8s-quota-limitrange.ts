import { NAMESPACE } from "../../facts/tokens";
import { stackRule } from "../../machinery/rule";

const QUOTA = "kubernetes:core/v1:ResourceQuota";
const LIMIT_RANGE = "kubernetes:core/v1:LimitRange";
const TEAM_LABEL = "groundwork/team";
const GPU_REQUESTS = "requests.nvidia.com/gpu";

/** Each team namespace has a quota, GPUs included, and a limit range. */
export const k8sQuotaLimitrange = stackRule({
    id: "k8s-quota-limitrange",
    description: "Each team namespace has a quota, GPUs included, and a limit range.",
    why: "One team's runaway sweep must not take the GPUs and the budget of the others.",
    types: [NAMESPACE, QUOTA, LIMIT_RANGE],
    level: "mandatory",
    severity: "medium",
    frameworks: ["CIS-EKS 4.5.1", "trivy KSV-0039", "trivy KSV-0040", "kyverno add-ns-quota", "EKS-BPG dataplane"],
    remediation: `Create a ResourceQuota with hard["${GPU_REQUESTS}"] and a LimitRange in the namespace.`,
    check(stack, { on }) {
        for (const namespace of stack.ofType(NAMESPACE)) {
            const { report, known } = on(namespace);
            const labels = namespace.at("metadata", "labels");
            if (!known(labels) || !labels.at(TEAM_LABEL).isSet) continue;
            const quotas = stack.attachedTo(namespace, [QUOTA], ["metadata", "namespace"]);
            if (quotas.length === 0) report("the team namespace has no ResourceQuota.", { detail: "quota" });
            else if (!quotas.some((q) => q.at("spec", "hard", GPU_REQUESTS).isSet)) {
                report(`no quota of the namespace limits ${GPU_REQUESTS}.`, { detail: "gpu" });
            }
            if (stack.attachedTo(namespace, [LIMIT_RANGE], ["metadata", "namespace"]).length > 0) continue;
            report("the team namespace has no LimitRange.", { detail: "limits" });
        }
    },
});
