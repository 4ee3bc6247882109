import { gpuTypes } from "../../facts/gpus";
import { NODE_GROUP } from "../../facts/tokens";
import { option, resourceRule } from "../../machinery/rule";

/** Spot node groups can choose among several instance types. */
export const relSpotDiversified = resourceRule({
    id: "rel-spot-diversified",
    description: "Spot node groups can choose among several instance types.",
    why: "With one type, all nodes of the group are reclaimed in the same minute.",
    types: [NODE_GROUP],
    level: "mandatory",
    severity: "medium",
    frameworks: ["FSBP AutoScaling.6", "EKS-BPG karpenter", "EKS-BPG aiml_compute"],
    remediation: "List more instanceTypes of the same size, from several families.",
    options: {
        minTypes: option("Fewest instance types of a spot group.", 3),
        minGpuTypes: option("Fewest instance types of a spot group with GPUs.", 2),
    },
    check(group, { report, known, config }) {
        const capacity = group.at("capacityType");
        if (!known(capacity) || capacity.text !== "SPOT") return;
        const types = group.at("instanceTypes");
        if (!known(types)) return;
        const count = new Set(types.texts).size + types.items().filter((t) => t.state === "unknown").length;
        const fewest = gpuTypes(group).length > 0 ? config.minGpuTypes : config.minTypes;
        if (count < fewest) report(`a SPOT group with ${count} instance type(s) needs ${fewest}.`);
    },
});
