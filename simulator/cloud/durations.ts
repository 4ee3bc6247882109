import type { Properties } from "../../insight/graph";
import { resourceTypeOf } from "./resource-types";

/**
 * How long the cloud takes to create and to delete a resource, in the middle of what people report. Unit: seconds.
 *
 * @throws {Refusal} for a type that the cloud does not know
 */
export function durationsOf({
    type,
    name,
    inputs = {},
}: {
    readonly type: string;
    readonly name: string;
    readonly inputs?: Properties;
}): {
    readonly create: number;
    readonly delete: number;
} {
    const known = resourceTypeOf(type, name);
    return known.secondsOf?.(inputs) ?? known.seconds;
}
