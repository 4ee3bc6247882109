import { physicalName } from "../cloud";
import type { ResourceType } from "../resource-type";
import { arn } from "./answers";
import { all, tags, text } from "./checks";
import { took } from "./seconds";

const group: ResourceType = {
    answer: (request, place) => {
        const name = physicalName(request);
        return { id: name, outputs: { name, arn: arn(place, "resource-groups", `group/${name}`) } };
    },
    seconds: took(1, 1, 1, "estimate: one API call"),
    replaces: ["name"],
    autoname: { property: "name", max: 300 },
    check: all(
        text(
            "name",
            /^(?!aws)[\w.-]{1,300}$/i,
            "BadRequestException",
            'at most 300 of letters, digits, ".", "-" and "_"',
        ),
        text("description", /^.{0,1024}$/s, "BadRequestException", "at most 1024 characters"),
        tags,
    ),
};

/** Groups of resources by tag, by resource type. */
export const RESOURCE_GROUPS: Readonly<Record<string, ResourceType>> = { "aws:resourcegroups/group:Group": group };
