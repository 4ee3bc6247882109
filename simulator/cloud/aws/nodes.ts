import type { Properties } from "../../../insight/graph";
import type { Account, LiveResource } from "../account";
import { instanceSize } from "./instance-sizes";
import { shown } from "./shown";
import { TYPES } from "./types";

/** A taint of a node, in Kubernetes' words. */
export interface NodeTaint {
    readonly key: string;
    readonly value: string;
    readonly effect: "NoSchedule" | "NoExecute" | "PreferNoSchedule";
}

/** What one node has, before what the kubelet and the system keep for themselves. */
export interface NodeCapacity {
    readonly vcpu: number;
    /** Unit: GiB. */
    readonly memoryGiB: number;
    readonly gpus: number;
}

/** What the pods of a cluster see of a machine, or would see of one that the autoscaler may add. */
interface NodeShape {
    /** Physical name of the EKS node group. */
    readonly nodeGroup: string;
    /** Labels that the group gives its nodes, and those that EKS and the kubelet add. */
    readonly labels: Readonly<Record<string, string>>;
    readonly taints: readonly NodeTaint[];
}

/** A machine that has joined a cluster. */
export interface ClusterNode extends NodeShape {
    /** As Kubernetes names it. */
    readonly name: string;
    readonly instanceType: string;
    /** Availability zone, such as "eu-central-1a". */
    readonly zone: string;
    readonly capacity: NodeCapacity;
}

/** A node group: what its nodes offer, and how many there may be. */
export interface NodePool extends NodeShape {
    /** Types of which a new node may be, with what each has. */
    readonly instanceTypes: readonly { readonly name: string; readonly capacity: NodeCapacity }[];
    /** Zones in which a new node may come up. */
    readonly zones: readonly string[];
    readonly min: number;
    readonly max: number;
    readonly desired: number;
}

/** The machines of a cluster, in the order in which they joined. */
export function nodesOf(account: Account, clusterName: string): readonly ClusterNode[] {
    return groupsOf(account, clusterName).flatMap((group) =>
        machinesOf(account, group).map((machine) => {
            const zone = String(machine.outputs.availabilityZone);
            const instanceType = String(machine.inputs.instanceType);
            const name = String(machine.outputs.privateDns);
            const shape = shapeOf(group);
            const labels = { ...shape.labels, ...nodeLabels(name, instanceType, zone) };
            return { ...shape, name, instanceType, zone, labels, capacity: capacityOf(instanceType) };
        }),
    );
}

/** The node groups of a cluster. One whose `desired` is 0 is one too: the autoscaler may make it grow. */
export function poolsOf(account: Account, clusterName: string): readonly NodePool[] {
    return groupsOf(account, clusterName).map((group) => {
        const scaling = group.inputs.scalingConfig as Properties;
        return {
            ...shapeOf(group),
            instanceTypes: typesOf(account, group).map((name) => ({ name, capacity: capacityOf(name) })),
            zones: subnetsOf(account, group).map((subnet) => String(subnet.inputs.availabilityZone)),
            min: Number(scaling.minSize),
            max: Number(scaling.maxSize),
            desired: Number(scaling.desiredSize),
        };
    });
}

/** The machines of one node group. */
export function machinesOf(account: Account, group: LiveResource): readonly LiveResource[] {
    return account.ofType(TYPES.instance).filter(({ inputs }) => inputs.nodeGroup === group.id);
}

/** Types of instances that a node group may start: its own, its launch template's, or what EKS takes. */
export function typesOf(account: Account, { inputs }: Pick<LiveResource, "inputs">): readonly string[] {
    const own = inputs.instanceTypes;
    if (Array.isArray(own) && own.length > 0) return own.map(String);
    const template = inputs.launchTemplate as Properties | undefined;
    const id = template?.id ?? template?.name;
    const found = account.named([TYPES.launchTemplate], String(id));
    // EKS starts this one when nobody names a type: CreateNodegroup, instanceTypes.
    return [shown(found?.inputs.instanceType ?? "t3.medium")];
}

/** The subnets of a node group, in the order in which they are named. */
export function subnetsOf(account: Account, { inputs }: Pick<LiveResource, "inputs">): readonly LiveResource[] {
    const ids = inputs.subnetIds;
    return (Array.isArray(ids) ? ids : []).flatMap((id) => account.get(TYPES.subnet, String(id)) ?? []);
}

function groupsOf(account: Account, clusterName: string): readonly LiveResource[] {
    return account.ofType(TYPES.nodeGroup).filter(({ inputs }) => inputs.clusterName === clusterName);
}

/** The effects as EKS spells them. */
const EFFECTS: Readonly<Record<string, NodeTaint["effect"]>> = {
    NO_SCHEDULE: "NoSchedule",
    NO_EXECUTE: "NoExecute",
    PREFER_NO_SCHEDULE: "PreferNoSchedule",
};

function shapeOf({ inputs, outputs }: LiveResource): NodeShape {
    const nodeGroup = String(outputs.nodeGroupName);
    const taints = (Array.isArray(inputs.taints) ? inputs.taints : []) as readonly Properties[];
    const amiType = shown(inputs.amiType ?? "AL2023_x86_64_STANDARD");
    return {
        nodeGroup,
        labels: {
            ...(inputs.labels as Readonly<Record<string, string>> | undefined),
            "eks.amazonaws.com/nodegroup": nodeGroup,
            "eks.amazonaws.com/capacityType": shown(inputs.capacityType ?? "ON_DEMAND"),
            "kubernetes.io/os": "linux",
            "kubernetes.io/arch": /ARM_64|arm64/.test(amiType) ? "arm64" : "amd64",
        },
        taints: taints.map(({ key, value, effect }) => ({
            key: String(key),
            value: shown(value ?? ""),
            effect: EFFECTS[String(effect)] ?? "NoSchedule",
        })),
    };
}

function nodeLabels(name: string, instanceType: string, zone: string): Readonly<Record<string, string>> {
    return {
        "kubernetes.io/hostname": name,
        "node.kubernetes.io/instance-type": instanceType,
        "topology.kubernetes.io/zone": zone,
        "topology.kubernetes.io/region": zone.slice(0, -1),
    };
}

function capacityOf(instanceType: string): NodeCapacity {
    const { vcpu, memoryGiB, gpus } = instanceSize(instanceType) ?? { vcpu: 0, memoryGiB: 0, gpus: 0 };
    return { vcpu, memoryGiB, gpus };
}
