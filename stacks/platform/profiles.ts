import { CONTROL_PLANE_LOGS, ENDPOINT_SERVICES, type PlatformArgs } from "../../components";

/** What a profile says about each part of a platform. A stack's own values win over it. */
export interface Profile {
    readonly network: Pick<
        Extract<PlatformArgs["network"], { cidr: string }>,
        "zones" | "nat" | "interfaceEndpoints" | "flowLogRetentionDays" | "deletionProtection"
    >;
    readonly cluster: Pick<PlatformArgs["cluster"], "logTypes" | "logRetentionDays" | "deletionProtection">;
    readonly artifactStore: NonNullable<PlatformArgs["artifactStore"]>;
}

/**
 * The three profiles. `minimal` is cheap and disposable, `standard` survives the loss of a zone, `regulated` keeps
 * traffic inside the VPC and evidence for a year.
 */
export const PROFILES = {
    minimal: {
        network: {
            zones: ["a", "b"],
            nat: "single",
            interfaceEndpoints: [],
            flowLogRetentionDays: 7,
            deletionProtection: false,
        },
        cluster: { logTypes: ["audit", "authenticator"], logRetentionDays: 14, deletionProtection: false },
        artifactStore: { restoreWindowDays: 7, accessLogDays: 30, deletionProtection: false, forceDestroy: true },
    },
    standard: {
        network: {
            zones: ["a", "b", "c"],
            nat: "perZone",
            interfaceEndpoints: [],
            flowLogRetentionDays: 30,
            deletionProtection: true,
        },
        cluster: { logTypes: ["audit", "authenticator"], logRetentionDays: 90, deletionProtection: true },
        artifactStore: { restoreWindowDays: 30, accessLogDays: 180, deletionProtection: true, forceDestroy: false },
    },
    regulated: {
        network: {
            zones: ["a", "b", "c"],
            nat: "perZone",
            interfaceEndpoints: ENDPOINT_SERVICES,
            flowLogRetentionDays: 365,
            deletionProtection: true,
        },
        cluster: { logTypes: CONTROL_PLANE_LOGS, logRetentionDays: 365, deletionProtection: true },
        artifactStore: {
            restoreWindowDays: 365,
            accessLogDays: 730,
            objectLock: { mode: "GOVERNANCE", days: 30 },
            dataClass: "confidential",
            deletionProtection: true,
            forceDestroy: false,
        },
    },
} as const satisfies Record<string, Profile>;

/** Name of a profile. */
export type ProfileName = keyof typeof PROFILES;
