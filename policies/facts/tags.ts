import { Field } from "../machinery/reader";
import type { Resource } from "../machinery/resource";

/** The tags of a resource: its own, and those that its provider adds. */
export interface Tags {
    /** The bags that may hold tags; any of them can be unknown. */
    readonly sources: readonly Field[];
    /** A tag by key, wherever it comes from; absent when only an unknown bag could hold it. */
    get(key: string): Field;
}

/** The union of `tags`, `tagsAll` and the provider's `defaultTags`. */
export function tagsOf(resource: Resource): Tags {
    const sources = [resource.at("tags"), resource.at("tagsAll"), defaultTags(resource)];
    const readable = sources.filter((source) => source.state === "known");
    return {
        sources,
        get: (key) =>
            readable.map((source) => source.at(key)).find((tag) => tag.state !== "absent") ??
            Field.of(undefined, `tags.${key}`),
    };
}

/** The engine hands over nested provider inputs as JSON text. */
function defaultTags(resource: Resource): Field {
    const field = resource.provider("defaultTags");
    if (field.text === undefined) return field.at("tags");
    try {
        return Field.of(JSON.parse(field.text), field.path).at("tags");
    } catch {
        return Field.of(undefined, field.path);
    }
}
