import type { Planned } from "./planned";

/** The three kinds of subnets, by what a packet from them can reach. */
export const SUBNET_KINDS = ["public", "private", "intra"] as const;
/** `public`: the internet, both ways. `private`: the internet through NAT, outbound. `intra`: the VPC alone. */
export type SubnetKind = (typeof SUBNET_KINDS)[number];

/** CIDR blocks by kind and zone letter. */
export type SubnetPlan = Readonly<Record<SubnetKind, Readonly<Record<string, string>>>>;

/** Largest VPC block: AWS allows no VPC above /16. */
const MIN_PREFIX = 16;
/** Smallest VPC block: below it a private subnet has fewer than the 128 addresses that prefix delegation needs. */
const MAX_PREFIX = 22;
/** Zones are cut from quarters of the VPC, so a third zone can be added later without moving the first two. */
const ZONE_SLOTS = 4;
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

interface Block {
    /** First address as a number. */
    readonly base: number;
    readonly prefix: number;
}

/**
 * Cuts a VPC block into subnets: each zone takes a quarter of the VPC, of which `private` takes the first half (pods
 * live there), `public` and `intra` a quarter each. A /16 gives /19, /20 and /20.
 *
 * Appending a zone never moves the blocks of the zones before it.
 *
 * @returns the plan, or every reason why there is none
 */
export function planSubnets(cidr: string, zones: readonly string[]): Planned<SubnetPlan> {
    const block = parseCidr(cidr);
    const problems = [...zoneProblems(zones), ...(block ? blockProblems(cidr, block) : [notACidr(cidr)])];
    if (!block || problems.length > 0) return { problems };

    const size = 2 ** (32 - block.prefix);
    const cut = (slot: number, offset: number, prefix: number): string =>
        formatCidr({ base: block.base + (size / ZONE_SLOTS) * (slot + offset), prefix });
    const of = (offset: number, deeper: number): Record<string, string> =>
        Object.fromEntries(zones.map((zone, slot) => [zone, cut(slot, offset, block.prefix + deeper)]));
    return { plan: { public: of(1 / 2, 4), private: of(0, 3), intra: of(3 / 4, 4) } };
}

function zoneProblems(zones: readonly string[]): string[] {
    const problems: string[] = [];
    if (zones.length < 2 || zones.length > 3) {
        problems.push(`zones must be 2 or 3 letters, because EKS needs two, got ${JSON.stringify(zones)}.`);
    }
    for (const zone of zones) {
        if (!/^[a-z]$/.test(zone)) problems.push(`zones: "${zone}" must be one letter from a to z, such as "a".`);
    }
    if (new Set(zones).size < zones.length) problems.push(`zones: ${JSON.stringify(zones)} names a zone twice.`);
    return problems;
}

function blockProblems(cidr: string, block: Block): string[] {
    const problems: string[] = [];
    const network = formatCidr({ ...block, base: block.base - (block.base % 2 ** (32 - block.prefix)) });
    if (network !== cidr) problems.push(`cidr must be a network address: write ${network} instead of ${cidr}.`);
    if (block.prefix < MIN_PREFIX) problems.push(`cidr must be /${MIN_PREFIX} or smaller, as AWS allows, got ${cidr}.`);
    if (block.prefix > MAX_PREFIX) {
        problems.push(
            `cidr ${cidr} is too small for the subnets of ${ZONE_SLOTS} zones: take /${MIN_PREFIX} to /${MAX_PREFIX}.`,
        );
    }
    if (!PRIVATE_RANGES.some((range) => contains(range, block))) {
        problems.push(`cidr must lie in a private range (${PRIVATE_RANGES.join(", ")}), got ${cidr}.`);
    }
    return problems;
}

function notACidr(cidr: string): string {
    return `cidr must be an IPv4 block such as "10.0.0.0/16", got ${JSON.stringify(cidr)}.`;
}

/** An IPv4 block, or undefined for anything that is not one. Host bits may be set. */
export function parseCidr(cidr: string): Block | undefined {
    const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
    if (!match) return undefined;
    const numbers = match.slice(1).map(Number);
    const prefix = numbers[4] ?? 33;
    const octets = numbers.slice(0, 4);
    if (prefix > 32 || octets.some((octet) => octet > 255)) return undefined;
    return { base: octets.reduce((address, octet) => address * 256 + octet, 0), prefix };
}

function formatCidr({ base, prefix }: Block): string {
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
    return `${octets.join(".")}/${prefix}`;
}

function contains(outer: string, inner: Block): boolean {
    const range = parseCidr(outer);
    if (!range || inner.prefix < range.prefix) return false;
    const size = 2 ** (32 - range.prefix);
    return Math.floor(inner.base / size) === Math.floor(range.base / size);
}
