import { isDeepStrictEqual } from "node:util";

import { digits, physicalName } from "../cloud";
import type { ResourceType } from "../resource-type";
import { ec2 } from "./answers";
import { all, type Check, oneOf, tags, text, whole } from "./checks";
import { instanceSize } from "./instance-sizes";
import { ENCRYPTED_BY, GUARDED_BY, IN_SUBNET } from "./references";
import { AT_ONCE, took } from "./seconds";
import { TYPES } from "./types";

/** Instance types that EC2 does not know. */
export function unknownTypes(types: readonly unknown[], error: string): readonly string[] {
    return types.flatMap((type) =>
        typeof type !== "string" || instanceSize(type)
            ? []
            : [`${error}: The instance type "${type}" is not one that the simulated cloud has.`],
    );
}

/** User data in bytes before it is encoded. Source: Instance user data. */
const MAX_USER_DATA = 16 * 1024;

const userData: Check = ({ userData: data }) => {
    if (typeof data !== "string") return [];
    const size = Buffer.from(data, "base64").length;
    return size <= MAX_USER_DATA
        ? []
        : [`InvalidUserData.Malformed: User data is limited to 16384 bytes, got ${size}.`];
};

/** Inputs that are of the template itself. Source: hashicorp/terraform-provider-aws, launch_template.go, `updateKeys`. */
const OF_NO_VERSION = ["name", "namePrefix", "description", "defaultVersion", "updateDefaultVersion", "tags"];

/** A change of anything else makes a new version, which becomes the default one where the program says so. */
const versions: ResourceType["renews"] = ({ inputs, outputs: { latestVersion, defaultVersion } }, next) => {
    const keys = Object.keys({ ...inputs, ...next }).filter((key) => !OF_NO_VERSION.includes(key));
    if (keys.every((key) => isDeepStrictEqual(inputs[key], next[key]))) return { latestVersion, defaultVersion };
    const made = Number(latestVersion) + 1;
    return { latestVersion: made, defaultVersion: next.updateDefaultVersion === true ? made : defaultVersion };
};

const launchTemplate: ResourceType = {
    answer: ec2("lt", "launch-template", (request) => ({
        id: "",
        outputs: { name: physicalName(request), latestVersion: 1, defaultVersion: 1 },
    })),
    renews: versions,
    seconds: AT_ONCE,
    replaces: ["name", "namePrefix"],
    autoname: { property: "name", max: 128 },
    references: { "blockDeviceMappings.ebs.kmsKeyId": ENCRYPTED_BY },
    check: all(
        text("name", /^[\w().\-/]{3,128}$/, "InvalidLaunchTemplateName.MalformedException", "3 to 128 characters"),
        userData,
        ({ instanceType }) => unknownTypes([instanceType], "InvalidParameterValue"),
        tags,
    ),
};

/** Machines are made by node groups; a program may ask for one too. */
const instance: ResourceType = {
    answer: ec2("i", "instance", ({ urn }, { region }) => ({
        id: "",
        outputs: { privateDns: `i-${digits(urn, 17)}.${region}.compute.internal` },
    })),
    seconds: took(15, 10, 40, "estimate: apply logs show 13 to 33 s to create and 30 to 60 s to delete"),
    replaces: ["ami", "availabilityZone", "subnetId", "keyName", "tenancy"],
    references: { subnetId: IN_SUBNET, vpcSecurityGroupIds: GUARDED_BY },
    check: all(({ instanceType }) => unknownTypes([instanceType], "InvalidParameterValue"), tags),
};

const volume: ResourceType = {
    answer: ec2("vol", "volume"),
    seconds: took(11, 11, 2, "estimate: the provider looks every 10 s whether a volume is there"),
    replaces: ["availabilityZone", "encrypted", "kmsKeyId", "snapshotId", "multiAttachEnabled"],
    references: { kmsKeyId: ENCRYPTED_BY },
    check: all(
        oneOf("type", ["gp2", "gp3", "io1", "io2", "st1", "sc1", "standard"], "InvalidParameterValue"),
        whole("size", 1, 65536, "InvalidParameterValue"),
        tags,
    ),
};

/** Machines and disks, by resource type. */
export const EC2_COMPUTE: Readonly<Record<string, ResourceType>> = {
    [TYPES.launchTemplate]: launchTemplate,
    [TYPES.instance]: instance,
    "aws:ebs/volume:Volume": volume,
};
