import { beforeEach, describe, expect, it } from "vitest";

import { leftovers } from "../../../simulator/cloud/aws/leftovers";
import { Lab, networkIn, refused } from "../../support/lab";

let lab: Lab;
let network: ReturnType<typeof networkIn>;
beforeEach(() => {
    lab = new Lab();
    network = networkIn(lab);
});

function database(changes: object = {}) {
    const group = lab.make("SubnetGroup", "db", { subnetIds: network.private.map(({ id }) => id) });
    const guard = lab.make("SecurityGroup", "db", { vpcId: network.vpc.id });
    const instance = lab.make("Instance", "db", {
        engine: "postgres",
        instanceClass: "db.t4g.medium",
        allocatedStorage: 20,
        dbSubnetGroupName: group.id,
        vpcSecurityGroupIds: [guard.id],
        manageMasterUserPassword: true,
        skipFinalSnapshot: true,
        ...changes,
    });
    return { instance, group, guard };
}

describe("a database in the simulated cloud", () => {
    it("holds its subnet, its groups and a secret, and lets them go", () => {
        const before = leftovers(lab.account);
        const { instance, group, guard } = database();
        expect(leftovers(lab.account).filter((line) => line.endsWith("made for database db"))).toHaveLength(2);
        expect(refused(() => lab.remove(group))).toMatch(/^InvalidDBSubnetGroupStateFault/);
        expect(refused(() => lab.remove(guard))).toMatch(/^DependencyViolation/);
        expect(refused(() => lab.remove(network.private[0]))).toMatch(/^DependencyViolation: .*database db/);
        for (const next of [instance, guard, group]) lab.remove(next);
        expect(leftovers(lab.account)).toEqual(before);
    });

    it("stays while it is protected, and leaves its last snapshot, which bills", () => {
        const { instance } = database({ deletionProtection: true, skipFinalSnapshot: false });
        expect(refused(() => lab.remove(instance))).toMatch(/^InvalidParameterCombination: Cannot delete protected/);
        lab.change(instance, { deletionProtection: false });
        expect(refused(() => lab.remove(instance))).toMatch(/finalSnapshotIdentifier is required/);
        lab.change(instance, { finalSnapshotIdentifier: "db-last" });
        lab.remove(instance);
        expect(leftovers(lab.account)).toContain("aws:rds/snapshot:Snapshot db-last, made for the end of database db");
    });

    it.each([
        [
            "one zone",
            () => lab.make("SubnetGroup", "one", { subnetIds: [network.private[0].id] }),
            /^DBSubnetGroupDoesNotCover/,
        ],
        [
            "a subnet group that is not there",
            () => database({ dbSubnetGroupName: "none" }),
            /^DBSubnetGroupNotFoundFault/,
        ],
        [
            "a parameter group that is not there",
            () => database({ parameterGroupName: "own" }),
            /^DBParameterGroupNotFound/,
        ],
        ["19 GiB", () => database({ allocatedStorage: 19 }), /20 to 65536, got 19/],
        ["36 days of backups", () => database({ backupRetentionPeriod: 36 }), /0 to 35, got 36/],
        ["a class without db.", () => database({ instanceClass: "t4g.medium" }), /a class such as/],
        ["a name that begins with a digit", () => database({ identifier: "1db" }), /a letter, then/],
    ])("refuses %s", (_, act, expected) => {
        expect(refused(act)).toMatch(expected);
    });

    it("takes RDS's own parameter groups, and holds a group of the program's", () => {
        const group = lab.make("ParameterGroup", "own", { family: "postgres17" });
        const { instance } = database({ parameterGroupName: group.id });
        expect(refused(() => lab.remove(group))).toMatch(/^InvalidDBParameterGroupState/);
        lab.change(instance, { parameterGroupName: "default.postgres17" });
        lab.remove(group);
    });
});
