import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** One line for each mistake in a value's shape: where, what is allowed, what was given. */
export function describeIssues(issues: readonly Issue[], given: unknown): readonly string[] {
    return issues.flatMap((issue) => describe(issue, given));
}

function describe(issue: Issue, given: unknown): readonly string[] {
    const where = pathText(issue.path);
    const value = valueAt(given, issue.path);
    if (value === undefined && typeof issue.path.at(-1) === "number") return tooFew(issue.path, given);
    switch (issue.code) {
        case "unrecognized_keys":
            return issue.keys.map((key) => `${pathText([...issue.path, key])} is not a setting that exists here.`);
        case "invalid_union":
            return describeUnion(issue, given);
        case "invalid_key":
            return issue.issues.map((inner) => `${where}: the key must ${keyRule(inner)}.`);
        case "invalid_value":
            if (issue.message.startsWith("Kubernetes")) return [`${where}: ${issue.message}`];
            return [`${where} must be ${oneOf(issue.values)}${got(value)}`];
        case "invalid_type":
            return [
                value === undefined
                    ? `${where} is required: ${aType(issue.expected)}.`
                    : `${where} must be ${aType(issue.expected)}${got(value)}`,
            ];
        case "too_small":
            return [
                `${where} must ${size(issue.origin, bound(issue.inclusive, "at least", "above"), issue.minimum)}${got(value)}`,
            ];
        case "too_big":
            return [
                `${where} must ${size(issue.origin, bound(issue.inclusive, "at most", "below"), issue.maximum)}${got(value)}`,
            ];
        case "invalid_format":
            return [`${where} must ${format(issue)}${got(value)}`];
        default:
            return [`${where}: ${issue.message}${got(value)}`];
    }
}

/** A union fails in every branch: the branch that fits best says what is meant. */
function describeUnion(issue: Extract<Issue, { code: "invalid_union" }>, given: unknown): readonly string[] {
    const value = valueAt(given, issue.path);
    if (issue.discriminator !== undefined) {
        const allowed = "options" in issue && Array.isArray(issue.options) ? oneOf(issue.options) : "a known one";
        // The path ends with the discriminator already.
        return [`${pathText(issue.path)} must be ${allowed}${got(value)}`];
    }
    // A branch that does not know a key is not the one that was meant, however few its complaints are.
    const misses = (branch: readonly Issue[]): number =>
        (branch.some(({ code }) => code === "unrecognized_keys") ? 1000 : 0) + branch.length;
    const [best = []] = [...issue.errors].sort((a, b) => misses(a) - misses(b));
    return best.flatMap((inner) => describe({ ...inner, path: [...issue.path, ...inner.path] }, given));
}

/** A list that ends before the entry that a schema asks for. */
function tooFew(path: readonly PropertyKey[], given: unknown): readonly string[] {
    const list = path.slice(0, -1);
    return [`${pathText(list)} must have at least ${Number(path.at(-1)) + 1} entries${got(valueAt(given, list))}`];
}

function keyRule(issue: Issue): string {
    return issue.code === "invalid_format" ? format(issue) : `be right: ${issue.message}`;
}

function bound(inclusive: boolean | undefined, within: string, beyond: string): string {
    return inclusive === false ? beyond : within;
}

function size(origin: string, relation: string, limit: number | bigint): string {
    if (origin === "array") return `have ${relation} ${limit} entries`;
    return origin === "string" ? `have ${relation} ${limit} characters` : `be ${relation} ${limit}`;
}

function format(issue: Extract<Issue, { code: "invalid_format" }>): string {
    if ("prefix" in issue) return `start with ${JSON.stringify(issue.prefix)}`;
    if ("suffix" in issue) return `end with ${JSON.stringify(issue.suffix)}`;
    return issue.format === "cidrv4" ? 'be an IPv4 block such as "203.0.113.0/24"' : `be a valid ${issue.format}`;
}

function oneOf(values: readonly unknown[]): string {
    const texts = values.map((value) => JSON.stringify(value));
    return texts.length === 1 ? (texts[0] ?? "") : `one of ${texts.join(", ")}`;
}

const TYPES: Readonly<Record<string, string>> = {
    array: "a list",
    tuple: "a list",
    boolean: "true or false",
    int: "a whole number",
    number: "a number",
    object: "an object",
    record: "an object",
    string: 'a text, in quotes where YAML would read a number ("1.35")',
};

function aType(expected: string): string {
    return TYPES[expected] ?? `a ${expected}`;
}

function got(value: unknown): string {
    return value === undefined ? ", got nothing." : `, got ${JSON.stringify(value)}.`;
}

function pathText(path: readonly PropertyKey[]): string {
    return path.map(String).join(".");
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
    return path.reduce<unknown>(
        (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
        given,
    );
}
