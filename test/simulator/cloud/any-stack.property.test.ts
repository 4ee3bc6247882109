import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { GraphResource } from "../../../insight/graph";
import { teardown } from "../../../insight/teardown";
import type { Account } from "../../../simulator/cloud/account";
import { leftovers } from "../../../simulator/cloud/aws/leftovers";
import { TYPES } from "../../../simulator/cloud/aws/types";
import { deploy } from "../../support/deploy";
import { created, creationOrder, deleteAll } from "../../support/life";
import { configWith, platformOf, program } from "../../support/stacks";

const unprotected = { deletionProtection: false };

const network = fc.oneof(
    fc.record({
        cidr: fc.constantFrom("10.20.0.0/16", "10.20.0.0/20", "172.20.0.0/18"),
        zones: fc.constantFrom(["a", "b"], ["a", "b", "c"], ["b", "c"]),
        nat: fc.constantFrom("single", "perZone"),
        interfaceEndpoints: fc.subarray(["ecr.api", "ecr.dkr", "sts", "ec2"]),
        deletionProtection: fc.constant(false),
    }),
    // Without NAT, nodes start through interface endpoints alone: the profile has all of them.
    fc.record({ cidr: fc.constant("10.30.0.0/16"), nat: fc.constant("none"), deletionProtection: fc.constant(false) }),
);

const cluster = fc.record(
    {
        version: fc.constantFrom("1.34", "1.35", "1.36"),
        publicAccessCidrs: fc.constant(["203.0.113.0/24"]),
        logTypes: fc.subarray(["api", "audit", "authenticator", "controllerManager", "scheduler"]),
        access: fc.record({
            breakGlass: fc.constant({ oncall: "arn:aws:iam::123456789012:role/oncall" }),
            deployers: fc.constantFrom({}, { ci: "arn:aws:iam::123456789012:role/ci" }),
        }),
    },
    { requiredKeys: ["access"] },
);

const nodeGroups = fc.record(
    {
        system: fc.record({
            kind: fc.constant("system"),
            instanceTypes: fc.constantFrom(["t3.large"], ["m7i.large", "m6i.large"]),
            minSize: fc.integer({ min: 2, max: 4 }),
            maxSize: fc.constant(6),
        }),
        spot: fc.record({
            kind: fc.constant("spot"),
            instanceTypes: fc.constant(["m7i.large", "m6i.large", "r6i.large"]),
            minSize: fc.integer({ min: 0, max: 2 }),
            maxSize: fc.constant(8),
        }),
        gpu: fc.record({
            kind: fc.constant("gpu"),
            instanceTypes: fc.constantFrom(["g5.xlarge"], ["g6.2xlarge", "g5.2xlarge"]),
            maxGpus: fc.integer({ min: 1, max: 8 }),
            minSize: fc.integer({ min: 0, max: 1 }),
        }),
    },
    { requiredKeys: ["system"] },
);

const platform = fc
    .record({
        profile: fc.constantFrom("minimal", "standard", "regulated"),
        network,
        cluster,
        nodeGroups,
        teams: fc.uniqueArray(fc.constantFrom("search", "pricing", "vision"), { maxLength: 2 }),
    })
    .map(({ profile, teams, cluster, network, ...rest }) => ({
        ...platformOf("dev"),
        ...rest,
        // Without NAT it must be the profile that brings the endpoints.
        profile: network.nat === "none" ? "regulated" : profile,
        network,
        cluster: { ...cluster, ...unprotected },
        artifactStore: { ...unprotected, forceDestroy: true },
        teams: Object.fromEntries(teams.map((team) => [team, { quota: { cpu: 2, memoryGiB: 4 } }])),
    }));

describe("any platform that its configuration allows", () => {
    it("comes up in the simulated cloud, is destroyed, and leaves nothing", async () => {
        await fc.assert(
            fc.asyncProperty(platform, async (spec) => {
                const { graph } = await deploy(program, { stack: "dev", config: configWith("dev", spec) });
                expect(teardown(graph).findings).toEqual([]);
                const order = creationOrder(graph);
                const account = created(order);
                const inCluster = graph.resources.filter(({ type }) => type.startsWith("kubernetes:"));
                withObjects(account, inCluster);
                deleteAll(account, order);
                expect(leftovers(account)).toEqual([]);
            }),
            { numRuns: 4 },
        );
    });
});

/** Creates the objects of a cluster, and deletes them again: last in, first out. */
function withObjects(account: Account, objects: readonly GraphResource[]): void {
    const cluster = account.ofType(TYPES.cluster)[0]?.id ?? "";
    for (const { urn, type, name, inputs } of objects) account.create({ urn, type, name, inputs, cluster });
    const ofProgram = new Set(objects.map(({ urn }) => urn));
    const live = account.resources.filter(({ urn }) => ofProgram.has(urn));
    for (const { type, id } of [...live].reverse()) account.delete(type, id, cluster);
}
