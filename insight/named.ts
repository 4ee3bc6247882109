import { compareText } from "./reading";

/** A resource in a sentence. */
export interface Named {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
}

/** What a sentence needs of a resource, and nothing else. */
export function named({ urn, type, name }: Named): Named {
    return { urn, type, name };
}

/** For sorting. */
export function byUrn(a: Pick<Named, "urn">, b: Pick<Named, "urn">): number {
    return compareText(a.urn, b.urn);
}
