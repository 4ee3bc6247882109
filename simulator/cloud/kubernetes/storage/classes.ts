import type { Properties } from "../../../../insight/graph";
import type { Account } from "../../account";
import { shown } from "../../aws/shown";
import { metadataOf, nameOf, objectsOf, recordOf } from "../object";
import { addonOwner } from "../pods/addon-pod-sets";
import { GIB, quantity } from "../quantity";

/** Type of a StorageClass. */
export const STORAGE_CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";
/** Provisioner of the EBS driver; the in-tree name is handed to it. */
const EBS_PROVISIONERS = ["ebs.csi.aws.com", "kubernetes.io/aws-ebs"];
const DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

/** What a claim gets from its class. */
export interface ClaimClass {
    readonly name: string;
    readonly provisioner: string;
    readonly deletesVolume: boolean;
    /** Whether the volume is made at once, or when a pod uses the claim. */
    readonly immediate: boolean;
    readonly expands: boolean;
    readonly parameters: Properties;
}

/** EKS has this class in every cluster; since 1.30 it is no default. Source: EKS user guide, storage classes. */
const GP2: ClaimClass = {
    name: "gp2",
    provisioner: "kubernetes.io/aws-ebs",
    deletesVolume: true,
    immediate: false,
    expands: false,
    parameters: { type: "gp2" },
};

/** The class of a claim: the one that it names, else the default. Or why there is none. */
export function classOf(account: Account, cluster: string, spec: Properties): ClaimClass | string {
    const classes = objectsOf(account, cluster, STORAGE_CLASS);
    const wanted = spec.storageClassName;
    const found =
        typeof wanted === "string" && wanted !== ""
            ? classes.find((each) => nameOf(each) === wanted)
            : classes.find(({ inputs }) => metadataOf(inputs).annotations?.[DEFAULT_CLASS] === "true");
    if (found) return classFrom(nameOf(found), found.inputs);
    if (wanted === GP2.name) return GP2;
    return wanted === undefined || wanted === ""
        ? "no persistent volumes available for this claim and no storage class is set. Depend on the default StorageClass."
        : `storageclass.storage.k8s.io "${shown(wanted)}" not found. Depend on the StorageClass.`;
}

/** Why no volume can be made for a class, or undefined when its driver runs. */
export function driverProblem(
    account: Account,
    cluster: string,
    { provisioner }: ClaimClass,
    runs: Runs,
): string | undefined {
    if (!EBS_PROVISIONERS.includes(provisioner)) return undefined;
    return runs(account, cluster, addonOwner("aws-ebs-csi-driver", { kind: "Deployment", name: "ebs-csi-controller" }))
        ? undefined
        : `waiting for a volume to be created by the external provisioner "${provisioner}". ` +
              "Depend on the add-on aws-ebs-csi-driver.";
}

/** Whether pods of an owner run. */
export type Runs = (account: Account, cluster: string, owner: string) => boolean;

/** Size that a claim asks for. Unit: GiB, rounded up as EBS does. */
export function claimGib(spec: Properties): number {
    return Math.max(1, Math.ceil((quantity(recordOf(recordOf(spec.resources).requests).storage) ?? 0) / GIB));
}

function classFrom(name: string, inputs: Properties): ClaimClass {
    return {
        name,
        provisioner: String(inputs.provisioner),
        deletesVolume: (inputs.reclaimPolicy ?? "Delete") === "Delete",
        immediate: (inputs.volumeBindingMode ?? "Immediate") === "Immediate",
        expands: inputs.allowVolumeExpansion === true,
        parameters: recordOf(inputs.parameters),
    };
}
