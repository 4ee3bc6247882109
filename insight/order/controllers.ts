import type { GraphResource } from "../graph";
import { at, listOf, textOf } from "../reading";
import type { OrderRule } from "./order-rule";
import { isKubernetes, kindOf, type Stack, untainted } from "./stack";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const STORAGE_CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";
const KARPENTER = ["karpenter", "karpenter-crd"];
const KARPENTER_GROUPS = ["karpenter.sh", "karpenter.k8s.aws"];

/** What controllers make outside the cluster is deleted while they run; controllers end before their nodes. */
export const CONTROLLER_RULES: readonly OrderRule[] = [
    {
        id: "releases-after-nodes",
        description: "Helm releases are deleted before the node groups that their pods run on.",
        why:
            "A release is gone when its hooks have run and its pods have ended, on nodes " +
            "(awslabs/cdk-eks-blueprints#508); a controller without a node cleans nothing up.",
        appliesTo: ({ type }) => type === RELEASE,
        needs: (release, stack) => untainted(stack.ofSameCluster(release, stack.all("aws:eks/nodeGroup:NodeGroup"))),
    },
    {
        id: "load-balancers-after-controller",
        description: "Services of type LoadBalancer and Ingresses are deleted before the load balancer controller.",
        why:
            "Only the controller deletes the load balancer; left alone it bills, and its interfaces hold the subnets " +
            "(aws-ia/terraform-aws-eks-blueprints#968, pulumi/pulumi-eks#1226).",
        appliesTo: makesLoadBalancer,
        needs: (object, stack) => stack.ofSameCluster(object, stack.releasesOf("aws-load-balancer-controller")),
        leavesBehind: "a load balancer",
    },
    {
        id: "volumes-after-driver",
        description: "Claims of volumes and StatefulSets are deleted before the EBS driver and their StorageClass.",
        why: "Only the driver deletes the volume; left alone it stays and bills (Smana/cloud-native-ref#1669).",
        appliesTo: claimsVolumes,
        needs: (object, stack) => [
            ...stack.addonsFor(object, (name) => name === "aws-ebs-csi-driver"),
            ...stack.ofSameCluster(object, storageClasses(object, stack)),
        ],
        leavesBehind: "a volume",
    },
    {
        id: "custom-resources-after-chart",
        description: "A custom resource is deleted before the release that brings its definition and its controller.",
        why:
            "Its kind does not exist before the release (pulumi/pulumi-kubernetes#1735), and its finalizer waits for " +
            "ever after it (operator-framework/operator-sdk#3967).",
        appliesTo: (object, stack) => isKubernetes(object) && kindOf(object).group in stack.charts,
        needs: (object, stack) =>
            stack.ofSameCluster(object, stack.releasesOf(...(stack.charts[kindOf(object).group] ?? []))),
    },
    {
        id: "node-pools-after-node-classes",
        description: "A Karpenter NodePool is deleted before its EC2NodeClass, and both while Karpenter runs.",
        why:
            "Nodes that Karpenter started outlive it, bill, and hold subnets and groups " +
            "(aws/karpenter-provider-aws#1134, #6870; METR/hawk#21).",
        appliesTo: (object) => isKubernetes(object) && KARPENTER_GROUPS.includes(kindOf(object).group),
        needs: (object, stack) => [
            ...(kindOf(object).kind === "NodePool" ? nodeClasses(object, stack) : []),
            ...stack.ofSameCluster(object, stack.releasesOf(...KARPENTER)),
        ],
        leavesBehind: "nodes",
    },
];

function makesLoadBalancer(object: GraphResource): boolean {
    if (!isKubernetes(object)) return false;
    const { group, kind } = kindOf(object);
    if (group === "networking.k8s.io") return kind === "Ingress";
    return group === "" && kind === "Service" && at(object.inputs, "spec", "type") === "LoadBalancer";
}

function claimsVolumes(object: GraphResource): boolean {
    if (!isKubernetes(object)) return false;
    const { group, kind } = kindOf(object);
    if (group === "") return kind === "PersistentVolumeClaim";
    const templates = listOf(at(object.inputs, "spec", "volumeClaimTemplates"));
    return group === "apps" && kind === "StatefulSet" && templates.length > 0;
}

/** The classes that are named, or the default ones where none is. */
function storageClasses(object: GraphResource, stack: Stack): readonly GraphResource[] {
    const templates = listOf(at(object.inputs, "spec", "volumeClaimTemplates"));
    const claims = templates.length > 0 ? templates : [object.inputs];
    const names = claims.map((claim) => textOf(at(claim, "spec", "storageClassName")));
    return stack.all(STORAGE_CLASS).filter(({ inputs }) => {
        const metadata = at(inputs, "metadata");
        const isDefault = at(metadata, "annotations", "storageclass.kubernetes.io/is-default-class") === "true";
        return names.some((name) => (name === undefined ? isDefault : name === at(metadata, "name")));
    });
}

function nodeClasses(pool: GraphResource, stack: Stack): readonly GraphResource[] {
    const name = at(pool.inputs, "spec", "template", "spec", "nodeClassRef", "name");
    const classes = stack.graph.resources.filter((r) => isKubernetes(r) && kindOf(r).kind === "EC2NodeClass");
    return stack.ofSameCluster(
        pool,
        classes.filter(({ inputs }) => name === undefined || at(inputs, "metadata", "name") === name),
    );
}
