import type { Properties } from "../../../../insight/graph";
import type { Account } from "../../account";
import { type Chart, type ChartPods, isOn, valueAt } from "../charts/chart";
import { recordOf } from "../object";
import type { InstalledRelease } from "../releases";
import { type PodClaim, type PodSet, podSet } from "./pod-set";

/** The pods of a release, by its chart and values. */
export function releasePods(account: Account, cluster: string, release: InstalledRelease): readonly PodSet[] {
    const { chart, values } = release;
    return chart.pods
        .filter(({ when }) => isOn(values, when))
        .map((pods) =>
            podSet(account, cluster, {
                owner: releaseOwner(release, pods),
                namespace: release.namespace,
                everyNode: pods.kind === "DaemonSet",
                replicas: replicasOf(pods, values),
                spec: specOf(chart, pods, values),
                offers: pods.offers,
                privileged: pods.privileged === true,
                awaited: pods.later !== true,
                claims: claimsOf(release, pods),
            }),
        );
}

/** How the pods of a release are called: "Deployment kube-system/karpenter of release karpenter". */
export function releaseOwner(
    { name, namespace }: Pick<InstalledRelease, "name" | "namespace">,
    pods: Pick<ChartPods, "kind" | "name">,
): string {
    return `${pods.kind} ${namespace}/${pods.name} of release ${name}`;
}

function replicasOf({ at, replicas }: ChartPods, values: Properties): number {
    const own = under(values, at);
    return Number(own.replicaCount ?? own.replicas ?? replicas);
}

/** A pod's spec as the chart writes it: one container with all that the pod asks for. */
function specOf(chart: Chart, pods: ChartPods, values: Properties): Properties {
    const resources = recordOf(valueAt(values, pods.resourcesAt ?? join(pods.at, "resources")));
    const requests = { ...pods.requests, ...recordOf(resources.requests) };
    return {
        ...placementOf(chart, pods, values),
        containers: [{ name: pods.name, resources: { ...resources, requests } }],
    };
}

const PLACEMENT = ["nodeSelector", "tolerations", "affinity", "topologySpreadConstraints", "priorityClassName"];

/** What keeps the pods to some nodes: the pods' own values, the chart's shared ones, and the chart's defaults. */
function placementOf(chart: Chart, { at, defaults = {} }: ChartPods, values: Properties): Properties {
    const own = under(values, at);
    const shared = chart.shared === undefined ? {} : under(values, chart.shared);
    return Object.fromEntries(
        PLACEMENT.flatMap((key) => {
            const value = [own[key], shared[key], defaults[key]].find((candidate) => !isEmpty(candidate));
            // An empty value that the release gives takes the default away.
            const emptied = own[key] !== undefined && isEmpty(own[key]) && isEmpty(shared[key]);
            return value === undefined || emptied ? [] : [[key, value]];
        }),
    );
}

function claimsOf(release: InstalledRelease, { name, kind, volume }: ChartPods): readonly PodClaim[] {
    if (!volume || !isOn(release.values, volume.when === undefined ? undefined : { path: volume.when, by: false })) {
        return [];
    }
    const size = valueAt(release.values, volume.size) ?? volume.by;
    if (typeof size !== "string") return [];
    const storageClassName = valueAt(
        release.values,
        volume.size.replace(/(resources\.requests\.storage|size)$/, "storageClassName"),
    );
    const spec = {
        resources: { requests: { storage: size } },
        ...(typeof storageClassName === "string" ? { storageClassName } : {}),
    };
    const each = kind === "StatefulSet";
    const first = `${release.name}-${name}`;
    return [{ nameOf: (ordinal) => (each ? `${first}-${ordinal}` : first), each, spec }];
}

function under(values: Properties, path: string): Properties {
    return path === "" ? values : recordOf(valueAt(values, path));
}

function join(at: string, key: string): string {
    return at === "" ? key : `${at}.${key}`;
}

function isEmpty(value: unknown): boolean {
    if (value === undefined || value === null || value === "") return true;
    return typeof value === "object" && Object.keys(value).length === 0;
}
