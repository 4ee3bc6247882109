import * as pulumi from "@pulumi/pulumi";

/** AWS tags, key to value. The platform's cost tags `owner`, `costCenter` and `environment` come in this way. */
export type Tags = Readonly<Record<string, string>>;

/** Tags that say which component and stack made a resource, under the user's own, which win. */
export function componentTags(component: string, name: string, own: Tags = {}): Record<string, string> {
    return {
        "groundwork:component": component,
        "groundwork:name": name,
        "groundwork:stack": pulumi.getStack(),
        ...own,
    };
}
