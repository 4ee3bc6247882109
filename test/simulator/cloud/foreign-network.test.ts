import { describe, expect, it } from "vitest";

import { Account } from "../../../simulator/cloud/account";
import { adoptNetwork } from "../../../simulator/cloud/aws/foreign-network";
import { leftovers } from "../../../simulator/cloud/aws/leftovers";
import { cutOff } from "../../../simulator/cloud/aws/node-network";
import { TYPES } from "../../../simulator/cloud/aws/types";

const NETWORK = {
    vpcId: "vpc-0123456789abcdef0",
    privateSubnetIds: { a: "subnet-0aaaaaaaaaaaaaaaa", b: "subnet-0bbbbbbbbbbbbbbbb" },
    publicSubnetIds: { a: "subnet-0cccccccccccccccc" },
};

function adopted(): Account {
    const account = new Account({ accountId: "123456789012", region: "eu-central-1" });
    adoptNetwork(account, NETWORK);
    return account;
}

describe("a network that somebody else owns", () => {
    it("is there, zone by zone, with a way out of its private subnets", () => {
        const account = adopted();
        const subnets = account.ofType(TYPES.subnet);
        expect(subnets.map(({ id, inputs }) => [id, inputs.availabilityZone])).toEqual([
            [NETWORK.publicSubnetIds.a, "eu-central-1a"],
            [NETWORK.privateSubnetIds.a, "eu-central-1a"],
            [NETWORK.privateSubnetIds.b, "eu-central-1b"],
        ]);
        const isPrivate = ({ id }: { id: string }) => Object.values(NETWORK.privateSubnetIds).includes(id);
        for (const subnet of subnets) expect(cutOff(account, subnet) === undefined, subnet.id).toBe(isPrivate(subnet));
    });

    it("is nobody's leftover, and cannot be deleted while something of it is in use", () => {
        const account = adopted();
        expect(leftovers(account)).toEqual([]);
        expect(account.own).toEqual([]);
        expect(() => account.delete(TYPES.vpc, NETWORK.vpcId)).toThrow(/DependencyViolation/);
    });
});
