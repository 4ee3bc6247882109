import type { GraphResource, ResourceGraph } from "./graph";
import { at, listOf, textOf } from "./reading";
import type { TeardownFinding } from "./teardown";

/** What AWS refuses to delete or leaves behind, whatever the order. */
export function refusals(graph: ResourceGraph): readonly TeardownFinding[] {
    return [
        ...graph.ofType("aws:s3/bucketVersioning:BucketVersioning"),
        ...graph.ofType("aws:eks/cluster:Cluster"),
    ].flatMap((resource) =>
        resource.type.startsWith("aws:s3/") ? fullBucket(graph, resource) : strayLogs(graph, resource),
    );
}

/** A bucket that keeps every version is never empty again once it was used. */
function fullBucket(graph: ResourceGraph, versioning: GraphResource): readonly TeardownFinding[] {
    if (at(versioning.inputs, "versioningConfiguration", "status") !== "Enabled") return [];
    return bucketsOf(graph, versioning)
        .filter(({ inputs, options }) => inputs.forceDestroy !== true && !options.protect && !options.retainOnDelete)
        .map(({ urn, type, name }) => ({
            ...{ urn, type, name, rule: "versioned-buckets-can-be-emptied", kind: "will refuse" as const, missing: [] },
            message: `${name} keeps every version, is not protected, and may not be emptied: its delete will be refused.`,
            why: "S3 answers BucketNotEmpty while one version or delete marker is left.",
            fix: `Set forceDestroy on ${name} if its contents may go with the stack, or protect it if they may not.`,
        }));
}

function bucketsOf(graph: ResourceGraph, versioning: GraphResource): readonly GraphResource[] {
    const through = graph.through(versioning, "bucket");
    if (through.length > 0) return through;
    const name = textOf(versioning.inputs.bucket);
    return graph.ofType("aws:s3/bucket:Bucket").filter(({ outputs }) => name !== undefined && outputs.id === name);
}

/** EKS makes the log group that it misses, for ever and without a key, and leaves it behind. */
function strayLogs(graph: ResourceGraph, cluster: GraphResource): readonly TeardownFinding[] {
    if (cluster.external === true || listOf(cluster.inputs.enabledClusterLogTypes).length === 0) return [];
    const name = textOf(cluster.outputs.name) ?? textOf(cluster.inputs.name);
    const expected = `/aws/eks/${name}/cluster`;
    const owned = graph.ofType("aws:cloudwatch/logGroup:LogGroup").some(({ inputs }) => inputs.name === expected);
    // Before creation a generated name is not known, and neither is whether a group has it.
    if (name === undefined || owned) return [];
    const { urn, type, name: logicalName } = cluster;
    return [
        {
            ...{ urn, type, name: logicalName, rule: "clusters-own-their-log-group", kind: "leaves", missing: [] },
            message: `${logicalName} writes logs, and the stack has no log group ${expected}: it will stay behind.`,
            why: "EKS makes the group itself, keeps its contents for ever, and does not delete it with the cluster.",
            fix: `Add a LogGroup named ${expected} with a retention, and let the cluster depend on it.`,
        },
    ];
}
