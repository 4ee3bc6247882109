import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import type { GraphResource, ResourceGraph } from "../../../insight/graph";
import { leftovers } from "../../../simulator/cloud/aws/leftovers";
import { putObject } from "../../../simulator/cloud/aws/s3";
import { refused } from "../../support/lab";
import { created, creationOrder, deleteAll } from "../../support/life";
import { stackGraph } from "../../support/stacks";

describe("a whole stack in the simulated account", () => {
    let dev: ResourceGraph;
    let order: readonly GraphResource[];
    beforeAll(async () => {
        dev = await stackGraph("dev");
        order = creationOrder(dev);
    });
    const without = (type: string, name: RegExp) => order.filter((r) => !(r.type === type && name.test(r.name)));

    it("has the ids that the plan shows", () => {
        const account = created(order);
        for (const { type, urn, outputs } of order) {
            const live = account.ofType(type).find((resource) => resource.urn === urn);
            expect(live?.outputs, urn).toMatchObject({ ...(outputs.arn === undefined ? {} : { arn: outputs.arn }) });
        }
    });

    it("comes up and goes in any order that its edges allow, and leaves nothing", () => {
        fc.assert(
            fc.property(fc.integer(), fc.integer(), (up, down) => {
                const account = created(creationOrder(dev, shuffled(up)));
                deleteAll(account, creationOrder(dev, shuffled(down)));
                expect(leftovers(account)).toEqual([]);
            }),
            { numRuns: 6, seed: 4 },
        );
    });

    it.each<[string, RegExp, RegExp]>([
        ["aws:ec2/route:Route", /private-a-default/, /^NodeCreationFailure: .*no route to a NAT gateway/],
        ["aws:eks/addon:Addon", /vpc-cni/, /^NodeCreationFailure: .*no vpc-cni/],
        ["aws:eks/nodeGroup:NodeGroup", /system/, /DEGRADED/],
        ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", /system-worker/, /lacks AmazonEKSWorkerNodePolicy/],
        ["aws:ec2/internetGateway:InternetGateway", /internet/, /^(Gateway\.NotAttached|InvalidInternetGatewayID)/],
    ])("is refused without the %s %s", (type, name, expected) => {
        expect(without(type, name).length).toBeLessThan(order.length);
        expect(refused(() => created(without(type, name)))).toMatch(expected);
    });

    it("is refused when the VPC goes first", () => {
        const account = created(order);
        const vpcFirst = [...order].sort((a, b) => Number(a.type.endsWith(":Vpc")) - Number(b.type.endsWith(":Vpc")));
        expect(refused(() => deleteAll(account, vpcFirst))).toMatch(/^DependencyViolation/);
    });
});

describe("a production stack in the simulated account", () => {
    it("refuses to go while it is protected, goes when it is not, and keeps its artifacts", async () => {
        const order = creationOrder(await stackGraph("prod"));
        const account = created(order);
        expect(refused(() => deleteAll(account, order))).toMatch(/protection/);
        for (const { type, id, inputs } of account.resources) {
            const off = Object.keys(inputs).filter((key) => /^deletionProtection/.test(key) && inputs[key] === true);
            if (off.length === 0) continue;
            account.update(type, id, { ...inputs, ...Object.fromEntries(off.map((key) => [key, false])) });
        }
        const bucket = String(account.ofType(BUCKET).find(({ name }) => name === "ml-artifacts-bucket")?.id);
        putObject(account, bucket, "model.bin");
        expect(refused(() => deleteAll(account, order))).toMatch(/^BucketNotEmpty: .*model\.bin/);
        account.update(BUCKET, bucket, { ...account.get(BUCKET, bucket)?.inputs, forceDestroy: true });
        deleteAll(account, order);
        expect(leftovers(account)).toEqual([]);
    });
});

const BUCKET = "aws:s3/bucket:Bucket";

/** Takes one of those that may come next, the same one in every run with the same seed. */
function shuffled(seed: number): (ready: readonly GraphResource[]) => GraphResource | undefined {
    let state = seed;
    return (ready) => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return ready[state % ready.length];
    };
}
