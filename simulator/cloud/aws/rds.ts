import type { Account, LiveResource } from "../account";
import { digits, physicalName, Refusal, type ResourceRequest } from "../cloud";
import { valuesAt } from "../paths";
import type { ResourceType } from "../resource-type";
import { arn } from "./answers";
import { all, tags, text, whole } from "./checks";
import { ENCRYPTED_BY, GUARDED_BY } from "./references";
import { AT_ONCE, took } from "./seconds";
import { TYPES } from "./types";

const IDENTIFIER = /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{0,62}(?<!-)$/;

const GROUP_NAME = /^[a-z](?!.*--)[a-z0-9.-]{0,254}(?<!-)$/;

const instance: ResourceType = {
    answer: (request, place) => {
        const identifier = physicalName(request, "identifier");
        const host = `${identifier}.${digits(request.urn, 12)}.${place.region}.rds.amazonaws.com`;
        const port = Number(request.inputs.port ?? 5432);
        const id = `db-${digits(request.urn, 26).toUpperCase()}`;
        return {
            id,
            outputs: {
                identifier,
                resourceId: id,
                arn: arn(place, "rds", `db:${identifier}`),
                address: host,
                endpoint: `${host}:${port}`,
                ...secretOf(request),
            },
        };
    },
    seconds: took(
        420,
        300,
        240,
        "estimate: apply logs show 5 to 10 minutes to create and 3 to 6 to delete, twice with Multi-AZ",
    ),
    replaces: [
        ...["availabilityZone", "characterSetName", "dbName", "engine", "kmsKeyId", "storageEncrypted", "username"],
        ...["identifierPrefix", "snapshotIdentifier", "timezone", "ncharCharacterSetName"],
    ],
    autoname: { property: "identifier", max: 63 },
    references: {
        dbSubnetGroupName: {
            to: [TYPES.subnetGroup],
            holds: "InvalidDBSubnetGroupStateFault",
            missing: "DBSubnetGroupNotFoundFault",
        },
        parameterGroupName: { to: [TYPES.parameterGroup], holds: "InvalidDBParameterGroupState" },
        vpcSecurityGroupIds: GUARDED_BY,
        kmsKeyId: ENCRYPTED_BY,
    },
    check: all(
        text(
            "identifier",
            IDENTIFIER,
            "InvalidParameterValue",
            "a letter, then at most 62 letters, digits and single -",
        ),
        text("instanceClass", /^db\.[a-z0-9]+\.[a-z0-9]+$/, "InvalidParameterValue", 'a class such as "db.t4g.medium"'),
        whole("allocatedStorage", 20, 65_536, "InvalidParameterValue"),
        whole("backupRetentionPeriod", 0, 35, "InvalidParameterValue"),
        tags,
    ),
    creating: (own, account) => {
        refuseParameterGroup(own.inputs.parameterGroupName, account);
        makeInterface(own, account);
    },
    updating: (_own, next, account) => refuseParameterGroup(next.parameterGroupName, account),
    deleting: (own, account) => {
        const { deletionProtection, skipFinalSnapshot, finalSnapshotIdentifier } = own.inputs;
        if (deletionProtection === true) {
            throw new Refusal(
                "InvalidParameterCombination: Cannot delete protected DB Instance, please disable protection.",
            );
        }
        if (skipFinalSnapshot !== true) makeSnapshot(account, own, finalSnapshotIdentifier);
        for (const made of madeWith(own, account)) account.unmake(made);
    },
};

/** RDS's own groups are always there. */
function refuseParameterGroup(name: unknown, account: Account): void {
    if (typeof name !== "string" || name.startsWith("default.") || account.named([TYPES.parameterGroup], name)) return;
    throw new Refusal(`DBParameterGroupNotFound: DBParameterGroup not found: ${name}.`);
}

/** The secret in which RDS keeps the password that it makes. */
function secretOf({ urn, inputs }: Pick<ResourceRequest, "urn" | "inputs">) {
    if (inputs.manageMasterUserPassword !== true) return {};
    return { masterUserSecrets: [{ secretStatus: "active", secretArn: `rds!db-${digits(urn, 32)}` }] };
}

