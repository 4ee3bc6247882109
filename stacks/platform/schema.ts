import { z } from "zod";

import {
    CONTROL_PLANE_LOGS,
    COST_TAGS,
    cpuInstanceTypeNames,
    ENDPOINT_SERVICES,
    gpuInstanceTypeNames,
    LOG_RETENTION_DAYS,
} from "../../components";
import { PROFILES, type ProfileName } from "./profiles";

const profileNames = Object.keys(PROFILES) as [ProfileName, ...ProfileName[]];
const days = z.int().min(1).max(3650);
const retention = z.literal(LOG_RETENTION_DAYS);
const subnetIds = z.record(z.string().regex(/^[a-z]$/, "one zone letter"), z.string().startsWith("subnet-"));
const principals = z.record(z.string(), z.string());
const nodes = z.int().min(0).max(450);

/** A VPC that the platform creates. */
const newNetwork = z.strictObject({
    cidr: z.string(),
    zones: z.array(z.string()).optional(),
    nat: z.enum(["none", "single", "perZone"]).optional(),
    interfaceEndpoints: z.array(z.enum(ENDPOINT_SERVICES)).optional(),
    flowLogRetentionDays: retention.optional(),
});

/** A VPC that somebody else owns. */
const existingNetwork = z.strictObject({
    existing: z.strictObject({
        vpcId: z.string().startsWith("vpc-"),
        privateSubnetIds: subnetIds,
        publicSubnetIds: subnetIds.optional(),
        intraSubnetIds: subnetIds.optional(),
    }),
});

const cluster = z.strictObject({
    /** A minor such as "1.35". In quotes: YAML would read 1.30 as the number 1.3. */
    version: z.string().optional(),
    access: z.strictObject({
        breakGlass: principals,
        admins: principals.optional(),
        deployers: principals.optional(),
        viewers: principals.optional(),
    }),
    publicAccessCidrs: z.array(z.cidrv4()).optional(),
    logTypes: z.array(z.enum(CONTROL_PLANE_LOGS)).optional(),
    logRetentionDays: retention.optional(),
    deletionProtection: z.boolean().optional(),
});

const nodeGroupBase = {
    zones: z.array(z.string()).optional(),
    diskGiB: z.int().min(20).max(2000).optional(),
    releaseVersion: z.string().optional(),
};
/** Any known type is accepted here: which kind may have which is said with better words by the planner. */
const instanceTypes = z.array(z.enum([...cpuInstanceTypeNames, ...gpuInstanceTypeNames]));

const nodeGroup = z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("system"), instanceTypes, minSize: nodes, maxSize: nodes, ...nodeGroupBase }),
    z.strictObject({ kind: z.literal("spot"), instanceTypes, minSize: nodes, maxSize: nodes, ...nodeGroupBase }),
    z.strictObject({
        kind: z.literal("gpu"),
        instanceTypes,
        maxGpus: z.int().min(1),
        minSize: nodes.optional(),
        capacityType: z.enum(["ON_DEMAND", "SPOT", "CAPACITY_BLOCK"]).optional(),
        capacityReservationId: z.string().optional(),
        ...nodeGroupBase,
    }),
]);

const artifactStore = z.strictObject({
    restoreWindowDays: days.optional(),
    expireAfterDays: z.record(z.string().endsWith("/"), days).optional(),
    accessLogDays: days.optional(),
    objectLock: z.strictObject({ mode: z.enum(["GOVERNANCE", "COMPLIANCE"]), days }).optional(),
    dataClass: z.enum(["public", "internal", "confidential", "restricted"]).optional(),
    deletionProtection: z.boolean().optional(),
    forceDestroy: z.boolean().optional(),
});

const team = z.strictObject({
    roleArn: z.string().startsWith("arn:aws").optional(),
    quota: z.strictObject({
        cpu: z.number().positive(),
        memoryGiB: z.number().positive(),
        gpus: z.int().min(0).optional(),
        loadBalancers: z.int().min(0).optional(),
        pods: z.int().min(1).optional(),
        storageGiB: z.int().min(0).optional(),
    }),
    platformServices: z
        .record(z.string(), z.strictObject({ namespace: z.string(), ports: z.array(z.int().min(1).max(65_535)) }))
        .optional(),
});

const costTags = Object.fromEntries(COST_TAGS.map((key) => [key, z.string().min(1)])) as Record<
    (typeof COST_TAGS)[number],
    z.ZodString
>;

/** The shape of `groundwork:platform` in a stack's file. What no single field shows is judged after it. */
export const platformSchema = z.strictObject({
    profile: z.enum(profileNames),
    /** Twelve digits, in quotes. */
    accountId: z.string(),
    tags: z.object(costTags).catchall(z.string()),
    network: z.union([newNetwork, existingNetwork]),
    cluster,
    nodeGroups: z.record(z.string(), nodeGroup),
    artifactStore: artifactStore.optional(),
    teams: z.record(z.string(), team).optional(),
});

/** `groundwork:platform` as written, once its shape is right. */
export type PlatformConfig = z.infer<typeof platformSchema>;
