import type { Resource } from "../machinery/resource";
import type { StackView } from "../machinery/stack-view";
import { BUCKET_LOGGINGS } from "./tokens";

/** The resources of one kind that configure a bucket. */
export function of(stack: StackView, bucket: Resource, tokens: readonly string[]): readonly Resource[] {
    return stack.attachedTo(bucket, tokens, ["bucket"]);
}

/** Whether access logs of another bucket go there. S3 delivers them neither with a KMS key nor from itself to itself. */
export function isLogTarget(stack: StackView, bucket: Resource): boolean {
    return stack.attachedTo(bucket, BUCKET_LOGGINGS, ["targetBucket"]).length > 0;
}
