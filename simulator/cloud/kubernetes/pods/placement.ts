import type { Properties } from "../../../../insight/graph";
import { recordsOf } from "../object";
import { mismatch, shortages } from "./fit";
import type { Machine } from "./machines";
import type { PodSet } from "./pod-set";

/** The resource that NVIDIA's device plugin offers. */
export const GPU = "nvidia.com/gpu";
const ZONE = "topology.kubernetes.io/zone";

/** One pod, and the node that runs it; without a node it is pending. */
export interface PlacedPod {
    readonly owner: string;
    readonly namespace: string;
    readonly ordinal: number;
    /** Name of the node, or what describes one that the autoscaler would add. */
    readonly node?: string;
    readonly nodeGroup?: string;
    readonly zone?: string;
}

/** What the scheduler has to work with. */
export interface Room {
    readonly machines: readonly Machine[];
    /** Whether nodes that have not joined may be started for pods. */
    readonly grows: boolean;
    /** Zone of the volume that a replica of an owner has already. */
    readonly zoneOfVolume: (set: PodSet, ordinal: number) => string | undefined;
}

/** Puts every pod somewhere, as the scheduler and the autoscaler would: DaemonSets first, then in order. */
export function place(sets: readonly PodSet[], room: Room): readonly PlacedPod[] {
    const daemons = sets.filter(({ everyNode }) => everyNode).flatMap((set) => placeOnEveryNode(set, room.machines));
    for (const machine of room.machines) if (machine.offersGpus) machine.free[GPU] = machine.gpus;
    const others = sets.filter(({ everyNode }) => !everyNode).flatMap((set) => placeReplicas(set, room));
    return [...daemons, ...others];
}

function placeOnEveryNode(set: PodSet, machines: readonly Machine[]): readonly PlacedPod[] {
    return machines
        .filter(({ labels, taints }) => mismatch(set.spec, labels, taints) === undefined)
        .flatMap((machine, ordinal): PlacedPod[] => {
            const { owner, namespace } = set;
            const fits = shortages({ ...set.asks.requests, pods: 1 }, machine.free).length === 0;
            if (fits) {
                take(set, machine);
                if (set.offers !== undefined) machine.free[set.offers] = machine.gpus;
            }
            if (!machine.joined) return [];
            return [{ owner, namespace, ordinal, ...(fits ? at(machine) : {}) }];
        });
}

function placeReplicas(set: PodSet, room: Room): readonly PlacedPod[] {
    return Array.from({ length: set.replicas }, (_, ordinal) => {
        const { owner, namespace } = set;
        const machine = machineFor(set, ordinal, room);
        if (machine) take(set, machine);
        return { owner, namespace, ordinal, ...(machine ? at(machine) : {}) };
    });
}

function machineFor(set: PodSet, ordinal: number, room: Room): Machine | undefined {
    const bound = room.zoneOfVolume(set, ordinal);
    const fitting = room.machines.filter(
        (machine) =>
            (bound === undefined || machine.zone === bound) &&
            mismatch(set.spec, machine.labels, machine.taints) === undefined &&
            shortages({ ...set.asks.requests, pods: 1 }, machine.free).length === 0 &&
            spreadAllows(set, machine, room.machines),
    );
    const running = fitting.filter((machine) => machine.joined || (room.grows && replicasOn(machine) > 0));
    return emptiest(set, running, room) ?? (room.grows ? emptiest(set, fitting, room) : undefined);
}

/** Pods of one owner go apart: to the zone, then to the node, with the fewest of them. */
function emptiest(set: PodSet, candidates: readonly Machine[], { machines }: Room): Machine | undefined {
    const weight = (machine: Machine) =>
        1000 * inZone(set, machine.zone, machines) + (machine.pods.get(set.owner) ?? 0);
    return [...candidates].sort((a, b) => weight(a) - weight(b))[0];
}

/** Whether one pod more in a machine's zone keeps the zones as even as the pod demands. */
function spreadAllows(set: PodSet, machine: Machine, machines: readonly Machine[]): boolean {
    return zoneSpreads(set.spec).every(({ maxSkew }) => {
        const eligible = machines.filter(
            ({ joined, labels, taints }) => joined && mismatch(set.spec, labels, taints) === undefined,
        );
        const zones = new Set([...eligible.map(({ zone }) => zone), machine.zone]);
        const fewest = Math.min(...[...zones].map((zone) => inZone(set, zone, machines)));
        return inZone(set, machine.zone, machines) + 1 - fewest <= Number(maxSkew ?? 1);
    });
}

/** Whether a pod would rather not run than make zones uneven. */
export function spreadsByZone(spec: Properties): boolean {
    return zoneSpreads(spec).length > 0;
}

function zoneSpreads(spec: Properties): readonly Properties[] {
    return recordsOf(spec.topologySpreadConstraints).filter(
        ({ whenUnsatisfiable, topologyKey }) => whenUnsatisfiable !== "ScheduleAnyway" && topologyKey === ZONE,
    );
}

function inZone(set: PodSet, zone: string, machines: readonly Machine[]): number {
    return machines
        .filter((machine) => machine.zone === zone)
        .reduce((count, { pods }) => count + (pods.get(set.owner) ?? 0), 0);
}

/** A node that has not joined runs only once a replica made the autoscaler start it; DaemonSets start none. */
function replicasOn(machine: Machine): number {
    return [...machine.pods.keys()].filter((owner) => !owner.startsWith("DaemonSet ")).length;
}

function take(set: PodSet, machine: Machine): void {
    for (const [name, amount] of Object.entries({ ...set.asks.requests, pods: 1 })) {
        machine.free[name] = (machine.free[name] ?? 0) - amount;
    }
    machine.pods.set(set.owner, (machine.pods.get(set.owner) ?? 0) + 1);
}

function at({ name, group, zone }: Machine): Pick<Required<PlacedPod>, "node" | "nodeGroup" | "zone"> {
    return { node: name, nodeGroup: group, zone };
}
