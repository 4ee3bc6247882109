import { Field } from "./reader";

/** One statement of an IAM policy document, with its lists written out. */
export interface Statement {
    readonly effect: "Allow" | "Deny";
    readonly actions: readonly string[];
    readonly notActions: readonly string[];
    readonly resources: readonly string[];
    readonly notResources: readonly string[];
    /** Principals by kind ("AWS", "Service", "Federated"); `Principal: "*"` stands under "*". */
    readonly principals: Readonly<Record<string, readonly string[]>>;
    readonly hasNotPrincipal: boolean;
    /** Condition values by operator and by key in lower case: `{Bool: {"aws:securetransport": ["false"]}}`. */
    readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * The statements of an IAM document, a JSON string or an object; none when it cannot be read.
 *
 * An unknown inside the document stays in it as the SDK's sentinel: one concrete id, so it never counts as `*`.
 */
export function statementsOf(document: Field): readonly Statement[] {
    const root = document.text === undefined ? document : Field.of(parsed(document.text), document.path);
    return root.at("Statement").items().map(statement);
}

function parsed(json: string): unknown {
    try {
        return JSON.parse(json);
    } catch {
        // AWS refuses such a document by itself; a rule has nothing to say about it.
        return undefined;
    }
}

function statement(field: Field): Statement {
    const principal = field.at("Principal");
    return {
        effect: field.at("Effect").text === "Deny" ? "Deny" : "Allow",
        actions: words(field.at("Action")),
        notActions: words(field.at("NotAction")),
        resources: words(field.at("Resource")),
        notResources: words(field.at("NotResource")),
        principals:
            principal.text === undefined
                ? Object.fromEntries(principal.members().map(([kind, value]) => [kind, words(value)]))
                : { "*": [principal.text] },
        hasNotPrincipal: field.at("NotPrincipal").state !== "absent",
        conditions: Object.fromEntries(
            field
                .at("Condition")
                .members()
                .map(([op, keys]) => [op, condition(keys)]),
        ),
    };
}

function condition(keys: Field): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(keys.members().map(([key, value]) => [key.toLowerCase(), words(value)]));
}

/** A string or a list of strings. An unknown element counts as one concrete id. */
function words(field: Field): readonly string[] {
    if (field.state === "unknown") return [CONCRETE_ID];
    return field.items().map((item) => (item.state === "unknown" ? CONCRETE_ID : String(item.value)));
}

/** Stands for an id that is not known yet; it holds no wildcard. */
export const CONCRETE_ID = "not-known-yet";

/** Whether the principals of a statement include everybody. */
export function hasStarPrincipal(s: Statement): boolean {
    return (s.principals["*"] ?? []).includes("*") || (s.principals.AWS ?? []).includes("*");
}

/** Whether an action pattern such as "s3:*" or "s3:Get*" covers an action; case does not matter to IAM. */
export function covers(pattern: string, action: string): boolean {
    const source = pattern
        .split(/([*?])/)
        .map((part) => (part === "*" ? ".*" : part === "?" ? "." : part.replace(/[.+^${}()|[\]\\]/g, "\\$&")))
        .join("");
    return new RegExp(`^${source}$`, "i").test(action);
}
