import { wrap } from "./text";

/** Marks a text; without colour, each gives the text back as it is. */
export interface Ink {
    readonly bold: (text: string) => string;
    readonly dim: (text: string) => string;
    readonly red: (text: string) => string;
    readonly yellow: (text: string) => string;
    readonly green: (text: string) => string;
}

/** Inks of a terminal that shows colours, or of one that does not. */
export function inkFor(color: boolean): Ink {
    const ansi = (start: number, end: number) => (text: string) =>
        color ? `\u001b[${start}m${text}\u001b[${end}m` : text;
    return { bold: ansi(1, 22), dim: ansi(2, 22), red: ansi(31, 39), yellow: ansi(33, 39), green: ansi(32, 39) };
}

/** A title and its lines, wrapped and indented; nothing at all without lines. */
export function section(ink: Ink, title: string, items: readonly string[], columns: number): string[] {
    if (items.length === 0) return [];
    const lines = items.flatMap((item) =>
        wrap(item, columns - 4).map((line, i) => (i === 0 ? `  ${line}` : `    ${line}`)),
    );
    return [ink.bold(title), ...lines];
}
