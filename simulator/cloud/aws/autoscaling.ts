import type { Properties } from "../../../insight/graph";
import { type CloudAnswer, physicalName, type ResourceRequest } from "../cloud";
import type { ResourceType } from "../resource-type";
import { arn } from "./answers";
import { tags } from "./checks";
import { AT_ONCE, took } from "./seconds";
import { TYPES } from "./types";

/** A group of machines. EKS makes one for each node group. */
const scalingGroup: ResourceType = {
    answer: (request, place) => {
        const name = physicalName(request);
        return { id: name, outputs: { name, arn: arn(place, "autoscaling", `autoScalingGroup:${name}`) } };
    },
    seconds: took(40, 5, 120, "estimate: waits for the machines"),
    replaces: ["name", "namePrefix"],
    autoname: { property: "name", max: 255 },
    check: tags,
};

function answerTag({ inputs }: ResourceRequest): CloudAnswer {
    const key = (inputs.tag as Properties | undefined)?.key;
    return { id: `${String(inputs.autoscalingGroupName)},${String(key)}`, outputs: {} };
}

/** A tag goes with its group. */
const tag: ResourceType = {
    answer: answerTag,
    seconds: AT_ONCE,
    replaces: ["autoscalingGroupName", "tag.key"],
    references: { autoscalingGroupName: { to: [TYPES.scalingGroup], missing: "ValidationError" } },
    check: ({ tag: own }) => {
        const { key, value } = (own ?? {}) as Properties;
        return typeof key === "string" ? tags({ tags: { [key]: value } }) : [];
    },
};

/** Scaling groups and their tags, by resource type. */
export const AUTOSCALING: Readonly<Record<string, ResourceType>> = {
    [TYPES.scalingGroup]: scalingGroup,
    "aws:autoscaling/tag:Tag": tag,
};
