import { resourceRule } from "../../machinery/rule";

/** Kubernetes providers hold no static token and, in prod, never forget what they cannot reach. */
export const relK8sProviderSafe = resourceRule({
    id: "rel-k8s-provider-safe",
    description: "Kubernetes providers hold no static token and, in prod, never forget what they cannot reach.",
    why: "A token stands in the state and expires; deleteUnreachable drops a whole cluster's objects after one outage.",
    types: ["pulumi:providers:kubernetes"],
    level: "mandatory",
    severity: "high",
    frameworks: ["pulumi/pulumi-kubernetes#1013", "pulumi/pulumi-kubernetes#2517", "EKS-BPG cam"],
    remediation: 'Let the kubeconfig run "aws eks get-token", and leave deleteUnreachable unset.',
    check(provider, { report, known, environment }) {
        const kubeconfig = provider.at("kubeconfig");
        // One that is not known yet is made of a cluster that is not there yet, for which no token can exist. It is judged
        // when it is known, before the provider is made. The message never shows it.
        if (kubeconfig.state === "known" && /(^|[\s"'{,])token["']?\s*:/.test(textOf(kubeconfig.value))) {
            report("the kubeconfig holds a static token.", { detail: "token" });
        }
        const forgets = provider.at("deleteUnreachable");
        if (environment === "prod" && known(forgets) && forgets.isTrue) {
            report("deleteUnreachable is true.", { detail: "deleteUnreachable" });
        }
    },
});

function textOf(kubeconfig: unknown): string {
    return typeof kubeconfig === "string" ? kubeconfig : JSON.stringify(kubeconfig);
}
