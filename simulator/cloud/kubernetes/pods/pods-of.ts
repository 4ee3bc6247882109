import type { Account } from "../../account";
import { TYPES } from "../../aws/types";
import { type InstalledRelease, releaseOf } from "../releases";
import { volumeOf } from "../storage/volumes";
import { addonPodSets } from "./addon-pod-sets";
import { type Machine, machinesOf } from "./machines";
import { type PlacedPod, place, type Room } from "./placement";
import { violations } from "./pod-security";
import type { PodSet } from "./pod-set";
import { releaseOwner, releasePods } from "./release-pods";
import { workloadPods } from "./workload-pods";

/** An owner that would be left with too little if a zone failed. */
export interface ZoneLoss {
    readonly owner: string;
    readonly namespace: string;
    readonly replicas: number;
    /** Pods that run on in the other zones from the first second. */
    readonly left: number;
    /** Pods that run once the scheduler has moved what it can. */
    readonly afterwards: number;
}

/** Every pod set of a cluster, in the order in which they were asked for, without those that Pod Security refuses. */
export function podSetsOf(account: Account, cluster: string): readonly PodSet[] {
    return account.resources
        .flatMap((resource): readonly PodSet[] => {
            if (resource.type === TYPES.addon && resource.inputs.clusterName === cluster) {
                return addonPodSets(account, cluster, resource.inputs);
            }
            if (resource.cluster !== cluster) return [];
            const release = releaseOf(resource);
            return release ? releasePods(account, cluster, release) : workloadPods(account, resource);
        })
        .filter((set) => violations(account, cluster, set).length === 0);
}

/** What runs where in a cluster, and what is pending: by its live objects, releases and add-ons. */
export function podsOf(account: Account, cluster: string): readonly PlacedPod[] {
    return placed(account, cluster, podSetsOf(account, cluster));
}

/** As {@link podsOf}, for any pod sets. */
export function placed(account: Account, cluster: string, sets: readonly PodSet[]): readonly PlacedPod[] {
    return placedOn(account, cluster, sets, () => true);
}

/** Owners of replicas that have no ready pod left when a zone fails, or would find no place in the others. */
export function withoutZone(account: Account, cluster: string, zone: string): readonly ZoneLoss[] {
    const sets = podSetsOf(account, cluster).filter(({ everyNode, replicas }) => !everyNode && replicas > 0);
    const now = podsOf(account, cluster);
    const then = placedOn(account, cluster, podSetsOf(account, cluster), (machine) => machine.zone !== zone);
    return sets
        .map(({ owner, namespace, replicas }) => ({
            owner,
            namespace,
            replicas,
            left: now.filter((pod) => pod.owner === owner && pod.node !== undefined && pod.zone !== zone).length,
            afterwards: then.filter((pod) => pod.owner === owner && pod.node !== undefined).length,
        }))
        .filter(({ left, afterwards }) => left === 0 || afterwards === 0);
}

/** Whether pods of an owner run: at least one of them. */
export function runs(account: Account, cluster: string, owner: string): boolean {
    return podsOf(account, cluster).some((pod) => pod.owner === owner && pod.node !== undefined);
}

/** Whether the pods of a release by this name run; a chart that starts none of that name has nothing to wait for. */
export function releaseRuns(account: Account, cluster: string, release: InstalledRelease, name: string): boolean {
    const pods = release.chart.pods.find((each) => each.name === name);
    return !pods || runs(account, cluster, releaseOwner(release, pods));
}

/** Whether anything starts nodes for pending pods: the cluster autoscaler, running on nodes that are there. */
export function grows(account: Account, cluster: string, sets: readonly PodSet[]): boolean {
    const autoscaler = sets.find(({ owner }) => owner.includes("/cluster-autoscaler"));
    if (!autoscaler) return false;
    return place(
        sets,
        roomOf(account, cluster, false, () => true),
    ).some(({ owner, node }) => owner === autoscaler.owner && node !== undefined);
}

function placedOn(
    account: Account,
    cluster: string,
    sets: readonly PodSet[],
    usable: (machine: Machine) => boolean,
): readonly PlacedPod[] {
    return place(sets, roomOf(account, cluster, grows(account, cluster, sets), usable));
}

function roomOf(account: Account, cluster: string, canGrow: boolean, usable: (machine: Machine) => boolean): Room {
    return {
        machines: machinesOf(account, cluster).filter(usable),
        grows: canGrow,
        zoneOfVolume: (set, ordinal) => {
            const zones = set.claims.map(({ nameOf }) =>
                volumeOf(account, cluster, `${set.namespace}/${nameOf(ordinal)}`),
            );
            const zone = zones.find((volume) => volume !== undefined)?.inputs.availabilityZone;
            return typeof zone === "string" ? zone : undefined;
        },
    };
}
