import { isWorld } from "../../facts/cidrs";
import type { Field } from "../../machinery/reader";
import type { Resource } from "../../machinery/resource";
import { type Reporter, resourceRule } from "../../machinery/rule";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const OLD_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const NEW_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** No security group lets the whole internet in. */
export const netSgNoWorldIngress = resourceRule({
    id: "net-sg-no-world-ingress",
    description: "No security group lets the whole internet in.",
    why: "Nothing on this platform has to answer the internet directly, and scanners find an open port within minutes.",
    types: [GROUP, OLD_RULE, NEW_RULE],
    level: "mandatory",
    severity: "critical",
    frameworks: [
        "FSBP EC2.13",
        "FSBP EC2.14",
        "FSBP EC2.18",
        "FSBP EC2.19",
        "CIS-AWS 6.3",
        "CIS-AWS 6.4",
        "CKV_AWS_24",
        "CKV_AWS_25",
        "CKV_AWS_260",
        "CKV_AWS_277",
        "cdk-nag AwsSolutions-EC23",
        "trivy AWS-0107",
    ],
    remediation: "Name the source networks, or the security group of the caller.",
    check(resource, context) {
        for (const { cidrs, ports } of openings(resource, context)) {
            for (const cidr of cidrs) {
                if (!context.known(cidr) || !isWorld(cidr.text)) continue;
                context.report(`${cidr.path} is ${cidr.text} for ${ports}.`, { detail: cidr.path });
            }
        }
    },
});

interface Opening {
    readonly cidrs: readonly Field[];
    readonly ports: string;
}

function openings(resource: Resource, { known }: Reporter): readonly Opening[] {
    const lists = (rule: Field): readonly Field[] =>
        [rule.at("cidrBlocks"), rule.at("ipv6CidrBlocks")].filter(known).flatMap((list) => list.items());
    switch (resource.type) {
        case GROUP: {
            const ingress = resource.at("ingress");
            const rules = known(ingress) ? ingress.items().filter(known) : [];
            return rules.map((rule) => ({ cidrs: lists(rule), ports: portsOf(rule, "protocol") }));
        }
        case OLD_RULE:
            if (resource.at("type").text === "egress") return [];
            return [{ cidrs: lists(resource.at()), ports: portsOf(resource.at(), "protocol") }];
        default: {
            const cidrs = [resource.at("cidrIpv4"), resource.at("cidrIpv6")];
            return [{ cidrs, ports: portsOf(resource.at(), "ipProtocol") }];
        }
    }
}

function portsOf(rule: Field, protocolKey: string): string {
    const [from, to] = [rule.at("fromPort").value, rule.at("toPort").value];
    const protocol = rule.at(protocolKey).value;
    if (protocol === "-1" || protocol === "all" || from === undefined || from === -1) return "all ports";
    return from === to ? `port ${Number(from)}` : `ports ${Number(from)} to ${Number(to)}`;
}
