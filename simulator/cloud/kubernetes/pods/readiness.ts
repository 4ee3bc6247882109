import type { Account } from "../../account";
import { type NodePool, poolsOf } from "../../aws/nodes";
import { nameOf, namespaceOf, objectsOf } from "../object";
import { sum } from "../quantity";
import { missingAsks, podUse, quotaProblems } from "../quotas";
import { releasesOf } from "../releases";
import { claimProblems } from "../storage/claims";
import { mismatch, shortages } from "./fit";
import { emptyMachine } from "./machines";
import { GPU, type PlacedPod, spreadsByZone } from "./placement";
import { violations } from "./pod-security";
import type { PodSet } from "./pod-set";
import { grows, placed, podSetsOf } from "./pods-of";

/** What would happen to pod sets if they were asked for now. */
export interface Readiness {
    /** Where their pods would be. */
    readonly pods: readonly PlacedPod[];
    /** Why pods that are waited for would not come, by owner: nothing when all do. */
    readonly problems: readonly string[];
    /** Problems for which the API server refuses the pods themselves. */
    readonly forbidden: readonly string[];
}

/** What would become of these pod sets in a cluster, in the place of those with the same owner. */
export function readiness(account: Account, cluster: string, sets: readonly PodSet[]): Readiness {
    const owners = sets.map(({ owner }) => owner);
    const others = podSetsOf(account, cluster).filter(({ owner }) => !owners.includes(owner));
    const forbidden = sets.map((set) => ({ set, why: admissionProblems(account, cluster, set, others) }));
    const admitted = forbidden.filter(({ why }) => why.length === 0).map(({ set }) => set);
    const all = [...others, ...admitted];
    const pods = placed(account, cluster, all).filter(({ owner }) => owners.includes(owner));
    const problems = forbidden
        .filter(({ set }) => set.awaited)
        .flatMap(({ set, why }) => {
            const waits = why.length > 0 ? why : pending(account, cluster, { set, pods, all });
            return waits.length === 0 ? [] : [`${availability(set, pods)}: ${waits.join("; ")}`];
        });
    return { pods, problems, forbidden: forbidden.flatMap(({ why }) => why) };
}

function admissionProblems(
    account: Account,
    cluster: string,
    set: PodSet,
    others: readonly PodSet[],
): readonly string[] {
    const used = sum(
        others
            .filter(({ namespace, everyNode }) => namespace === set.namespace && !everyNode)
            .map(({ asks, replicas }) => podUse(asks, replicas)),
    );
    const requested = podUse(set.asks, set.everyNode ? 1 : set.replicas);
    const problems = [
        ...violations(account, cluster, set),
        ...missingAsks(account, cluster, set.namespace, set.asks),
        ...quotaProblems(account, cluster, set.namespace, { requested, used }),
        ...accountProblems(account, cluster, set),
        ...priorityProblems(account, cluster, set),
    ];
    return problems.map((problem) => `pods of ${set.owner} are forbidden: ${problem}`);
}

/** A service account that only a chart's templates hold is not known: where a release lives, none is missed. */
function accountProblems(account: Account, cluster: string, { spec, namespace }: PodSet): readonly string[] {
    const name = spec.serviceAccountName;
    if (typeof name !== "string" || name === "" || name === "default") return [];
    const known = objectsOf(account, cluster, "kubernetes:core/v1:ServiceAccount").some(
        ({ id }) => id === `${namespace}/${name}`,
    );
    const byChart = releasesOf(account, cluster).some((release) => release.namespace === namespace);
    return known || byChart
        ? []
        : [`error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`];
}

/** Classes that every cluster has. Source: Kubernetes, Guaranteed Scheduling For Critical Add-On Pods. */
const PRIORITIES = ["system-cluster-critical", "system-node-critical"];

function priorityProblems(account: Account, cluster: string, { spec }: PodSet): readonly string[] {
    const name = spec.priorityClassName;
    if (typeof name !== "string" || name === "" || PRIORITIES.includes(name)) return [];
    const known = objectsOf(account, cluster, "kubernetes:scheduling.k8s.io/v1:PriorityClass");
    return known.some((each) => nameOf(each) === name && namespaceOf(each) === undefined)
        ? []
        : [`no PriorityClass with name ${name} was found`];
}

function availability(set: PodSet, pods: readonly PlacedPod[]): string {
    const own = pods.filter(({ owner }) => owner === set.owner);
    const ready = own.filter(({ node }) => node !== undefined).length;
    return set.everyNode
        ? `${set.owner}: ${ready}/${own.length} nodes have their pod`
        : `${set.owner}: ${ready}/${set.replicas} replicas available`;
}

interface Pending {
    readonly set: PodSet;
    readonly pods: readonly PlacedPod[];
    readonly all: readonly PodSet[];
}

function pending(account: Account, cluster: string, { set, pods, all }: Pending): readonly string[] {
    const unclaimed = claimProblems(account, cluster, set);
    if (set.replicas > 0 && unclaimed.length > 0) return unclaimed;
    const waiting = pods.filter(({ owner, node }) => owner === set.owner && node === undefined);
    if (waiting.length === 0) return [];
    const pools = poolsOf(account, cluster);
    if (pools.length === 0) return ["no nodes available to schedule pods. Depend on a node group."];
    const canGrow = grows(account, cluster, all);
    return pools.map((pool) => `${pool.nodeGroup}: ${whyNot(account, cluster, { set, pool, canGrow })}`);
}

function whyNot(
    account: Account,
    cluster: string,
    { set, pool, canGrow }: { readonly set: PodSet; readonly pool: NodePool; readonly canGrow: boolean },
): string {
    const empty = emptyMachine(account, cluster, pool);
    const unmatched = mismatch(set.spec, empty.labels, empty.taints);
    if (unmatched !== undefined) return unmatched;
    if (GPU in set.asks.requests && empty.gpus > 0 && !offersGpus(account, cluster, pool)) {
        return `Insufficient ${GPU}: no device plugin runs there. Depend on the release of nvidia-device-plugin.`;
    }
    const never = shortages({ ...set.asks.requests, pods: 1 }, { ...empty.free, [GPU]: empty.gpus });
    if (never.length > 0) return `Insufficient ${never.join(", ")}: more than a whole ${empty.instanceType} has`;
    if (spreadsByZone(set.spec)) return "no room left that keeps the pod topology spread constraints";
    if (pool.desired >= pool.max) return `no room left, and the group is at its maximum of ${pool.max} nodes`;
    return canGrow
        ? `no room left, also with the group at its maximum of ${pool.max} nodes, or in zones that do not fit`
        : `no room on ${pool.desired} nodes, and nothing starts more. Depend on the release of cluster-autoscaler.`;
}

function offersGpus(account: Account, cluster: string, pool: NodePool): boolean {
    const empty = emptyMachine(account, cluster, pool);
    if (empty.offersGpus) return true;
    return podSetsOf(account, cluster).some(
        ({ offers, spec }) => offers === GPU && mismatch(spec, empty.labels, empty.taints) === undefined,
    );
}
