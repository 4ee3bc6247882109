import type { Properties } from "../../../../insight/graph";
import type { Account, LiveResource } from "../../account";
import { nodesOf, poolsOf } from "../../aws/nodes";
import { objectsOf, recordOf } from "../object";
import type { PlacedPod } from "../pods/placement";
import type { PodClaim, PodSet } from "../pods/pod-set";
import { runs } from "../pods/pods-of";
import { claimGib, classOf, driverProblem } from "./classes";
import { makeVolume, releaseVolume, volumeOf } from "./volumes";

/** Type of a PersistentVolumeClaim. */
export const CLAIM = "kubernetes:core/v1:PersistentVolumeClaim";

/** Why the claims of a pod set cannot be met, or nothing. */
export function claimProblems(account: Account, cluster: string, set: PodSet): readonly string[] {
    return set.claims.flatMap((claim) => {
        const name = claim.nameOf(0);
        const spec = claim.spec ?? claimNamed(account, cluster, `${set.namespace}/${name}`);
        if (!spec) return [`persistentvolumeclaim "${name}" not found. Depend on the claim.`];
        if (volumeOf(account, cluster, `${set.namespace}/${name}`)) return [];
        const problem = unmet(account, cluster, spec);
        return problem === undefined ? [] : [`pod has unbound PersistentVolumeClaim ${name}: ${problem}`];
    });
}

/** Why a claim gets no volume, or undefined when it would. */
export function unmet(account: Account, cluster: string, spec: Properties): string | undefined {
    const found = classOf(account, cluster, spec);
    return typeof found === "string" ? found : driverProblem(account, cluster, found, runs);
}

/** Makes the claims and volumes of pods that were placed, where their pods are. */
export function bindClaims(
    account: Account,
    cluster: string,
    sets: readonly PodSet[],
    pods: readonly PlacedPod[],
): void {
    for (const set of sets) {
        for (const pod of pods.filter(({ owner }) => owner === set.owner)) {
            for (const claim of set.claims) bind(account, cluster, { set, pod, claim });
        }
    }
}

/** Makes the volume of a claim that waits for no pod, in a zone that has nodes. */
export function bindAtOnce(account: Account, cluster: string, claimId: string, spec: Properties): void {
    const found = classOf(account, cluster, spec);
    if (typeof found === "string" || !found.immediate) return;
    const zone = nodesOf(account, cluster)[0]?.zone ?? poolsOf(account, cluster)[0]?.zones[0] ?? "";
    makeVolume(account, cluster, { claimId, zone, gib: claimGib(spec), parameters: found.parameters });
}

/** Takes the volume of a claim that goes: with it, if its class says so and the driver runs. Else it stays and bills. */
export function unbind(account: Account, cluster: string, claim: LiveResource): void {
    const volume = volumeOf(account, cluster, claim.id);
    if (!volume) return;
    const found = classOf(account, cluster, recordOf(claim.inputs.spec));
    const deletes =
        typeof found !== "string" && found.deletesVolume && driverProblem(account, cluster, found, runs) === undefined;
    if (deletes) account.unmake(volume);
    else releaseVolume(account, volume);
}

/** Takes the claims that a set's pods made for themselves. */
export function removeClaims(account: Account, cluster: string, set: PodSet): void {
    for (const claim of objectsOf(account, cluster, CLAIM)) {
        if (claim.madeFor !== set.owner) continue;
        unbind(account, cluster, claim);
        account.unmake(claim);
    }
}

function bind(
    account: Account,
    cluster: string,
    { set, pod, claim }: { readonly set: PodSet; readonly pod: PlacedPod; readonly claim: PodClaim },
): void {
    const name = claim.nameOf(pod.ordinal);
    const claimId = `${set.namespace}/${name}`;
    const spec = claim.spec ?? claimNamed(account, cluster, claimId);
    if (!spec) return;
    const metadata = { name, namespace: set.namespace };
    if (!account.get(CLAIM, claimId, cluster)) {
        account.make({
            type: CLAIM,
            id: claimId,
            name,
            cluster,
            madeFor: set.owner,
            inputs: { metadata, spec },
            outputs: { metadata },
        });
    }
    const found = classOf(account, cluster, spec);
    if (typeof found === "string" || volumeOf(account, cluster, claimId) || pod.zone === undefined) return;
    makeVolume(account, cluster, { claimId, zone: pod.zone, gib: claimGib(spec), parameters: found.parameters });
}

function claimNamed(account: Account, cluster: string, claimId: string): Properties | undefined {
    const claim = account.get(CLAIM, claimId, cluster);
    return claim && recordOf(claim.inputs.spec);
}
