import type { Properties } from "../../insight/graph";
import { physicalName, type ResourceRequest } from "../cloud/cloud";
import type { ResourceType } from "../cloud/resource-type";

/** The input in which Pulumi's bridged providers keep the names of inputs that they filled in themselves. */
export const DEFAULTS = "__defaults";

/** The type token at the end of a URN's chain of types. */
export function typeOf(urn: string): string {
    return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** The name at the end of a URN. */
export function nameOf(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

/** Inputs as a provider's check gives them back: with a generated name where the program gives none. */
export function named(
    { autoname }: ResourceType,
    request: Pick<ResourceRequest, "urn" | "name" | "inputs">,
    olds: Properties | undefined,
): Properties {
    const { inputs } = request;
    if (!autoname || inputs[autoname.property] !== undefined) return inputs;
    const { property } = autoname;
    const kept = olds && isDefault(olds, property) ? olds[property] : undefined;
    return { ...inputs, [property]: kept ?? physicalName({ type: "", ...request }, property), [DEFAULTS]: [property] };
}

/** Whether the provider filled in an input by itself. */
export function isDefault(inputs: Properties, property: string): boolean {
    const filled = inputs[DEFAULTS];
    return Array.isArray(filled) && filled.includes(property);
}

/** Inputs as the cloud gets them. */
export function withoutDefaults({ [DEFAULTS]: _, ...inputs }: Properties): Properties {
    return inputs;
}
