import type { Account, LiveResource } from "../../account";
import { digits } from "../../cloud";
import { recordOf } from "../object";

/** Type of an EBS volume. */
export const VOLUME = "aws:ebs/volume:Volume";

/** How the maker of a claim's volume is called: it outlives the claim's own name in nothing else. */
function volumeOwner(cluster: string, claimId: string): string {
    return `PersistentVolumeClaim ${claimId} of ${cluster}`;
}

/** The volume of a claim, once it has one. */
export function volumeOf(account: Account, cluster: string, claimId: string): LiveResource | undefined {
    const owner = volumeOwner(cluster, claimId);
    return account
        .ofType(VOLUME)
        .find(({ madeFor, inputs }) => madeFor === owner && recordOf(inputs.tags).Released !== "true");
}

/** What a volume is made of. */
export interface VolumeRequest {
    readonly claimId: string;
    readonly zone: string;
    readonly gib: number;
    readonly parameters: Readonly<Record<string, unknown>>;
}

/** Makes the volume of a claim, as the EBS driver does. */
export function makeVolume(account: Account, cluster: string, { claimId, zone, gib, parameters }: VolumeRequest): void {
    const owner = volumeOwner(cluster, claimId);
    const { type = "gp3", encrypted = "false", kmsKeyId } = parameters;
    const count = account.ofType(VOLUME).filter(({ madeFor }) => madeFor === owner).length;
    const id = `vol-${digits(`${owner}#${count}`, 17)}`;
    account.make({
        type: VOLUME,
        id,
        name: claimId,
        madeFor: owner,
        inputs: {
            availabilityZone: zone,
            size: gib,
            type,
            encrypted: encrypted === "true",
            ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
            tags: {
                [`kubernetes.io/cluster/${cluster}`]: "owned",
                "kubernetes.io/created-for/pvc/namespace": claimId.split("/")[0],
                "kubernetes.io/created-for/pvc/name": claimId.split("/")[1],
            },
        },
    });
}

/** Keeps a volume whose claim is gone: nobody deletes it, and a new claim of the name gets a new one. */
export function releaseVolume(account: Account, volume: LiveResource): void {
    account.put({
        ...volume,
        inputs: { ...volume.inputs, tags: { ...recordOf(volume.inputs.tags), Released: "true" } },
    });
}
