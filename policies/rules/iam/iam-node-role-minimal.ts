import { NODE_GROUP, ROLE, ROLE_POLICY, ROLE_POLICY_ATTACHMENT } from "../../facts/tokens";
import type { Field } from "../../machinery/reader";
import { stackRule } from "../../machinery/rule";

/** What a node needs to join, to pull images, to give pods addresses, and to be reached without SSH. */
const NEEDED = [
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKSWorkerNodeMinimalPolicy",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEKS_CNI_Policy",
    "AmazonSSMManagedInstanceCore",
];

/** A node's role has only the policies that a node needs. */
export const iamNodeRoleMinimal = stackRule({
    id: "iam-node-role-minimal",
    description: "A node's role has only the policies that a node needs.",
    why: "Every pod on the node can end up with the node's rights; workloads get theirs from Pod Identity.",
    types: [NODE_GROUP, ROLE, ROLE_POLICY_ATTACHMENT, ROLE_POLICY],
    level: "mandatory",
    severity: "high",
    frameworks: ["CIS-EKS 5.1.3", "EKS-BPG iam"],
    remediation: `Keep ${NEEDED.join(", ")}; give the rest to a service account with Pod Identity.`,
    check(stack, { on }) {
        const groups = stack.ofType(NODE_GROUP);
        const roles = new Set(groups.flatMap((g) => stack.targetsOf(g, ["nodeRoleArn"], [ROLE])));
        for (const role of roles) {
            const { report, known } = on(role);
            const attachments = stack.attachedTo(role, [ROLE_POLICY_ATTACHMENT], ["role"]);
            const arns: readonly Field[] = [
                ...role.at("managedPolicyArns").items(),
                ...attachments.map((attachment) => attachment.at("policyArn")),
            ];
            // Not a reference in the sense of "any will do": which policy it is decides.
            for (const arn of arns.filter(known)) {
                const policy = arn.text?.split("/").at(-1) ?? "";
                if (!NEEDED.includes(policy)) report(`the node role has the policy ${policy}.`, { detail: policy });
            }
            const inline = role
                .at("inlinePolicies")
                .items()
                .filter((p) => p.at("policy").isSet).length;
            if (inline + stack.attachedTo(role, [ROLE_POLICY], ["role"]).length === 0) continue;
            report("the node role has an inline policy.", { detail: "inline" });
        }
    },
});
