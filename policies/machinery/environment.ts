import { ENVIRONMENTS, type Environment } from "./rule";

/** The name of the stack in a URN: an executable pack learns it nowhere else. */
export function stackOf(urn: string): string {
    return urn.startsWith("urn:pulumi:") ? (urn.slice("urn:pulumi:".length).split("::")[0] ?? "") : "";
}

/**
 * Which environment a resource belongs to: the settings say so, else a tag of the stack, else the stack's name ("dev" or
 * "dev-anything"). When all of them are silent it is prod, the strictest.
 */
export function environmentOf(
    urn: string,
    stackTags: ReadonlyMap<string, string>,
    fromSettings: Environment | undefined,
): Environment {
    if (fromSettings) return fromSettings;
    const tag = ENVIRONMENTS.find((e) => e === stackTags.get("environment"));
    if (tag) return tag;
    const stack = stackOf(urn);
    return ENVIRONMENTS.find((e) => stack === e || stack.startsWith(`${e}-`)) ?? "prod";
}
