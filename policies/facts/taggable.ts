import { TAGGABLE_TYPES } from "./taggable-types";

let tokens: ReadonlySet<string> | undefined;

/** Whether resources of an AWS type take tags. */
export function isTaggable(type: string): boolean {
    tokens ??= new Set(tokensOf(TAGGABLE_TYPES));
    return tokens.has(type);
}

/** The tokens of a table with lines such as "ec2: Vpc Subnet"; a line without a module continues the one before. */
export function tokensOf(table: string): readonly string[] {
    const found: string[] = [];
    let module = "";
    for (const word of table.split(/\s+/).filter((w) => w !== "")) {
        if (word.endsWith(":")) module = word.slice(0, -1);
        else found.push(`aws:${module}/${word[0]?.toLowerCase()}${word.slice(1)}:${word}`);
    }
    return found;
}
