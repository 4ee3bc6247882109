import { z } from "zod";

import {
    CONTROL_PLANE_LOGS,
    COST_TAGS,
    cpuInstanceTypeNames,
    ENDPOINT_SERVICES,
    gpuInstanceTypeNames,
    kubernetesMinors,
    LOG_RETENTION_DAYS,
    versionProblem,
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
    zones: z.array(z.string()).exactOptional(),
    nat: z.enum(["none", "single", "perZone"]).exactOptional(),
    interfaceEndpoints: z.array(z.enum(ENDPOINT_SERVICES)).exactOptional(),
    flowLogRetentionDays: retention.exactOptional(),
    deletionProtection: z.boolean().exactOptional(),
});

/** A VPC that somebody else owns. */
const existingNetwork = z.strictObject({
    existing: z.strictObject({
        vpcId: z.string().startsWith("vpc-"),
        privateSubnetIds: subnetIds,
        publicSubnetIds: subnetIds.exactOptional(),
        intraSubnetIds: subnetIds.exactOptional(),
    }),
});

const cluster = z.strictObject({
    /** A minor such as "1.35". In quotes: YAML would read 1.30 as the number 1.3. */
    version: z
        .enum(kubernetesMinors, {
            error: ({ input }) => (typeof input === "string" ? versionProblem(input) : undefined),
        })
        .exactOptional(),
    access: z.strictObject({
        breakGlass: principals,
        admins: principals.exactOptional(),
        deployers: principals.exactOptional(),
        viewers: principals.exactOptional(),
    }),
    publicAccessCidrs: z.array(z.cidrv4()).exactOptional(),
    logTypes: z.array(z.enum(CONTROL_PLANE_LOGS)).exactOptional(),
    logRetentionDays: retention.exactOptional(),
    deletionProtection: z.boolean().exactOptional(),
});

const nodeGroupBase = {
    zones: z.array(z.string()).exactOptional(),
    diskGiB: z.int().min(20).max(2000).exactOptional(),
    releaseVersion: z.string().exactOptional(),
};
const cpuType = z.enum(cpuInstanceTypeNames);
const gpuType = z.enum(gpuInstanceTypeNames);

const nodeGroup = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z.literal("system"),
        instanceTypes: z.tuple([cpuType], cpuType),
        minSize: nodes,
        maxSize: nodes,
        ...nodeGroupBase,
    }),
    z.strictObject({
        kind: z.literal("spot"),
        instanceTypes: z.tuple([cpuType, cpuType, cpuType], cpuType),
        minSize: nodes,
        maxSize: nodes,
        ...nodeGroupBase,
    }),
    z.strictObject({
        kind: z.literal("gpu"),
        instanceTypes: z.tuple([gpuType], gpuType),
        maxGpus: z.int().min(1),
        minSize: nodes.exactOptional(),
        capacityType: z.enum(["ON_DEMAND", "SPOT", "CAPACITY_BLOCK"]).exactOptional(),
        capacityReservationId: z.string().exactOptional(),
        ...nodeGroupBase,
    }),
]);

const artifactStore = z.strictObject({
    restoreWindowDays: days.exactOptional(),
    expireAfterDays: z.record(z.string().endsWith("/"), days).exactOptional(),
    accessLogDays: days.exactOptional(),
    objectLock: z.strictObject({ mode: z.enum(["GOVERNANCE", "COMPLIANCE"]), days }).exactOptional(),
    dataClass: z.enum(["public", "internal", "confidential", "restricted"]).exactOptional(),
    deletionProtection: z.boolean().exactOptional(),
    forceDestroy: z.boolean().exactOptional(),
});

const team = z.strictObject({
    roleArn: z.string().startsWith("arn:aws").exactOptional(),
    quota: z.strictObject({
        cpu: z.number().positive(),
        memoryGiB: z.number().positive(),
        gpus: z.int().min(0).exactOptional(),
        loadBalancers: z.int().min(0).exactOptional(),
        pods: z.int().min(1).exactOptional(),
        storageGiB: z.int().min(0).exactOptional(),
    }),
    platformServices: z
        .record(z.string(), z.strictObject({ namespace: z.string(), ports: z.array(z.int().min(1).max(65_535)) }))
        .exactOptional(),
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
    artifactStore: artifactStore.exactOptional(),
    teams: z.record(z.string(), team).exactOptional(),
});

/** `groundwork:platform` as written, once its shape is right. */
export type PlatformConfig = z.infer<typeof platformSchema>;
