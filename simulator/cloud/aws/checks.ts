import type { Properties } from "../../../insight/graph";
import { shown } from "./shown";

/** What is wrong with some inputs: messages in AWS's words, none when all is well. */
export type Check = (inputs: Properties) => readonly string[];

/** All that several checks find. */
export function all(...checks: readonly Check[]): Check {
    return (inputs) => checks.flatMap((check) => check(inputs));
}

/** A text that must match, when it is given. `rule` says what is allowed. */
export function text(property: string, pattern: RegExp, error: string, rule: string): Check {
    return ({ [property]: value }) =>
        typeof value !== "string" || pattern.test(value) ? [] : [`${error}: ${property} "${value}": ${rule}.`];
}

/** A value that must be one of these, when it is given. */
export function oneOf(property: string, allowed: readonly (string | number)[], error: string): Check {
    return ({ [property]: value }) =>
        value === undefined || allowed.includes(value as string | number)
            ? []
            : [`${error}: ${property} "${shown(value)}" is not one of ${allowed.join(", ")}.`];
}

/** A whole number within bounds, when it is given. */
export function whole(property: string, least: number, most: number, error: string): Check {
    return ({ [property]: value }) =>
        value === undefined || isWhole(value, least, most)
            ? []
            : [`${error}: ${property} must be a whole number from ${least} to ${most}, got ${shown(value)}.`];
}

/** Whether a value is a whole number within bounds. The provider takes numbers as text too. */
export function isWhole(value: unknown, least: number, most: number): boolean {
    const number = typeof value === "string" ? Number(value) : value;
    return Number.isInteger(number) && Number(number) >= least && Number(number) <= most;
}

/** Tags that a resource may have, and how long they may be. Source: Tag your AWS resources, tag naming limits. */
const TAGS = { most: 50, key: 128, value: 256 };

/** The limits that nearly every service has for tags. */
export const tags: Check = ({ tags: given }) => {
    if (given === null || typeof given !== "object") return [];
    const entries = Object.entries(given).filter(([, value]) => typeof value === "string");
    const problems = entries.flatMap(([key, value]) => [
        ...(key.length > TAGS.key ? [`ValidationException: the tag key "${key}" is over ${TAGS.key} characters.`] : []),
        ...(/^aws:/i.test(key)
            ? [`ValidationException: the tag key "${key}" begins with "aws:", which AWS keeps.`]
            : []),
        ...((value as string).length > TAGS.value
            ? [`ValidationException: the tag "${key}" has a value over ${TAGS.value} characters.`]
            : []),
    ]);
    const many = entries.length > TAGS.most ? [`TooManyTagsException: ${entries.length} tags, over ${TAGS.most}.`] : [];
    return [...problems, ...many];
};
