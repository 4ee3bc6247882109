import type { Account } from "../../account";
import { type NodeCapacity, type NodePool, type NodeTaint, nodesOf, poolsOf } from "../../aws/nodes";
import { TYPES } from "../../aws/types";
import { addonValues } from "../addon-pods";
import { recordOf } from "../object";
import { allocatable } from "./allocatable";

/** A node that runs pods, or one that the autoscaler may add. */
export interface Machine {
    readonly name: string;
    readonly group: string;
    readonly zone: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly taints: readonly NodeTaint[];
    readonly instanceType: string;
    /** Whether it has joined the cluster. */
    readonly joined: boolean;
    /** GPUs that a device plugin would offer. */
    readonly gpus: number;
    /** Whether the image of the node offers its GPUs by itself. */
    readonly offersGpus: boolean;
    /** What its pods leave over. The scheduler takes from it. */
    readonly free: Record<string, number>;
    /** Pods by owner. */
    readonly pods: Map<string, number>;
}

/** The nodes of a cluster, and after them those that each group may still start. */
export function machinesOf(account: Account, cluster: string): readonly Machine[] {
    const make = maker(account, cluster);
    const joined = nodesOf(account, cluster).map((node) =>
        make({
            name: node.name,
            group: node.nodeGroup,
            zone: node.zone,
            labels: node.labels,
            taints: node.taints,
            instanceType: node.instanceType,
            capacity: node.capacity,
            joined: true,
        }),
    );
    const startable = poolsOf(account, cluster).flatMap((pool) => {
        const now = joined.filter(({ group }) => group === pool.nodeGroup).length;
        return Array.from({ length: Math.max(0, pool.max - now) }, (_, index) => make(startableOf(pool, now + index)));
    });
    return [...joined, ...startable];
}

/** One empty node of a group, for the question whether a pod would ever fit there. */
export function emptyMachine(account: Account, cluster: string, pool: NodePool): Machine {
    return maker(account, cluster)(startableOf(pool, 0));
}

interface MachineRequest
    extends Pick<Machine, "name" | "group" | "zone" | "labels" | "taints" | "instanceType" | "joined"> {
    readonly capacity: NodeCapacity;
}

/** A group's nodes go round its zones; the first type is what the autoscaler counts on. */
function startableOf(pool: NodePool, index: number): MachineRequest {
    const [first = { name: "", capacity: { vcpu: 0, memoryGiB: 0, gpus: 0 } }] = pool.instanceTypes;
    const zone = pool.zones[index % Math.max(1, pool.zones.length)] ?? "";
    return {
        name: `new node of ${pool.nodeGroup}, ${index + 1}`,
        group: pool.nodeGroup,
        zone,
        labels: {
            ...pool.labels,
            "node.kubernetes.io/instance-type": first.name,
            "topology.kubernetes.io/zone": zone,
            "topology.kubernetes.io/region": zone.slice(0, -1),
            "kubernetes.io/hostname": `new-${pool.nodeGroup}-${index + 1}`,
        },
        taints: pool.taints,
        instanceType: first.name,
        capacity: first.capacity,
        joined: false,
    };
}

function maker(account: Account, cluster: string): (request: MachineRequest) => Machine {
    const prefixes = hasPrefixes(account, cluster);
    const bottlerocket = account
        .ofType(TYPES.nodeGroup)
        .filter(({ inputs }) => /^BOTTLEROCKET_.*_NVIDIA/.test(String(inputs.amiType)))
        .map(({ outputs }) => outputs.nodeGroupName);
    return ({ capacity, ...request }) => ({
        ...request,
        gpus: capacity.gpus,
        // Bottlerocket's NVIDIA variants bring the device plugin in the image.
        offersGpus: bottlerocket.includes(request.group),
        free: { ...allocatable(request.instanceType, capacity, prefixes) },
        pods: new Map(),
    });
}

function hasPrefixes(account: Account, cluster: string): boolean {
    const cni = account
        .ofType(TYPES.addon)
        .find(({ inputs }) => inputs.clusterName === cluster && inputs.addonName === "vpc-cni");
    return recordOf(addonValues(cni?.inputs.configurationValues).env).ENABLE_PREFIX_DELEGATION === "true";
}
