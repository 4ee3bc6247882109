import type { Account, LiveResource } from "../account";
import { type Place, Refusal } from "../cloud";
import { valuesAt } from "../paths";
import type { Reference, ResourceType } from "../resource-type";
import { eksPart, joining } from "./answers";
import { all, type Check, oneOf, tags, text } from "./checks";
import { roleFor } from "./iam";
import { AT_ONCE } from "./seconds";
import { shown } from "./shown";
import { TYPES } from "./types";

/** A part of a cluster goes with it; EKS does not wait for it. */
export const OF_CLUSTER: Reference = { to: [TYPES.cluster], missing: "ResourceNotFoundException" };

/** The principal that the simulated account is used by: what creates a cluster. */
export function creatorArn({ accountId }: Place): string {
    return `arn:aws:iam::${accountId}:role/groundwork-rehearsal`;
}

/** EKS gives the principal that creates a cluster an entry, unless it is told not to. */
export function makeCreatorEntry(cluster: LiveResource, account: Account): void {
    if (valuesAt(cluster.inputs, "accessConfig.bootstrapClusterCreatorAdminPermissions").includes(false)) return;
    const principalArn = creatorArn(account.place);
    account.make({
        type: TYPES.accessEntry,
        id: `${cluster.id}:${principalArn}`,
        name: principalArn,
        inputs: { clusterName: cluster.id, principalArn },
        madeFor: `cluster ${cluster.id}`,
    });
}

const accessEntry: ResourceType = {
    answer: eksPart("access-entry", "principalArn"),
    seconds: AT_ONCE,
    replaces: ["clusterName", "principalArn", "type"],
    references: { clusterName: OF_CLUSTER },
    check: all(
        text(
            "principalArn",
            /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/,
            "InvalidParameterException",
            "the ARN of a role or user",
        ),
        oneOf(
            "type",
            ["STANDARD", "EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "EC2", "HYBRID_LINUX"],
            "InvalidParameterException",
        ),
        groups,
        tags,
    ),
    creating: ({ inputs }, account) => {
        const cluster = account.get(TYPES.cluster, String(inputs.clusterName));
        if (!valuesAt(cluster?.inputs, "accessConfig.authenticationMode").includes("CONFIG_MAP")) return;
        throw new Refusal(
            "InvalidRequestException: The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP].",
        );
    },
    deleting: ({ inputs: own }, account) => {
        for (const association of account.ofType(TYPES.accessPolicyAssociation)) {
            const { clusterName, principalArn } = association.inputs;
            if (clusterName === own.clusterName && principalArn === own.principalArn) account.unmake(association);
        }
    },
};

function groups({ kubernetesGroups }: LiveResource["inputs"]): readonly string[] {
    const given = Array.isArray(kubernetesGroups) ? kubernetesGroups.map(String) : [];
    return given
        .filter((group) => /^(system:|eks:|aws:|amazon:|iam:)/.test(group))
        .map(
            (group) =>
                `InvalidParameterException: The kubernetes group name ${group} is invalid, it cannot start with it.`,
        );
}

/** Policies for access entries. Source: Review access policy permissions. */
const ACCESS_POLICY =
    /^arn:aws[a-z-]*:eks::aws:cluster-access-policy\/AmazonEKS(ClusterAdmin|Admin|AdminView|Edit|View|SecretReader|AutoNode|NetworkPolicy)Policy$/;

const scope: Check = ({ accessScope }) =>
    valuesAt([accessScope], "type").flatMap((type) => {
        if (type === "cluster") return [];
        if (type === "namespace" && valuesAt(accessScope, "namespaces").length > 0) return [];
        return ['InvalidParameterException: accessScope must be of type "cluster", or "namespace" with namespaces.'];
    });

const accessPolicyAssociation: ResourceType = {
    answer: joining("#", "clusterName", "principalArn", "policyArn"),
    seconds: AT_ONCE,
    replaces: ["clusterName", "principalArn", "policyArn", "accessScope"],
    references: { clusterName: OF_CLUSTER },
    check: all(text("policyArn", ACCESS_POLICY, "InvalidParameterException", "no policy of EKS"), scope),
    creating: ({ inputs }, account) => {
        if (account.get(TYPES.accessEntry, `${shown(inputs.clusterName)}:${shown(inputs.principalArn)}`)) return;
        throw new Refusal(
            `ResourceNotFoundException: The specified principalArn ${shown(inputs.principalArn)} has no access entry.`,
        );
    },
};

const podIdentityAssociation: ResourceType = {
    answer: eksPart("podidentityassociation", "associationId"),
    seconds: AT_ONCE,
    replaces: ["clusterName", "namespace", "serviceAccount"],
    references: { clusterName: OF_CLUSTER, roleArn: { to: [TYPES.role], missing: "InvalidParameterException" } },
    check: tags,
    creating: (own, account) => {
        roleFor("pods.eks.amazonaws.com", own.inputs.roleArn, "InvalidParameterException", account);
        const key = ["clusterName", "namespace", "serviceAccount"] as const;
        const same = account
            .ofType(TYPES.podIdentityAssociation)
            .find(({ inputs }) => key.every((property) => inputs[property] === own.inputs[property]));
        if (!same) return;
        throw new Refusal(
            `ResourceInUseException: Association already exists: ${shown(own.inputs.namespace)}/${shown(own.inputs.serviceAccount)} (${same.name}).`,
        );
    },
};

/** Who may use a cluster, and what its pods may do in AWS, by resource type. */
export const EKS_ACCESS: Readonly<Record<string, ResourceType>> = {
    [TYPES.accessEntry]: accessEntry,
    [TYPES.accessPolicyAssociation]: accessPolicyAssociation,
    [TYPES.podIdentityAssociation]: podIdentityAssociation,
};
