import { LAUNCH_TEMPLATE } from "../../facts/tokens";
import { resourceRule } from "../../machinery/rule";

const SCALING_GROUP = "aws:autoscaling/group:Group";
const DATABASE = "aws:rds/instance:Instance";

/** Tags reach what is created later: instances, volumes and snapshots. */
export const costTagPropagation = resourceRule({
    id: "cost-tag-propagation",
    description: "Tags reach what is created later: instances, volumes and snapshots.",
    why: "The bill is for instances and volumes, which a launch template creates without its own tags.",
    types: [LAUNCH_TEMPLATE, SCALING_GROUP, DATABASE],
    level: "mandatory",
    severity: "medium",
    frameworks: ["FSBP RDS.17", "FSBP RDS.16", "CKV_AWS_153", "CKV2_AWS_60", "CKV_AWS_313"],
    remediation: "Set tagSpecifications for instance and volume, propagateAtLaunch: true, or copyTagsToSnapshot: true.",
    check(resource, { report, known }) {
        if (resource.type === LAUNCH_TEMPLATE) {
            const specifications = resource.at("tagSpecifications");
            if (!known(specifications)) return;
            const types = specifications
                .items()
                .flatMap((s) => (s.at("tags").isSet ? (s.at("resourceType").text ?? []) : []));
            for (const type of ["instance", "volume"].filter((t) => !types.includes(t))) {
                report(`tagSpecifications has no tags for ${type}.`, { detail: type });
            }
        } else if (resource.type === SCALING_GROUP) {
            const tags = resource.at("tags");
            for (const tag of known(tags) ? tags.items().filter(known) : []) {
                const propagates = tag.at("propagateAtLaunch");
                if (!known(propagates) || propagates.isTrue) continue;
                report(`${propagates.path} is not true.`, { detail: tag.at("key").text ?? tag.path });
            }
        } else {
            const copies = resource.at("copyTagsToSnapshot");
            if (known(copies) && !copies.isTrue) report("copyTagsToSnapshot is not true.", { detail: "snapshot" });
        }
    },
});
