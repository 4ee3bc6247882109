import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";

import { policyDocument } from "../internal/iam";
import type { Tags } from "../internal/tags";

/** The two policies without which a node cannot join and pull images. The CNI and everything else have their own role. */
const NODE_POLICIES = {
    worker: "AmazonEKSWorkerNodePolicy",
    images: "AmazonEC2ContainerRegistryPullOnly",
};

/** The role of a node group's instances, and what must be attached to it before the first of them starts. */
export function createNodeRole(
    parent: pulumi.Resource,
    name: string,
    partition: string,
    tags: Tags,
): { readonly role: iam.Role; readonly policies: pulumi.Resource[] } {
    const role = new iam.Role(
        `${name}-role`,
        {
            description: `Nodes of the group "${name}".`,
            assumeRolePolicy: policyDocument([
                { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
            ]),
            tags,
        },
        { parent },
    );
    const policies = Object.entries(NODE_POLICIES).map(
        ([short, policy]) =>
            new iam.RolePolicyAttachment(
                `${name}-${short}`,
                { role: role.name, policyArn: `arn:${partition}:iam::aws:policy/${policy}` },
                { parent },
            ),
    );
    return { role, policies };
}
