import type { Way } from "./exposure-checks";
import type { GraphResource } from "./graph";
import { listOf, numberOf, objectOf, textOf, textsOf } from "./reading";

/** Blocks of a rule that mean everybody. */
function open(blocks: readonly string[]): readonly string[] {
    return blocks.filter((block) => block.endsWith("/0"));
}

/** A security group with its rules inside. */
export function openRuleList({ inputs }: GraphResource): Way[] {
    return listOf(inputs.ingress).flatMap((rule) => {
        const own = objectOf(rule) ?? {};
        return way(own, [...textsOf(own.cidrBlocks), ...textsOf(own.ipv6CidrBlocks)]);
    });
}

/** A rule as a resource of its own, in the old shape (lists of blocks) or the new one (one block). */
export function openRule({ inputs, type }: GraphResource): Way[] {
    const isOld = type.endsWith(":SecurityGroupRule");
    if (isOld && inputs.type !== "ingress") return [];
    const single = [textOf(inputs.cidrIpv4), textOf(inputs.cidrIpv6)].filter((block) => block !== undefined);
    return way(inputs, isOld ? [...textsOf(inputs.cidrBlocks), ...textsOf(inputs.ipv6CidrBlocks)] : single);
}

function way(rule: Readonly<Record<string, unknown>>, blocks: readonly string[]): Way[] {
    const from = open(blocks);
    if (from.length === 0) return [];
    const what = `Security group open on ${portsOf(rule)}`;
    return [{ what, from, close: `Replace ${from.join(" and ")} by the addresses or the group that need it.` }];
}

function portsOf(rule: Readonly<Record<string, unknown>>): string {
    const protocol = textOf(rule.protocol) ?? textOf(rule.ipProtocol) ?? "-1";
    const [from, to] = [numberOf(rule.fromPort), numberOf(rule.toPort)];
    if (protocol === "-1" || from === undefined || to === undefined) return "every port";
    return from === to ? `${protocol} port ${from}` : `${protocol} ports ${from} to ${to}`;
}
