import { valuesAt } from "../paths";

/** A policy as text without white space, which AWS does not count. Programs give objects or text. */
export function policyText(value: unknown): string {
    if (typeof value !== "string") return value === undefined ? "" : JSON.stringify(value);
    try {
        return JSON.stringify(JSON.parse(value));
    } catch {
        return value;
    }
}

/** What is wrong with a policy document: it is no JSON, has no statement, or is too long. Unit of `limit`: bytes. */
export function policyProblems(value: unknown, limit: number, what: string): readonly string[] {
    if (value === undefined) return [];
    const document = policyText(value);
    const size = Buffer.byteLength(document);
    if (size > limit) return [`LimitExceeded: ${what} has ${size} characters, over ${limit}.`];
    // A part of an object may be unknown still; of a text all is known.
    return typeof value !== "string" || hasStatement(document)
        ? []
        : [`MalformedPolicyDocument: ${what} is no policy: JSON with "Statement".`];
}

/** Actions that a policy document allows somewhere, patterns as they stand. */
export function allowedActions(value: unknown): readonly string[] {
    const statements = valuesAt(parsed(policyText(value)), "Statement");
    return statements.filter((one) => valuesAt(one, "Effect").includes("Allow")).flatMap(actionsOf);
}

function actionsOf(statement: unknown): readonly string[] {
    return valuesAt(statement, "Action").map(String);
}

function hasStatement(document: string): boolean {
    return valuesAt(parsed(document), "Statement").length > 0;
}

function parsed(document: string): unknown {
    try {
        return JSON.parse(document);
    } catch {
        return undefined;
    }
}
