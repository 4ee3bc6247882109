import * as pulumi from "@pulumi/pulumi";

import { type PlatformArgs, platformProblems } from "../../components";
import { describeIssues } from "./issues";
import { PROFILES, type Profile } from "./profiles";
import { type PlatformConfig, platformSchema } from "./schema";

const KEY = "platform";

/**
 * Reads the stack's configuration over its profile's defaults, or ends the program with every mistake in it.
 *
 * @throws {pulumi.RunError} before anything is registered
 */
export function readPlatform(config = new pulumi.Config(), aws = new pulumi.Config("aws")): PlatformArgs {
    const given = readObject(config);
    const region = aws.get("region");
    const parsed = platformSchema.safeParse(given);
    const problems = [
        ...(region === undefined ? ['aws:region is required, such as "eu-central-1".'] : []),
        ...(parsed.success ? [] : describeIssues(parsed.error.issues, given)),
        ...platformProblems(soundParts(given, region)),
    ];
    if (problems.length > 0) throw new pulumi.RunError(report(config, problems));
    return platformArgs(platformSchema.parse(given), region ?? "");
}

function readObject(config: pulumi.Config): unknown {
    try {
        return config.requireObject<unknown>(KEY);
    } catch {
        const what = config.get(KEY) === undefined ? "is missing" : "is not an object";
        throw new pulumi.RunError(
            report(config, [`${config.name}:${KEY} ${what}: see Pulumi.dev.yaml for an example.`]),
        );
    }
}

/** The parts whose shape is right, so that mistakes between fields show in the same run as mistakes in other parts. */
function soundParts(given: unknown, region: string | undefined): Partial<PlatformArgs> {
    const { shape } = platformSchema;
    const raw = (typeof given === "object" && given !== null ? given : {}) as Record<string, unknown>;
    const accountId = shape.accountId.safeParse(raw.accountId).data;
    const profile = shape.profile.safeParse(raw.profile).data ?? "minimal";
    const network = shape.network.safeParse(raw.network).data;
    const cluster = shape.cluster.safeParse(raw.cluster).data;
    const nodeGroups = shape.nodeGroups.safeParse(raw.nodeGroups).data;
    const artifactStore = shape.artifactStore.safeParse(raw.artifactStore);
    const teams = shape.teams.safeParse(raw.teams).data;
    return {
        ...(accountId === undefined || region === undefined ? {} : { account: { accountId, region } }),
        ...(network && { network: networkOf(network, PROFILES[profile].network) }),
        ...(cluster && { cluster }),
        ...(nodeGroups && { nodeGroups }),
        ...(artifactStore.success && { artifactStore: { ...PROFILES[profile].artifactStore, ...artifactStore.data } }),
        ...(teams && { teams }),
    };
}

/** A specification from configuration whose shape and relations were found right. */
function platformArgs(config: PlatformConfig, region: string): PlatformArgs {
    const defaults = PROFILES[config.profile];
    return {
        account: { accountId: config.accountId, region },
        tags: config.tags,
        network: networkOf(config.network, defaults.network),
        cluster: { ...defaults.cluster, ...config.cluster },
        nodeGroups: config.nodeGroups,
        artifactStore: { ...defaults.artifactStore, ...config.artifactStore },
        teams: config.teams ?? {},
    };
}

function networkOf(network: PlatformConfig["network"], defaults: Profile["network"]): PlatformArgs["network"] {
    return "existing" in network ? network : { ...defaults, ...network };
}

function report(config: pulumi.Config, problems: readonly string[]): string {
    const count = problems.length === 1 ? "1 mistake" : `${problems.length} mistakes`;
    return [
        `Pulumi.${pulumi.getStack()}.yaml has ${count} in ${config.name}:${KEY}:`,
        ...problems.map((problem) => `  - ${problem}`),
    ].join("\n");
}
