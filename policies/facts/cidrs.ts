/** Whether a CIDR is the whole internet: a prefix of length zero, whatever its address. */
export function isWorld(cidr: string | undefined): boolean {
    return cidr !== undefined && /\/0+$/.test(cidr.trim());
}
