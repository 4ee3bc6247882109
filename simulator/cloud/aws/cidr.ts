/** A block of IPv4 addresses: the first and the last as numbers. */
export interface Cidr {
    readonly first: number;
    readonly last: number;
    /** Length of the prefix. */
    readonly bits: number;
}

const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** Reads "10.0.0.0/16". Undefined for what is none, also when bits behind the prefix are set. */
export function readCidr(text: string): Cidr | undefined {
    const found = CIDR.exec(text);
    if (!found) return undefined;
    const [a = 0, b = 0, c = 0, d = 0, bits = 0] = found.slice(1).map(Number);
    if (Math.max(a, b, c, d) > 255 || bits > 32) return undefined;
    const first = ((a * 256 + b) * 256 + c) * 256 + d;
    const size = 2 ** (32 - bits);
    return first % size === 0 ? { first, last: first + size - 1, bits } : undefined;
}

/** Whether the first block holds all of the second. */
export function contains(outer: Cidr, inner: Cidr): boolean {
    return outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two blocks share an address. */
export function overlap(a: Cidr, b: Cidr): boolean {
    return a.first <= b.last && b.first <= a.last;
}
