import { gpuTypes } from "../../facts/gpus";
import { CLUSTER, NODE_GROUP, SUBNET } from "../../facts/tokens";
import { option, stackRule } from "../../machinery/rule";

/** Node groups span several availability zones. */
export const relEksMultiAz = stackRule({
    id: "rel-eks-multi-az",
    description: "Node groups span several availability zones.",
    why: "A zone fails a few times a year, and short capacity of one type is a matter of one zone most of the time.",
    types: [CLUSTER, NODE_GROUP, SUBNET],
    level: "mandatory",
    severity: "medium",
    frameworks: ["FSBP AutoScaling.2", "EKS-BPG dataplane"],
    remediation: "Give the node group the private subnets of more zones.",
    options: { minZones: option("Fewest zones of a node group without GPUs.", { dev: 2, staging: 2, prod: 3 }) },
    check(stack, { on, config }) {
        for (const group of stack.ofType(NODE_GROUP)) {
            const { report, known } = on(group);
            const subnets = stack.targetsOf(group, ["subnetIds"], [SUBNET]);
            // Subnets of another stack are ids without a zone.
            if (subnets.length === 0 || subnets.length < group.at("subnetIds").items().length) continue;
            const zones = subnets.map((s) => s.at("availabilityZone"));
            if (!zones.every((zone) => known(zone))) continue;
            const count = new Set(zones.flatMap((z) => z.text ?? [])).size;
            const isGpu = gpuTypes(group).length > 0;
            if (isGpu && count < 2) {
                report("a GPU group in one zone waits when that zone has no GPUs.", {
                    detail: "gpu",
                    level: "advisory",
                });
            } else if (!isGpu && count < config.minZones) {
                report(`the group spans ${count} zone(s), fewer than ${config.minZones}.`);
            }
        }
    },
});
