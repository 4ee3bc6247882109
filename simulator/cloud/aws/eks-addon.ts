import type { Properties } from "../../../insight/graph";
import type { Account, LiveResource } from "../account";
import { Refusal } from "../cloud";
import { valuesAt } from "../paths";
import type { ResourceType } from "../resource-type";
import { eksPart } from "./answers";
import { all, type Check, oneOf, tags, text } from "./checks";
import { OF_CLUSTER } from "./eks-access";
import { minorOf, NEWEST } from "./eks-versions";
import { type ClusterNode, nodesOf } from "./nodes";
import { took } from "./seconds";
import { TYPES } from "./types";

/**
 * Add-ons of AWS that the simulated cloud knows, and where in their configuration the Deployment is described that must
 * run before they are active. Those without are DaemonSets: no node, nothing to wait for.
 * Source: Available Amazon EKS add-ons; configuration schemas of `aws eks describe-addon-configuration`.
 */
const ADDONS: Readonly<Record<string, { readonly deployment?: string }>> = {
    "vpc-cni": {},
    "kube-proxy": {},
    "eks-pod-identity-agent": {},
    "eks-node-monitoring-agent": {},
    coredns: { deployment: "" },
    "aws-ebs-csi-driver": { deployment: "controller" },
    "aws-efs-csi-driver": { deployment: "controller" },
    "aws-mountpoint-s3-csi-driver": {},
    "metrics-server": { deployment: "" },
    "snapshot-controller": { deployment: "" },
    "cert-manager": { deployment: "" },
    "amazon-cloudwatch-observability": { deployment: "manager" },
};

const VERSION = /^v\d+\.\d+\.\d+-eksbuild\.\d+$/;

const configuration: Check = ({ configurationValues }) => {
    if (typeof configurationValues !== "string" || valuesOf(configurationValues)) return [];
    return [
        "InvalidParameterException: ConfigurationValue provided in request is not supported: it is no JSON object.",
    ];
};

const addon: ResourceType = {
    answer: eksPart("addon", "addonName"),
    seconds: took(
        25,
        30,
        15,
        "estimate: apply logs show 15 to 45 s where nodes are ready, and the provider looks every 10 s",
    ),
    replaces: ["addonName", "clusterName"],
    references: { clusterName: OF_CLUSTER },
    check: all(
        oneOf("addonName", Object.keys(ADDONS), "InvalidParameterException"),
        text("addonVersion", VERSION, "InvalidParameterException", 'a version such as "v1.2.3-eksbuild.1"'),
        oneOf("resolveConflictsOnCreate", ["NONE", "OVERWRITE"], "InvalidParameterException"),
        oneOf("resolveConflictsOnUpdate", ["NONE", "OVERWRITE", "PRESERVE"], "InvalidParameterException"),
        configuration,
        tags,
    ),
    creating: (own, account) => refuse(own, own.inputs, account),
    updating: refuse,
};

function refuse(own: LiveResource, next: Properties, account: Account): void {
    const { addonName, addonVersion } = next;
    const clusterName = String(own.inputs.clusterName);
    const control = account.get(TYPES.cluster, clusterName)?.inputs.version ?? NEWEST;
    // It has the version of Kubernetes itself, and is built for it alone.
    const built = /^v(1\.\d+)\./.exec(String(addonVersion))?.[1];
    if (addonName === "kube-proxy" && built !== undefined && minorOf(built) > minorOf(control)) {
        throw new Refusal(
            `InvalidParameterException: Addon version specified is not supported: ${addonVersion} is above ${String(control)}.`,
        );
    }
    const where = ADDONS[String(addonName)]?.deployment;
    if (where === undefined) return;
    const values = valuesOf(next.configurationValues) ?? {};
    const pod = (where === "" ? values : values[where]) as Properties | undefined;
    if (nodesOf(account, clusterName).some((node) => fits(node, pod ?? {}))) return;
    throw new Refusal(
        `${own.id}: the add-on would stay DEGRADED (InsufficientNumberOfReplicas) and time out after 20 minutes: ` +
            `no node fits ${JSON.stringify(pod?.nodeSelector ?? {})}.`,
    );
}

/** Whether a pod with this selector and these tolerations may run on a node. */
function fits(node: ClusterNode, { nodeSelector, tolerations }: Properties): boolean {
    const selector = Object.entries((nodeSelector ?? {}) as Properties);
    if (selector.some(([key, value]) => node.labels[key] !== value)) return false;
    const given = valuesAt([tolerations ?? []], "key");
    const any = Array.isArray(tolerations) && tolerations.some((one: Properties) => one.key === undefined);
    return node.taints.every(({ key, effect }) => any || effect === "PreferNoSchedule" || given.includes(key));
}

function valuesOf(configurationValues: unknown): Properties | undefined {
    if (typeof configurationValues !== "string") return undefined;
    try {
        const parsed: unknown = JSON.parse(configurationValues);
        return parsed !== null && typeof parsed === "object" ? (parsed as Properties) : undefined;
    } catch {
        return undefined;
    }
}

/** Add-ons, by resource type. */
export const EKS_ADDON: Readonly<Record<string, ResourceType>> = { [TYPES.addon]: addon };
