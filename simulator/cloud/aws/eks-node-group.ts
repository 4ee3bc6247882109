import type { Properties } from "../../../insight/graph";
import type { Account, LiveResource } from "../account";
import { type Answer, digits, Refusal } from "../cloud";
import { valuesAt } from "../paths";
import type { ResourceType } from "../resource-type";
import { eksPart } from "./answers";
import { all, type Check, isWhole, oneOf, tags, text } from "./checks";
import { unknownTypes } from "./ec2-compute";
import { KUBELET_SKEW, minorOf, NEWEST, versionProblems } from "./eks-versions";
import { policiesOf, roleFor } from "./iam";
import { hasDaemon, scale } from "./machines";
import { cutOff } from "./node-network";
import { subnetsOf } from "./nodes";
import { took } from "./seconds";
import { shown } from "./shown";
import { TYPES } from "./types";

const answerNodeGroup: Answer = (request, place) => {
    const { id, outputs } = eksPart("nodegroup", "nodeGroupName")(request, place);
    const name = `eks-${String(outputs.nodeGroupName)}-${digits(request.urn, 8)}`;
    return { id, outputs: { ...outputs, status: "ACTIVE", resources: [{ autoscalingGroups: [{ name }] }] } };
};

/** Quota: nodes per managed node group. Source: EKS service quotas. */
const MAX_NODES = 450;

const sizes: Check = ({ scalingConfig }) => {
    const { minSize, desiredSize, maxSize } = (scalingConfig ?? {}) as Properties;
    const given = [minSize, desiredSize, maxSize].filter((size) => size !== undefined);
    if (given.some((size) => !isWhole(size, 0, MAX_NODES)) || maxSize === 0) {
        return [
            `InvalidParameterException: sizes are whole numbers to ${MAX_NODES}, maxSize at least 1: ${given.map(shown).join(", ")}.`,
        ];
    }
    if (given.every((size, index) => index === 0 || Number(given[index - 1]) <= Number(size))) return [];
    return [
        `InvalidParameterException: desired capacity must lie between minSize and maxSize: ${given.map(shown).join(", ")}.`,
    ];
};

const AMI = /^(AL2023_(x86_64|ARM_64)_(STANDARD|NVIDIA|NEURON)|BOTTLEROCKET_(x86_64|ARM_64)(_NVIDIA|_FIPS)?|CUSTOM)$/;
const EFFECTS = ["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"];

const nodeGroup: ResourceType = {
    answer: answerNodeGroup,
    seconds: took(
        140,
        420,
        300,
        "estimate: apply logs show 1.5 to 3 minutes to create and 4 to 7 to delete; a drain node by node to update",
    ),
    replaces: [
        ...[
            "clusterName",
            "nodeGroupName",
            "nodeGroupNamePrefix",
            "nodeRoleArn",
            "subnetIds",
            "amiType",
            "capacityType",
        ],
        ...["diskSize", "instanceTypes", "remoteAccess", "launchTemplate.id", "launchTemplate.name"],
    ],
    autoname: { property: "nodeGroupName", max: 63 },
    references: {
        clusterName: { to: [TYPES.cluster], holds: "ResourceInUseException", missing: "ResourceNotFoundException" },
        // The instance profile that EKS makes has the role in it.
        nodeRoleArn: { to: [TYPES.role], holds: "DeleteConflict", missing: "InvalidParameterException" },
        // Machines hold their subnets; a group without any does not.
        subnetIds: { to: [TYPES.subnet], missing: "InvalidParameterException" },
        "launchTemplate.id": { to: [TYPES.launchTemplate], missing: "InvalidRequestException" },
    },
    check: all(
        text(
            "nodeGroupName",
            /^[0-9A-Za-z][\w-]{0,62}$/,
            "InvalidParameterException",
            "at most 63 letters, digits, - and _",
        ),
        text("amiType", AMI, "InvalidParameterException", "no image type that EKS has"),
        oneOf("capacityType", ["ON_DEMAND", "SPOT", "CAPACITY_BLOCK"], "InvalidParameterException"),
        ({ instanceTypes }) => unknownTypes([instanceTypes].flat(), "InvalidParameterException"),
        ({ version }) => versionProblems(version),
        ({ taints }) =>
            valuesAt([taints ?? []], "effect").flatMap((effect) =>
                oneOf("effect", EFFECTS, "InvalidParameterException")({ effect }),
            ),
        sizes,
        tags,
    ),
    creating: (own, account) => {
        refuseVersion(own, own.inputs, account);
        roleFor("ec2.amazonaws.com", own.inputs.nodeRoleArn, "InvalidParameterException", account);
        const desired = desiredOf(own.inputs);
        if (desired > 0) refuseDeadNodes(own, account);
        for (const id of groupsOf(own)) {
            const madeFor = `node group ${own.id}`;
            account.make({ type: TYPES.scalingGroup, id, name: id, inputs: {}, outputs: { name: id }, madeFor });
        }
        scale(account, own, desired);
    },
    updating: (own, next, account) => {
        refuseVersion(own, next, account);
        const desired = desiredOf(next);
        if (desired > desiredOf(own.inputs)) refuseDeadNodes({ ...own, inputs: next }, account);
        scale(account, { ...own, inputs: next }, desired);
    },
    deleting: (own, account) => {
        scale(account, own, 0);
        for (const id of groupsOf(own)) {
            const group = account.get(TYPES.scalingGroup, id);
            if (group) account.unmake(group);
        }
    },
};

