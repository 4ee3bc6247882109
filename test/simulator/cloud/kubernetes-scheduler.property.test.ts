import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { machinesOf } from "../../../simulator/cloud/kubernetes/pods/machines";
import { podsOf, withoutZone } from "../../../simulator/cloud/kubernetes/pods/pods-of";
import { addNodes, CLUSTER, clusterAccount, create, createNamespace, deployment } from "../../support/kubernetes";

const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

const pools = fc.array(
    fc.record({
        instanceType: fc.constantFrom("t3.medium", "m6i.large", "m6i.2xlarge"),
        desired: fc.integer({ min: 0, max: 4 }),
        pool: fc.constantFrom("a", "b"),
    }),
    { minLength: 1, maxLength: 3 },
);
const workloads = fc.array(
    fc.record({
        cpu: fc.integer({ min: 50, max: 4000 }),
        replicas: fc.integer({ min: 0, max: 5 }),
        pool: fc.option(fc.constantFrom("a", "b")),
    }),
    { maxLength: 6 },
);

type ValueOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** A cluster with as many of the workloads as it takes. */
function clusterWith(nodes: ValueOf<typeof pools>, wanted: ValueOf<typeof workloads>) {
    const account = clusterAccount();
    createNamespace(account, "team");
    nodes.forEach(({ instanceType, desired, pool }, index) => {
        addNodes(account, `group-${index}`, { instanceType, desired, labels: { pool } });
    });
    const taken = wanted.map(({ cpu, replicas, pool }, index) => {
        const spec = pool === null ? {} : { nodeSelector: { pool } };
        try {
            create(
                account,
                "apps/v1:Deployment",
                `model-${index}`,
                deployment(spec, { requests: { cpu: `${cpu}m` } }, replicas),
            );
            return true;
        } catch {
            return false;
        }
    });
    return { account, taken };
}

describe("the scheduler", () => {
    it("gives every pod that was taken a node of its pool, and no node more than it has", () => {
        fc.assert(
            fc.property(pools, workloads, (nodes, wanted) => {
                const { account, taken } = clusterWith(nodes, wanted);
                const pods = podsOf(account, CLUSTER);
                const machines = new Map(machinesOf(account, CLUSTER).map((machine) => [machine.name, machine]));
                const used = new Map<string, number>();
                wanted.forEach(({ cpu, replicas, pool }, index) => {
                    const own = pods.filter(({ owner }) => owner === `Deployment team/model-${index}`);
                    expect(own).toHaveLength(taken[index] === true ? replicas : 0);
                    for (const { node = "" } of own) {
                        used.set(node, (used.get(node) ?? 0) + cpu / 1000);
                        expect(machines.get(node)?.joined).toBe(true);
                        if (pool !== null) expect(machines.get(node)?.labels.pool).toBe(pool);
                    }
                });
                for (const [node, cpu] of used)
                    expect(cpu).toBeLessThanOrEqual((machines.get(node)?.free.cpu ?? 0) + 1e-6);
            }),
            { numRuns: 40 },
        );
    });

    it("loses in a zone nobody whose pods stand in two, by what it says itself", () => {
        fc.assert(
            fc.property(pools, workloads, fc.constantFrom(...ZONES), (nodes, wanted, zone) => {
                const { account } = clusterWith(nodes, wanted);
                const lost = withoutZone(account, CLUSTER, zone).filter(({ left }) => left === 0);
                const pods = podsOf(account, CLUSTER);
                const owners = new Set(pods.map(({ owner }) => owner));
                const inThatZoneAlone = [...owners].filter((owner) =>
                    pods.every((pod) => pod.owner !== owner || pod.zone === zone),
                );
                expect(lost.map(({ owner }) => owner).sort()).toEqual(inThatZoneAlone.sort());
            }),
            { numRuns: 40 },
        );
    });
});
