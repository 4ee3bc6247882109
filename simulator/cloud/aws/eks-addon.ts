import type { Properties } from "../../../insight/graph";
import type { Account, LiveResource } from "../account";
import { Refusal } from "../cloud";
import { ADDON_PODS } from "../kubernetes/addon-pods";
import { addonProblems } from "../kubernetes/pods/addon-readiness";
import type { ResourceType } from "../resource-type";
import { eksPart } from "./answers";
import { all, type Check, oneOf, tags, text } from "./checks";
import { OF_CLUSTER } from "./eks-access";
import { minorOf, NEWEST } from "./eks-versions";
import { took } from "./seconds";
import { shown } from "./shown";
import { TYPES } from "./types";

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
        oneOf("addonName", Object.keys(ADDON_PODS), "InvalidParameterException"),
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
            `InvalidParameterException: Addon version specified is not supported: ${shown(addonVersion)} is above ${shown(control)}.`,
        );
    }
    const problems = addonProblems(account, clusterName, next);
    if (problems.length === 0) return;
    throw new Refusal(
        `${own.id}: the add-on would stay DEGRADED (InsufficientNumberOfReplicas) and time out after 20 minutes: ` +
            problems.join("; "),
    );
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
