import { type Answer, physicalName } from "../cloud";
import type { Reference, ResourceType } from "../resource-type";
import { arn, ec2 } from "./answers";
import { all, type Check, isWhole, tags, text } from "./checks";
import { readCidr } from "./cidr";
import { defaultSecurityGroupOf } from "./ec2-network";
import { IN_VPC } from "./references";
import { AT_ONCE, took } from "./seconds";
import { shown } from "./shown";
import { TYPES } from "./types";

const securityGroup: ResourceType = {
    answer: ec2("sg", "security-group", (request) => ({ id: "", outputs: { name: physicalName(request) } })),
    seconds: took(3, 1, 2, "agones-dev/agones#1790 (deletion), estimate for the rest"),
    replaces: ["name", "description", "vpcId"],
    autoname: { property: "name", max: 255 },
    references: { vpcId: IN_VPC },
    check: all(
        text(
            "name",
            /^(?!sg-)[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/,
            "InvalidParameterValue",
            "1 to 255 characters, not sg-",
        ),
        text(
            "description",
            /^[\w .\-:/()#,@[\]+=&;{}!$*]{0,255}$/,
            "InvalidParameterValue",
            "at most 255 of EC2's characters",
        ),
        tags,
    ),
};

const closedDefault: Answer = ({ inputs }, place) => {
    const id = defaultSecurityGroupOf(String(inputs.vpcId));
    return { id, outputs: { arn: arn(place, "ec2", `security-group/${id}`) } };
};

/** The group that each VPC has: it is taken over, never created, and stays when the program lets it go. */
const defaultSecurityGroup: ResourceType = {
    answer: closedDefault,
    seconds: AT_ONCE,
    replaces: ["vpcId"],
    references: { vpcId: { to: [TYPES.vpc], missing: "InvalidVpcID.NotFound" } },
    check: tags,
};

/** A rule goes with its own group, but it holds the other group that it names. */
const OWN: Reference = { to: [TYPES.securityGroup], missing: "InvalidGroup.NotFound" };
const OTHER: Reference = { to: [TYPES.securityGroup], holds: "DependencyViolation", missing: "InvalidGroup.NotFound" };

const securityGroupRule: ResourceType = {
    answer: ec2("sgrule", "security-group-rule"),
    seconds: took(2, 2, 2, "terraform-aws-modules/terraform-aws-eks#2203, agones-dev/agones#1790"),
    replaces: [
        ...["type", "fromPort", "toPort", "protocol", "cidrBlocks", "ipv6CidrBlocks", "prefixListIds"],
        ...["securityGroupId", "sourceSecurityGroupId", "self"],
    ],
    references: { securityGroupId: OWN, sourceSecurityGroupId: OTHER },
    check: all(ports("protocol"), blocks("cidrBlocks")),
};

const ingressRule: ResourceType = {
    answer: ec2("sgr", "security-group-rule"),
    seconds: AT_ONCE,
    replaces: ["securityGroupId"],
    references: { securityGroupId: OWN, referencedSecurityGroupId: OTHER },
    check: all(ports("ipProtocol"), blocks("cidrIpv4"), tags),
};

/** Ports of TCP and UDP. "-1" is every protocol, which has none. Source: IpPermission. */
function ports(protocolProperty: string): Check {
    return (inputs) => {
        const { [protocolProperty]: protocol, fromPort, toPort } = inputs;
        if (protocol !== "tcp" && protocol !== "udp") return [];
        const given = [fromPort, toPort].filter((port) => port !== undefined);
        if (given.some((port) => !isWhole(port, 0, 65535))) {
            return [`InvalidParameterValue: ports are 0 to 65535, got ${given.map(shown).join(" to ")}.`];
        }
        if (given.length < 2 || Number(fromPort) <= Number(toPort)) return [];
        return [`InvalidParameterValue: the port range ${shown(fromPort)} to ${shown(toPort)} ends before it begins.`];
    };
}

function blocks(property: string): Check {
    return ({ [property]: value }) =>
        [value].flat().flatMap((block) => {
            if (typeof block !== "string" || readCidr(block)) return [];
            return [`InvalidParameterValue: CIDR block ${block} is malformed.`];
        });
}

/** Security groups and their rules, by resource type. */
export const EC2_SECURITY: Readonly<Record<string, ResourceType>> = {
    [TYPES.securityGroup]: securityGroup,
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": defaultSecurityGroup,
    "aws:ec2/securityGroupRule:SecurityGroupRule": securityGroupRule,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ingressRule,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ingressRule,
};
