/** The name closest to a mistyped one, when one is close enough to be meant. */
export function suggest(wrong: string, names: readonly string[]): string | undefined {
    const ranked = names.map((name) => ({ name, distance: distance(wrong, name) }));
    const best = ranked.sort((a, b) => a.distance - b.distance)[0];
    return best && best.distance <= Math.max(2, wrong.length / 3) ? best.name : undefined;
}

/** How many single-character edits lead from one word to the other (Levenshtein). */
function distance(a: string, b: string): number {
    let row = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++) {
            const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[b.length] ?? 0;
}
