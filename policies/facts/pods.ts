import type { Field } from "../machinery/reader";
import type { Resource } from "../machinery/resource";

/** The specification of the pods that a workload runs. */
export function podSpec(workload: Resource): Field {
    const spec = workload.at("spec");
    if (workload.type.endsWith(":Pod")) return spec;
    if (workload.type.endsWith(":CronJob")) return spec.at("jobTemplate", "spec", "template", "spec");
    return spec.at("template", "spec");
}

/** Every container of a workload's pods, init and ephemeral ones included. */
export function containers(workload: Resource): readonly Field[] {
    const spec = podSpec(workload);
    return ["containers", "initContainers", "ephemeralContainers"].flatMap((kind) => spec.at(kind).items());
}
