import { option, resourceRule } from "../../machinery/rule";

/** Kubernetes' own objects use stable API versions. */
export const k8sNoBetaApi = resourceRule({
    id: "k8s-no-beta-api",
    description: "Kubernetes' own objects use stable API versions.",
    why: "A beta version goes away with an upgrade of the cluster, and then nothing can be deployed until it is replaced.",
    types: ["kubernetes:*"],
    level: "mandatory",
    severity: "medium",
    frameworks: ["kube-score stable-version", "kube-linter no-extensions-v1beta"],
    remediation: "Use the stable version (v1, v2) of the kind.",
    options: { allowedGroups: option("API groups that may be beta.", ["gateway.networking.k8s.io", "metrics.k8s.io"]) },
    check(resource, { report, config }) {
        const [group = "", version = ""] = resource.type.slice("kubernetes:".length).split(":")[0]?.split("/") ?? [];
        // Groups of custom resources carry the domain of their project; they may stay beta for years.
        const isCore = !group.includes(".") || group.endsWith(".k8s.io");
        if (!isCore || config.allowedGroups.includes(group) || !/^v\d+(alpha|beta)/.test(version)) return;
        report(`${group}/${version} is not a stable version.`);
    },
});
