import type { Account, LiveResource } from "../account";
import { digits } from "../cloud";
import { securityGroupOf } from "./eks-control-plane";
import { machinesOf, subnetsOf, typesOf } from "./nodes";
import { TYPES } from "./types";

/** Makes and stops machines until a node group has as many as it should, spread over its subnets. */
export function scale(account: Account, group: LiveResource, desired: number): void {
    const machines = machinesOf(account, group);
    for (const machine of machines.slice(desired)) stop(account, machine);
    for (let index = machines.length; index < desired; index++) start(account, group, index);
}

/** A machine with its own interface, and one that the CNI adds for pods. */
function start(account: Account, group: LiveResource, index: number): void {
    const subnets = subnetsOf(account, group);
    const subnet = subnets[index % subnets.length];
    const cluster = account.get(TYPES.cluster, String(group.inputs.clusterName));
    if (!subnet || !cluster) return;
    const part = `${group.urn}/machine-${index}`;
    const id = `i-${digits(part, 17)}`;
    const { region } = account.place;
    account.make({
        type: TYPES.instance,
        id,
        name: id,
        inputs: { subnetId: subnet.id, instanceType: typesOf(account, group)[0], nodeGroup: group.id },
        outputs: {
            availabilityZone: subnet.inputs.availabilityZone,
            privateDns: `${id}.${region}.compute.internal`,
        },
        madeFor: `node group ${group.id}`,
    });
    const common = { subnetId: subnet.id, securityGroups: [securityGroupOf(cluster)], instance: id };
    const own = `eni-${digits(`${part}/eni`, 17)}`;
    const pods = `eni-${digits(`${part}/pods`, 17)}`;
    const type = TYPES.networkInterface;
    account.make({ type, id: own, name: own, inputs: common, madeFor: `node group ${group.id}` });
    const inputs = { ...common, madeByCni: true };
    account.make({ type, id: pods, name: `aws-K8S-${id}`, inputs, madeFor: `pods on ${id} (aws-K8S-${id})` });
}

/**
 * Ends a machine. The interfaces for pods go with it only while the CNI runs: without it they stay behind and hold
 * subnet and security group. Source: aws/amazon-vpc-cni-k8s#608.
 */
function stop(account: Account, machine: LiveResource): void {
    account.unmake(machine);
    const clusterName = String(machine.inputs.nodeGroup).split(":")[0];
    const cniRuns = hasDaemon(account, String(clusterName), "vpc-cni");
    for (const one of account.ofType(TYPES.networkInterface)) {
        if (one.inputs.instance === machine.id && (cniRuns || one.inputs.madeByCni !== true)) account.unmake(one);
    }
}

/** Whether an add-on that nodes need is there: asked for, or installed by EKS with the cluster. */
export function hasDaemon(account: Account, clusterName: string, addonName: string): boolean {
    const cluster = account.get(TYPES.cluster, clusterName);
    // EKS installs them unless it is told not to.
    if (cluster && cluster.inputs.bootstrapSelfManagedAddons !== false) return true;
    return account.get(TYPES.addon, `${clusterName}:${addonName}`) !== undefined;
}
