import type { GraphResource } from "../graph";
import { at, listOf, objectOf, textOf } from "../reading";
import type { OrderRule } from "./order-rule";
import { isKubernetes, kindOf, type Stack } from "./stack";

const CLUSTER = "aws:eks/cluster:Cluster";
const ENTRY = "aws:eks/accessEntry:AccessEntry";
const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

/** Kinds whose pods run on nodes. */
const WORKLOADS = ["CronJob", "DaemonSet", "Deployment", "Job", "Pod", "ReplicaSet", "StatefulSet"];

/** EKS add-ons that nodes need before they are ready. All others need nodes. */
export const BEFORE_NODES = ["eks-pod-identity-agent", "kube-proxy", "vpc-cni"];

/** What every object in a cluster, and everything that runs pods, must come after. */
export const KUBERNETES_RULES: readonly OrderRule[] = [
    {
        id: "objects-after-cluster",
        description: "Every object in a cluster is deleted before the cluster.",
        why: "Deleting an object asks the API server; without one the destroy hangs (pulumi/pulumi-kubernetes#2675).",
        appliesTo: isKubernetes,
        needs: (object, stack) => stack.ofSameCluster(object, stack.all(CLUSTER)),
    },
    {
        id: "objects-after-access",
        description: "Every object in a cluster is deleted before the access entries of its administrators.",
        why:
            "Who lost its entry may delete nothing more, and the objects stay " +
            "(terraform-aws-modules/terraform-aws-eks#2923).",
        appliesTo: isKubernetes,
        needs: (object, stack) => stack.ofSameCluster(object, administrators(stack)),
    },
    {
        id: "objects-after-pod-network",
        description: "Every object in a cluster is deleted before the pod network, the add-on vpc-cni.",
        why:
            "Controllers and webhooks that must answer a delete have no network any more, and the CNI leaves network " +
            "interfaces behind that hold groups and subnets (pulumi/pulumi-eks#1226).",
        appliesTo: isKubernetes,
        needs: (object, stack) => stack.addonsFor(object, (name) => name === "vpc-cni"),
    },
    {
        id: "workloads-after-nodes",
        description: "Namespaces and workloads are deleted before the node groups that their pods may run on.",
        why:
            "A namespace ends when its pods have ended, and they end on a node alone " +
            "(awslabs/cdk-eks-blueprints#1082, stuck namespaces).",
        appliesTo: runsPods,
        needs: (object, stack) =>
            stack.ofSameCluster(object, stack.all(NODE_GROUP)).filter((group) => mayRunOn(object, group)),
    },
    {
        id: "workloads-after-node-addons",
        description: "Namespaces and workloads are deleted before the add-ons that serve their pods: DNS and volumes.",
        why: "A pod that cannot detach its volume or resolve a name does not end; the volume stays and bills.",
        appliesTo: runsPods,
        needs: (object, stack) => stack.addonsFor(object, (name) => !BEFORE_NODES.includes(name)),
    },
];

/** The entries with administrators' rights, and what gives them these: any may be the one that deploys. */
function administrators(stack: Stack): readonly GraphResource[] {
    const associations = stack
        .all(ASSOCIATION)
        .filter(({ inputs }) => /AmazonEKS(Cluster)?AdminPolicy$/.test(textOf(inputs.policyArn) ?? ""));
    const principals = new Set(associations.map(({ inputs }) => inputs.principalArn));
    return [...stack.all(ENTRY).filter(({ inputs }) => principals.has(inputs.principalArn)), ...associations];
}

function runsPods(object: GraphResource): boolean {
    return isKubernetes(object) && (kindOf(object).kind === "Namespace" || isWorkload(object));
}

function isWorkload(object: GraphResource): boolean {
    return ["", "apps", "batch"].includes(kindOf(object).group) && WORKLOADS.includes(kindOf(object).kind);
}

/** Whether pods of an object may run on a node group. In a namespace any pod may come. Affinity is not looked at. */
function mayRunOn(object: GraphResource, nodeGroup: GraphResource): boolean {
    if (!isWorkload(object)) return true;
    const { spec } = object.inputs;
    const pod = at(spec, "jobTemplate", "spec", "template", "spec") ?? at(spec, "template", "spec") ?? spec;
    const labels = objectOf(nodeGroup.inputs.labels) ?? {};
    const selected = Object.entries(objectOf(at(pod, "nodeSelector")) ?? {}).every(([key, v]) => labels[key] === v);
    const tolerations = listOf(at(pod, "tolerations"));
    const tolerated = listOf(nodeGroup.inputs.taints).every((taint) => tolerations.some((t) => tolerates(t, taint)));
    return selected && tolerated;
}

function tolerates(toleration: unknown, taint: unknown): boolean {
    const key = at(toleration, "key");
    const anyValue = at(toleration, "operator") === "Exists";
    return (key === undefined && anyValue) || (key === at(taint, "key") && (anyValue || sameValue(toleration, taint)));
}

function sameValue(toleration: unknown, taint: unknown): boolean {
    return (at(toleration, "value") ?? "") === (at(taint, "value") ?? "");
}
