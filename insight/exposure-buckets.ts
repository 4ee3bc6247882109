import type { Way } from "./exposure-checks";
import type { GraphResource, ResourceGraph } from "./graph";
import { textOf } from "./reading";

const SWITCHES = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

/** A bucket is closed when its own public access block, or the account's, is on in all four ways. */
export function bucketWays(bucket: GraphResource, graph: ResourceGraph): Way[] {
    if (graph.ofType("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock").some(isFull)) return [];
    const own = graph.ofType("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    if (own.some((block) => isFull(block) && isFor(block, bucket, graph))) return [];
    return [
        {
            what: "S3 bucket without a full public access block",
            from: ["whoever a bucket policy or an ACL admits"],
            close: `Give it a BucketPublicAccessBlock with ${SWITCHES.join(", ")} all true.`,
        },
    ];
}

function isFull({ inputs }: GraphResource): boolean {
    return SWITCHES.every((name) => inputs[name] === true || inputs[name] === "true");
}

/** By dependency, because before creation the bucket has no name yet; by name for buckets that came from elsewhere. */
function isFor(block: GraphResource, bucket: GraphResource, graph: ResourceGraph): boolean {
    if (graph.through(block, "bucket").includes(bucket)) return true;
    const name = textOf(block.inputs.bucket);
    return name !== undefined && [bucket.outputs.id, bucket.outputs.bucket, bucket.inputs.bucket].includes(name);
}
