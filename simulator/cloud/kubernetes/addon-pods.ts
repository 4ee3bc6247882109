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
    "eks-node-monitoring-agent": [daemon("eks-node-monitoring-agent", "", { cpu: "10m", memory: "30Mi" })],
    coredns: [replicas(2, "coredns", "", { cpu: "100m", memory: "70Mi" })],
    "aws-ebs-csi-driver": [
        replicas(2, "ebs-csi-controller", "controller", { cpu: "60m", memory: "240Mi" }),
        daemon("ebs-csi-node", "node", { cpu: "30m", memory: "120Mi" }),
    ],
    "aws-efs-csi-driver": [replicas(2, "efs-csi-controller", "controller", {}), daemon("efs-csi-node", "node", {})],
    "aws-mountpoint-s3-csi-driver": [daemon("s3-csi-node", "node", { cpu: "30m", memory: "120Mi" })],
    "metrics-server": [replicas(2, "metrics-server", "", { cpu: "100m", memory: "200Mi" })],
    "snapshot-controller": [replicas(2, "snapshot-controller", "", {})],
    "cert-manager": [replicas(1, "cert-manager", "", {})],
    "amazon-cloudwatch-observability": [
        replicas(1, "amazon-cloudwatch-observability-controller-manager", "manager", { cpu: "100m", memory: "64Mi" }),
        daemon("cloudwatch-agent", "agent", { cpu: "250m", memory: "128Mi" }),
    ],
};

function daemon(name: string, at: string, requests: AddonPods["requests"]): AddonPods {
    return { name, kind: "DaemonSet", replicas: 0, requests, at, tolerations: EVERYWHERE, awaited: false };
}

function replicas(count: number, name: string, at: string, requests: AddonPods["requests"]): AddonPods {
    return { name, kind: "Deployment", replicas: count, requests, at, tolerations: CRITICAL, awaited: true };
}

/** The configuration values of an add-on, from its JSON text. */
export function addonValues(configurationValues: unknown): Properties {
    if (typeof configurationValues !== "string" || configurationValues === "") return {};
    return recordOf(JSON.parse(configurationValues));
}
