import { unknownValue } from "@pulumi/pulumi/runtime";
import type { Properties } from "../../insight/graph";
import { isRecord } from "./records";

/** What stands in the place of a value that only the cloud will know. */
export const UNKNOWN = unknownValue;

/** Whether a value, or anything in it, is unknown. */
export function hasUnknown(value: unknown): boolean {
    if (value === UNKNOWN) return true;
    if (Array.isArray(value)) return value.some(hasUnknown);
    return value !== null && typeof value === "object" && Object.values(value).some(hasUnknown);
}

/** JSON text; of something unknown the whole text is unknown. */
export function jsonText(value: unknown): string {
    return hasUnknown(value) ? UNKNOWN : JSON.stringify(value);
}

/** What a preview shows of a resource: its inputs, and an unknown for everything else that it will have. */
export function previewed(inputs: Properties, outputs: Properties): Properties {
    const unknown = Object.fromEntries(
        Object.entries(outputs).map(([key, value]) => [key, blurred(inputs[key], value)]),
    );
    return { ...inputs, ...unknown };
}

/** What an output repeats of an input is known; the rest is not. */
function blurred(input: unknown, output: unknown): unknown {
    if (!isRecord(input) || !isRecord(output)) return input === undefined ? UNKNOWN : input;
    return previewed(input, output);
}