/** The database answers in the first subnet of its group; the secret of its password goes with it. */
function makeInterface(own: LiveResource, account: Account): void {
    const madeFor = `database ${own.name}`;
    const group = account.named([TYPES.subnetGroup], String(own.inputs.dbSubnetGroupName));
    const [subnetId] = valuesAt(group?.inputs, "subnetIds");
    const id = `eni-${digits(`${own.urn}/eni`, 17)}`;
    const inputs = { subnetId, securityGroups: own.inputs.vpcSecurityGroupIds ?? [], database: own.id };
    if (subnetId !== undefined) account.make({ type: TYPES.networkInterface, id, name: id, inputs, madeFor });
    for (const secret of valuesAt(own.outputs, "masterUserSecrets.secretArn").map(String)) {
        account.make({ type: TYPES.secret, id: secret, name: secret, inputs: { database: own.id }, madeFor });
    }
}

function madeWith(own: LiveResource, account: Account): readonly LiveResource[] {
    return account.resources.filter(({ madeFor, inputs }) => madeFor !== undefined && inputs.database === own.id);
}

/** The last snapshot stays when the instance is gone, and bills. */
function makeSnapshot(account: Account, own: LiveResource, id: unknown): void {
    if (typeof id !== "string" || id === "") {
        throw new Refusal(`${own.name}: finalSnapshotIdentifier is required when skipFinalSnapshot is false.`);
    }
    if (account.get(TYPES.databaseSnapshot, id)) {
        throw new Refusal(`DBSnapshotAlreadyExists: Cannot create the snapshot because ${id} exists.`);
    }
    const { kmsKeyId } = own.inputs;
    const inputs = { dbInstanceIdentifier: own.outputs.identifier, ...(kmsKeyId === undefined ? {} : { kmsKeyId }) };
    account.make({ type: TYPES.databaseSnapshot, id, name: id, inputs, madeFor: `the end of database ${own.name}` });
}

const snapshot: ResourceType = {
    answer: ({ inputs }) => ({ id: String(inputs.dbSnapshotIdentifier), outputs: {} }),
    seconds: took(120, 1, 20, "estimate: by the size of the database"),
    replaces: ["dbInstanceIdentifier", "dbSnapshotIdentifier"],
    references: { kmsKeyId: ENCRYPTED_BY },
};

const subnetGroup: ResourceType = {
    answer: (request, place) => {
        const name = physicalName(request);
        return { id: name, outputs: { name, arn: arn(place, "rds", `subgrp:${name}`) } };
    },
    seconds: AT_ONCE,
    replaces: ["name", "namePrefix"],
    autoname: { property: "name", max: 255 },
    // The instance's interface holds a subnet, the group does not.
    references: { subnetIds: { to: [TYPES.subnet], missing: "InvalidSubnet" } },
    check: all(
        text("name", /^[a-z0-9._ -]{1,255}$/, "InvalidParameterValue", "lower-case letters, digits and ._-"),
        tags,
    ),
    creating: ({ inputs }, account) => {
        const ids = valuesAt(inputs, "subnetIds").map(String);
        const zones = new Set(ids.map((id) => account.get(TYPES.subnet, id)?.inputs.availabilityZone));
        if (zones.size >= 2) return;
        throw new Refusal("DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group must cover at least two zones.");
    },
};

const parameterGroup: ResourceType = {
    answer: (request, place) => {
        const name = physicalName(request);
        return { id: name, outputs: { name, arn: arn(place, "rds", `pg:${name}`) } };
    },
    seconds: took(2, 2, 1, "estimate: one API call for twenty parameters"),
    replaces: ["name", "namePrefix", "family", "description"],
    autoname: { property: "name", max: 255 },
    check: all(text("name", GROUP_NAME, "InvalidParameterValue", "a letter, then letters, digits and single -"), tags),
};

const secret: ResourceType = {
    answer: (request, place) => {
        const name = physicalName(request);
        const own = arn(place, "secretsmanager", `secret:${name}-${digits(request.urn, 6)}`);
        return { id: own, outputs: { name, arn: own } };
    },
    seconds: AT_ONCE,
    replaces: ["name", "namePrefix"],
    autoname: { property: "name", max: 512 },
    references: { kmsKeyId: ENCRYPTED_BY },
    check: all(
        text("name", /^[\w/+=.@-]{1,512}$/, "ValidationException", "1 to 512 letters, digits and /_+=.@-"),
        tags,
    ),
};

/** Databases with what they need, by resource type. */
export const RDS: Readonly<Record<string, ResourceType>> = {
    [TYPES.databaseInstance]: instance,
    [TYPES.databaseSnapshot]: snapshot,
    [TYPES.subnetGroup]: subnetGroup,
    [TYPES.parameterGroup]: parameterGroup,
    [TYPES.secret]: secret,
};