function desiredOf({ scalingConfig }: Properties): number {
    const { desiredSize, minSize } = (scalingConfig ?? {}) as Properties;
    return Number(desiredSize ?? minSize ?? 0);
}

function groupsOf({ outputs }: LiveResource): readonly string[] {
    return valuesAt(outputs, "resources.autoscalingGroups.name").map(String);
}

/** Nodes are never newer than the control plane, nor too far behind it. */
function refuseVersion(own: LiveResource, next: Properties, account: Account): void {
    const control = account.get(TYPES.cluster, String(own.inputs.clusterName))?.inputs.version ?? NEWEST;
    const version = next.version ?? control;
    const behind = minorOf(control) - minorOf(version);
    if (behind < 0) {
        throw new Refusal(
            `InvalidParameterException: Nodegroup version ${shown(version)} is above the control plane's ${shown(control)}.`,
        );
    }
    if (behind > KUBELET_SKEW) {
        throw new Refusal(
            `InvalidParameterException: Nodegroup version ${shown(version)} is too far behind the control plane's ${shown(control)}.`,
        );
    }
}

/** Nodes without which of these never become ready. EKS finds out after 20 minutes or more. */
function refuseDeadNodes(own: LiveResource, account: Account): void {
    const clusterName = String(own.inputs.clusterName);
    const role = account.named([TYPES.role], String(own.inputs.nodeRoleArn));
    const policies = policiesOf(account, role?.id ?? "");
    const reasons = [
        ...(policies.includes("AmazonEKSWorkerNodePolicy") ? [] : ["its role lacks AmazonEKSWorkerNodePolicy"]),
        ...(policies.some((name) => /^AmazonEC2ContainerRegistry(PullOnly|ReadOnly|PowerUser|FullAccess)$/.test(name))
            ? []
            : ["its role may not pull images from ECR"]),
        ...["vpc-cni", "kube-proxy"]
            .filter((addon) => !hasDaemon(account, clusterName, addon))
            .map((addon) => `the cluster has no ${addon} add-on`),
        ...subnetsOf(account, own).flatMap((subnet) => cutOff(account, subnet) ?? []),
    ];
    if (reasons.length === 0) return;
    throw new Refusal(
        `NodeCreationFailure: Instances failed to join the kubernetes cluster: ${own.id} would fail after 20 minutes, as ${reasons.join("; ")}.`,
    );
}

/** Node groups, by resource type. */
export const EKS_NODE_GROUP: Readonly<Record<string, ResourceType>> = { [TYPES.nodeGroup]: nodeGroup };
