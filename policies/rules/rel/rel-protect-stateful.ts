import { BUCKETS, CLUSTER } from "../../facts/tokens";
import { resourceRule } from "../../machinery/rule";

/** In prod, what holds data has the protect option. */
export const relProtectStateful = resourceRule({
    id: "rel-protect-stateful",
    description: "In prod, what holds data has the protect option.",
    why: "A renamed component is a delete and a create; with protect the preview fails instead.",
    types: [
        ...BUCKETS,
        CLUSTER,
        "aws:kms/key:Key",
        "aws:rds/instance:Instance",
        "aws:rds/cluster:Cluster",
        "aws:msk/cluster:Cluster",
        "aws:efs/fileSystem:FileSystem",
    ],
    level: { dev: "disabled", staging: "disabled", prod: "mandatory" },
    severity: "high",
    frameworks: ["Pulumi protect"],
    remediation: "Set the resource option protect: true, on the resource or on its component.",
    check(resource, { report }) {
        if (!resource.protect) report("the option protect is not set.");
    },
});
