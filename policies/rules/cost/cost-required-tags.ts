import { isTaggable } from "../../facts/taggable";
import { tagsOf } from "../../facts/tags";
import { option, resourceRule } from "../../machinery/rule";

/** Every AWS resource that can be tagged says who owns it and who pays. */
export const costRequiredTags = resourceRule({
    id: "cost-required-tags",
    description: "Every AWS resource that can be tagged says who owns it and who pays.",
    why: "What nobody owns is never deleted, and a bill that cannot be split is nobody's.",
    types: ["aws:*"],
    level: "mandatory",
    severity: "medium",
    frameworks: ["AWS-tagging-standard EKS.6", "AWS tag policies report_required_tag_for"],
    remediation: "Add the tag to the resource, or to defaultTags of the provider.",
    options: { keys: option("Keys that every resource has.", ["owner", "costCenter", "environment"]) },
    check(resource, { report, known, config }) {
        if (!isTaggable(resource.type)) return;
        const tags = tagsOf(resource);
        const missing = config.keys.filter((key) => {
            const tag = tags.get(key);
            return tag.state === "absent" || tag.value === "";
        });
        if (missing.length === 0) return;
        // An unknown bag may hold the missing key; a known one may not.
        if (!tags.sources.every((source) => known(source))) return;
        for (const key of missing) report(`has no tag "${key}".`, { detail: `tag:${key}` });
    },
});
