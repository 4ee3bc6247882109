import { gpusOf, gpuTypes } from "../../facts/gpus";
import { NODE_GROUP } from "../../facts/tokens";
import { option, resourceRule } from "../../machinery/rule";

/** A node group cannot grow beyond a number of GPUs. */
export const costGpuCeiling = resourceRule({
    id: "cost-gpu-ceiling",
    description: "A node group cannot grow beyond a number of GPUs.",
    why: "One typing mistake in maxSize can cost more in a weekend than the platform in a year.",
    types: [NODE_GROUP],
    level: "mandatory",
    severity: "high",
    frameworks: ["EKS-BPG karpenter limits"],
    remediation: "Lower scalingConfig.maxSize, take a smaller instance type, or raise maxGpus in the policy settings.",
    options: { maxGpus: option("Most GPUs of one node group at its largest.", { dev: 8, staging: 16, prod: 64 }) },
    check(group, { report, known, config }) {
        const types = group.at("instanceTypes");
        if (!known(types) || !types.items().every(known)) return;
        const each = Math.max(0, ...gpuTypes(group).map(gpusOf));
        if (each === 0) return;
        const size = group.at("scalingConfig", "maxSize");
        if (!known(size)) return;
        const most = each * (size.number ?? 0);
        if (most <= config.maxGpus) return;
        report(
            `maxSize ${size.number} of ${gpuTypes(group).join(", ")} is up to ${most} GPUs, above ${config.maxGpus}.`,
        );
    },
});
