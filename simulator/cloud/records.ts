import type { Properties } from "../../insight/graph";

/** Whether a value is an object with named values: no list, not null. */
export function isRecord(value: unknown): value is Properties {
    return value !== null && typeof value === "object" && !Array.isArray(value);
}
