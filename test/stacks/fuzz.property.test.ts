import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { CONTROL_PLANE_LOGS, ENDPOINT_SERVICES } from "../../components";
import type { ResourceGraph } from "../../insight/graph";
import { readPlatform } from "../../stacks/platform/config";
import { PROFILES } from "../../stacks/platform/profiles";
import { deploy, refusal } from "../support/deploy";
import { configWith, platformOf, program } from "../support/stacks";

type Path = readonly (string | number)[];

/** Every path into a value, the value's own first. */
function pathsOf(value: unknown, at: Path = []): readonly Path[] {
    if (value === null || typeof value !== "object") return [at];
    return [at, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, key]))];
}

/** A copy with the value at a path replaced, removed (undefined) or, beside it, something added. */
function corrupted(value: unknown, path: Path, wrong: unknown): unknown {
    const [key, ...rest] = path;
    if (key === undefined) return wrong;
    const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
    if (rest.length === 0 && wrong === undefined) delete copy[key];
    else copy[key] = corrupted(copy[key], rest, wrong);
    return copy;
}

const sound = platformOf("dev");
const paths = pathsOf(sound).filter((path) => path.length > 0);
const wrong = fc.oneof(
    fc.constantFrom(undefined, null, "", 0, -1, 1.5, 1e300, true, [], {}, "spot", "g5.xlarge", "10.0.0.0/16", "1.33"),
    fc.jsonValue({ maxDepth: 2 }),
    fc.string(),
    fc.integer(),
    fc
        .constantFrom(...paths)
        .map((path) => path.reduce<unknown>((v, key) => (v as Record<string, unknown>)[key], sound)),
);
const corruption = fc.record({
    path: fc.constantFrom(...paths),
    beside: fc.option(fc.constantFrom("extra", "__proto__", "toString", "zones", "team_a", "kind"), { freq: 3 }),
    wrong,
});

describe("200 corruptions of a stack's file", () => {
    it("are accepted or refused with a message, before anything is registered", async () => {
        const outcomes = { accepted: 0, refused: 0 };
        const read = () => readPlatform();
        await fc.assert(
            fc.asyncProperty(fc.array(corruption, { minLength: 1, maxLength: 2 }), async (corruptions) => {
                const platform = corruptions.reduce<unknown>((value, { path, beside, wrong: bad }) => {
                    const sibling = [...path.slice(0, -1), beside ?? ""];
                    return isBag(value) ? corrupted(value, beside === null ? path : sibling, bad) : value;
                }, structuredClone(sound));
                const options = { stack: "dev", config: configWith("dev", platform) };
                try {
                    await deploy(read, options);
                    outcomes.accepted += 1;
                } catch (error) {
                    expect(pulumi.RunError.isInstance(error), String(error)).toBe(true);
                    const text = await refusal(read, options);
                    expect(text).toMatch(/^Pulumi\.dev\.yaml has \d+ mistakes? in groundwork:platform:\n {2}- /);
                    expect(text).not.toMatch(/\n\s+at |\[object Object\]|undefined|NaN/);
                    outcomes.refused += 1;
                }
            }),
            { numRuns: 200 },
        );
        expect(outcomes.refused).toBeGreaterThan(50);
    });
});

function isBag(value: unknown): boolean {
    return typeof value === "object" && value !== null;
}

describe("a profile", () => {
    const withProfile = async (profile: string): Promise<ResourceGraph> => {
        const { artifactStore: _, ...rest } = platformOf("dev");
        const config = configWith("dev", { ...rest, profile });
        return (await deploy(program, { stack: "dev", config })).graph;
    };
    const count = (graph: ResourceGraph, type: string): number => graph.ofType(type).length;
    const inputsOf = (graph: ResourceGraph, type: string, name: string) =>
        graph.ofType(type).find((resource) => resource.name === name)?.inputs;

    it.each([
        ["minimal", { zones: 2, nats: 1, endpoints: 1, logDays: 14, flowDays: 7, locks: 0, protect: false, window: 7 }],
        [
            "standard",
            { zones: 3, nats: 3, endpoints: 1, logDays: 90, flowDays: 30, locks: 0, protect: true, window: 30 },
        ],
        [
            "regulated",
            { zones: 3, nats: 3, endpoints: 10, logDays: 365, flowDays: 365, locks: 1, protect: true, window: 365 },
        ],
    ])("%s keeps what it promises", async (profile, promised) => {
        const graph = await withProfile(profile);
        const key = graph.ofType("aws:kms/key:Key").find((resource) => resource.name === "ml-artifacts-key");
        expect({
            zones: count(graph, "aws:ec2/subnet:Subnet") / 3,
            nats: count(graph, "aws:ec2/natGateway:NatGateway"),
            endpoints: count(graph, "aws:ec2/vpcEndpoint:VpcEndpoint"),
            logDays: inputsOf(graph, "aws:cloudwatch/logGroup:LogGroup", "ml-cluster-control-plane-logs")
                ?.retentionInDays,
            flowDays: inputsOf(graph, "aws:cloudwatch/logGroup:LogGroup", "ml-network-flow-logs")?.retentionInDays,
            locks: count(graph, "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"),
            protect: key?.options.protect,
            window: promised.window,
        }).toEqual(promised);
        expect(
            inputsOf(
                graph,
                "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
                "ml-artifacts-lifecycle",
            )?.rules,
        ).toMatchObject([{ noncurrentVersionExpiration: { noncurrentDays: promised.window } }]);
    });

    it("regulated has an endpoint for every service, every log, and a lock on its artifacts", () => {
        expect(PROFILES.regulated.network.interfaceEndpoints).toEqual(ENDPOINT_SERVICES);
        expect(PROFILES.regulated.cluster.logTypes).toEqual(CONTROL_PLANE_LOGS);
        expect(PROFILES.regulated.artifactStore).toMatchObject({
            forceDestroy: false,
            dataClass: "confidential",
            objectLock: { mode: "GOVERNANCE", days: 30 },
        });
    });

    it("yields to what the file itself says", async () => {
        const changed = { ...platformOf("dev"), artifactStore: { forceDestroy: false, restoreWindowDays: 21 } };
        const { result } = await deploy(() => readPlatform(), { stack: "dev", config: configWith("dev", changed) });
        expect(result.artifactStore).toMatchObject({
            ...PROFILES.minimal.artifactStore,
            forceDestroy: false,
            restoreWindowDays: 21,
        });
    });
});
