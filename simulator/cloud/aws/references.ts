import type { Reference } from "../resource-type";
import { TYPES } from "./types";

/** What is in a VPC: the VPC goes last. */
export const IN_VPC: Reference = { to: [TYPES.vpc], holds: "DependencyViolation", missing: "InvalidVpcID.NotFound" };

/** What has a network interface in a subnet: the subnet goes last. */
export const IN_SUBNET: Reference = {
    to: [TYPES.subnet],
    holds: "DependencyViolation",
    missing: "InvalidSubnetID.NotFound",
};

/** What a security group guards: the group goes last. A VPC's default group is made with it, so any name will do. */
export const GUARDED_BY: Reference = { to: [TYPES.securityGroup], holds: "DependencyViolation" };

/**
 * What is encrypted by a key. AWS would let the key go, and a week later nothing could read the data that is still
 * there: the simulated cloud says so at once, with the error that reading would end with.
 */
export const ENCRYPTED_BY: Reference = { to: [TYPES.key], holds: "KMSInvalidStateException" };
