import { tagsOf } from "../../facts/tags";
import { BUCKETS } from "../../facts/tokens";
import { option, resourceRule } from "../../machinery/rule";

const KEY = "DataClass";

/** Each bucket says how sensitive its data is. */
export const govDataClass = resourceRule({
    id: "gov-data-class",
    description: "Each bucket says how sensitive its data is.",
    why: "Retention, access reviews and what may leave the region all depend on it.",
    types: BUCKETS,
    level: "mandatory",
    severity: "medium",
    frameworks: ["CIS-AWS 3.1.3"],
    remediation: `Add the tag ${KEY} with one of the classes of the policy settings.`,
    options: { classes: option("Classes that exist.", ["public", "internal", "confidential", "restricted"]) },
    check(bucket, { report, known, config }) {
        const tags = tagsOf(bucket);
        const tag = tags.get(KEY);
        if (tag.text === undefined) {
            if (tags.sources.every((source) => known(source))) report(`the bucket has no tag ${KEY}.`);
        } else if (!config.classes.includes(tag.text)) {
            report(`the tag ${KEY} is "${tag.text}", none of ${config.classes.join(", ")}.`, { detail: "value" });
        }
    },
});
