import { CLUSTER } from "../../facts/tokens";
import type { Resource } from "../../machinery/resource";
import { option, type Reporter, stackRule } from "../../machinery/rule";

const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const ENTRY = "aws:eks/accessEntry:AccessEntry";

/** Each cluster has an administrator by access entry, and not many. */
export const iamEksBreakGlass = stackRule({
    id: "iam-eks-break-glass",
    description: "Each cluster has an administrator by access entry, and not many.",
    why: "Without one nobody can repair the cluster when its deployer is broken; with many nobody knows who did what.",
    types: [CLUSTER, ENTRY, ASSOCIATION],
    level: "mandatory",
    severity: "high",
    frameworks: ["CIS-EKS 4.1.1", "pulumi/pulumi-eks#918"],
    remediation: "Associate AmazonEKSClusterAdminPolicy, in the scope of the cluster, with one to a few principals.",
    options: { maxAdmins: option("Most administrators of a cluster.", 5) },
    check(stack, { on, config }) {
        for (const cluster of stack.ofType(CLUSTER)) {
            const { report } = on(cluster);
            const associations = stack.attachedTo(cluster, [ASSOCIATION], ["clusterName"]);
            const admins = associations.filter(isAdmin);
            // Every unknown one is reported; while one is open, it may be the administrator.
            const open = associations.filter((a) => !isJudged(a, on(a)));
            if (admins.length + open.length === 0) report("no access entry is an administrator of the cluster.");
            if (admins.length <= config.maxAdmins) continue;
            report(`the cluster has ${admins.length} administrators, more than ${config.maxAdmins}.`, {
                detail: "many",
            });
        }
    },
});

function isAdmin(association: Resource): boolean {
    const isWide = association.at("accessScope", "type").text === "cluster";
    return isWide && (association.at("policyArn").text?.endsWith("/AmazonEKSClusterAdminPolicy") ?? false);
}

function isJudged(association: Resource, { known }: Reporter): boolean {
    return [association.at("accessScope", "type"), association.at("policyArn")].every((field) => known(field));
}
