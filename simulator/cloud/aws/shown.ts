/** A value as messages show it. Values of inputs may be anything. */
export function shown(value: unknown): string {
    if (typeof value === "string") return value;
    return value === undefined ? "" : JSON.stringify(value);
}
