import { containers } from "../../facts/pods";
import { WORKLOADS } from "../../facts/tokens";
import { covers } from "../../machinery/documents";
import { option, resourceRule } from "../../machinery/rule";

/** Images come from registries on a list. */
export const govImageRegistry = resourceRule({
    id: "gov-image-registry",
    description: "Images come from registries on a list.",
    why: "Docker Hub limits pulls when a node group scales, and anybody can publish there.",
    types: WORKLOADS,
    level: "mandatory",
    severity: "high",
    frameworks: ["CIS-EKS 5.1.4", "trivy KSV-0034", "trivy KSV-0035", "kyverno restrict-image-registries"],
    remediation: "Copy the image to your ECR, or pull it through an ECR pull-through cache.",
    options: {
        registries: option("Registries that images may come from; * stands for any text.", [
            "*.dkr.ecr.*.amazonaws.com",
            "public.ecr.aws",
            "registry.k8s.io",
        ]),
    },
    check(workload, { report, known, config }) {
        for (const container of containers(workload)) {
            const image = container.at("image");
            if (!known(image) || image.text === undefined) continue;
            const registry = registryOf(image.text);
            if (config.registries.some((pattern) => covers(pattern, registry))) continue;
            report(`the image "${image.text}" comes from ${registry}.`, {
                detail: container.at("name").text ?? image.path,
            });
        }
    },
});

/** The registry of an image; without one it is Docker Hub's. */
function registryOf(image: string): string {
    const slash = image.indexOf("/");
    const first = slash < 0 ? "" : image.slice(0, slash);
    return /[.:]/.test(first) || first === "localhost" ? first : "docker.io";
}
