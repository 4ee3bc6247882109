import { gpuTypes } from "../../facts/gpus";
import { NODE_GROUP } from "../../facts/tokens";
import { option, resourceRule } from "../../machinery/rule";

/** GPU node groups keep ordinary pods away with a taint. */
export const costGpuTaint = resourceRule({
    id: "cost-gpu-taint",
    description: "GPU node groups keep ordinary pods away with a taint.",
    why: "Otherwise the scheduler fills GPU nodes with web pods, and training waits while GPUs idle at full price.",
    types: [NODE_GROUP],
    level: "mandatory",
    severity: "high",
    frameworks: ["EKS-BPG aiml_compute"],
    remediation: 'Add the taint {key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE"}.',
    options: { taintKey: option("Key of the taint.", "nvidia.com/gpu") },
    check(group, { report, known, config }) {
        const types = group.at("instanceTypes");
        if (!known(types) || !types.items().every(known)) return;
        const gpus = gpuTypes(group);
        const taints = group.at("taints");
        if (gpus.length === 0 || !known(taints) || !taints.items().every(known)) return;
        const keeps = taints
            .items()
            .some(
                (t) =>
                    t.at("key").text === config.taintKey &&
                    ["NO_SCHEDULE", "NO_EXECUTE"].includes(t.at("effect").text ?? ""),
            );
        if (keeps) return;
        report(`has GPU instances (${gpus.join(", ")}) but no NO_SCHEDULE taint with the key "${config.taintKey}".`);
    },
});
