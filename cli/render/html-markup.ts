/** Text that is HTML already, so that nothing else gets into a page without being escaped. */
export class Markup {
    constructor(
        /** The HTML. */
        readonly html: string,
    ) {}
}

type Part = Markup | string | number | readonly Part[] | undefined;

const ENTITIES: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

/** HTML from a template: what is put in is escaped, unless it is markup itself. Lists are joined, undefined is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
    return new Markup(strings.map((text, i) => text + (i < parts.length ? shown(parts[i]) : "")).join(""));
}

function shown(part: Part): string {
    if (part === undefined) return "";
    if (part instanceof Markup) return part.html;
    if (typeof part === "object") return part.map(shown).join("");
    return String(part).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
