/** Characters that could move the cursor, change the colour or hide text when a name holds them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The text in one line, without characters that act on a terminal. */
export function clean(text: string): string {
    return text.replaceAll(/[\t\r\n]+/g, " ").replaceAll(CONTROL, "?");
}

/** The text in at most `width` characters, the cut marked by "…". */
export function truncate(text: string, width: number): string {
    const characters = [...text];
    return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join("")}…`;
}

/** The text in exactly `width` characters, filled with spaces behind it. */
export function left(text: string, width: number): string {
    return truncate(text, width) + " ".repeat(Math.max(0, width - [...text].length));
}

/** The text in at least `width` characters, filled with spaces before it. */
export function right(text: string, width: number): string {
    return " ".repeat(Math.max(0, width - [...text].length)) + text;
}

/** The text in lines of at most `width` characters, broken between words; a longer word is cut. */
export function wrap(text: string, width: number): string[] {
    const lines: string[] = [];
    for (const word of text.split(/\s+/).filter((w) => w !== "")) {
        const last = lines.at(-1);
        const joined = last === undefined ? word : `${last} ${word}`;
        if (last !== undefined && [...joined].length <= width) lines[lines.length - 1] = joined;
        else lines.push(truncate(word, width));
    }
    return lines;
}

/** USD as "1,234.56", the same on every machine. */
export function money(usd: number): string {
    const [whole = "0", cents = "00"] = usd.toFixed(2).split(".");
    return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
}

/** "32.85" when floor and ceiling are the same figure, else "32.85–65.70". */
export function moneyRange(floor: number, ceiling: number): string {
    return money(floor) === money(ceiling) ? money(floor) : `${money(floor)}–${money(ceiling)}`;
}

/** "1 rule", "2 rules". */
export function count(n: number, noun: string): string {
    return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
