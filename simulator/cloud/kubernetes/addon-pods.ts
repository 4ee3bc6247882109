import type { Properties } from "../../../insight/graph";
import { recordOf } from "./object";

/** Pods of an EKS add-on. */
export interface AddonPods {
    readonly name: string;
    readonly kind: "Deployment" | "DaemonSet";
    readonly replicas: number;
    /** Requests of one pod, all containers together. */
    readonly requests: Readonly<Record<string, string>>;
    /** Key of the configuration values that hold nodeSelector, tolerations, affinity; "" is the top. */
    readonly at: string;
    readonly tolerations: readonly Properties[];
    /** Whether the add-on is not active before they run. DaemonSets are content without a node. */
    readonly awaited: boolean;
}

const EVERYWHERE = [{ operator: "Exists" }];
const CRITICAL = [
    { key: "CriticalAddonsOnly", operator: "Exists" },
    { key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" },
];

/**
 * Pods by add-on. Sources: the add-ons' default manifests (aws/amazon-vpc-cni-k8s charts, kubernetes-sigs/
 * aws-ebs-csi-driver charts, coredns.yaml and kube-proxy.yaml of EKS); requests summed over the containers.
 */
export const ADDON_PODS: Readonly<Record<string, readonly AddonPods[]>> = {
    "vpc-cni": [daemon("aws-node", "", { cpu: "50m" })],
    "kube-proxy": [daemon("kube-proxy", "", { cpu: "100m" })],
    "eks-pod-identity-agent": [daemon("eks-pod-identity-agent", "", {})],
    coredns: [
        {
            name: "coredns",
            kind: "Deployment",
            replicas: 2,
            requests: { cpu: "100m", memory: "70Mi" },
            at: "",
            tolerations: CRITICAL,
            awaited: true,
        },
    ],
    "aws-ebs-csi-driver": [
        {
            name: "ebs-csi-controller",
            kind: "Deployment",
            replicas: 2,
            requests: { cpu: "60m", memory: "240Mi" },
            at: "controller",
            tolerations: [...CRITICAL, { effect: "NoExecute", operator: "Exists", tolerationSeconds: 300 }],
            awaited: true,
        },
        daemon("ebs-csi-node", "node", { cpu: "30m", memory: "120Mi" }),
    ],
};

function daemon(name: string, at: string, requests: AddonPods["requests"]): AddonPods {
    return { name, kind: "DaemonSet", replicas: 0, requests, at, tolerations: EVERYWHERE, awaited: false };
}

/** The configuration values of an add-on, from its JSON text. */
export function addonValues(configurationValues: unknown): Properties {
    if (typeof configurationValues !== "string" || configurationValues === "") return {};
    return recordOf(JSON.parse(configurationValues));
}
