import { type Answer, digits, physicalName, Refusal } from "../cloud";
import type { ResourceType } from "../resource-type";
import { arn } from "./answers";
import { all, oneOf, tags, text } from "./checks";
import { GUARDED_BY, IN_SUBNET } from "./references";
import { took } from "./seconds";
import { TYPES } from "./types";

const answerLoadBalancer: Answer = (request, place) => {
    const name = physicalName(request);
    const kind = request.inputs.loadBalancerType === "network" ? "net" : "app";
    const own = arn(place, "elasticloadbalancing", `loadbalancer/${kind}/${name}/${digits(request.urn, 16)}`);
    return { id: own, outputs: { name, arn: own, dnsName: `${name}.elb.${place.region}.amazonaws.com` } };
};

const loadBalancer: ResourceType = {
    answer: answerLoadBalancer,
    seconds: took(150, 2, 20, "estimate: apply logs show 2 to 3 minutes to create; its interfaces go within a minute"),
    replaces: ["name", "namePrefix", "internal", "loadBalancerType", "customerOwnedIpv4Pool"],
    autoname: { property: "name", max: 32 },
    references: { subnets: IN_SUBNET, securityGroups: GUARDED_BY, "subnetMappings.subnetId": IN_SUBNET },
    check: all(
        text(
            "name",
            /^(?!internal-)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?$/,
            "ValidationError",
            "at most 32 letters, digits and -",
        ),
        oneOf("loadBalancerType", ["application", "network", "gateway"], "ValidationError"),
        tags,
    ),
    deleting: ({ id, inputs }) => {
        if (inputs.enableDeletionProtection !== true) return;
        throw new Refusal(`OperationNotPermitted: Load balancer '${id}' cannot be deleted: deletion protection is on.`);
    },
};

/** Load balancers, by resource type. */
export const LB: Readonly<Record<string, ResourceType>> = { [TYPES.loadBalancer]: loadBalancer };
