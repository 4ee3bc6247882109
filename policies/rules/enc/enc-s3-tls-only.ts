import { of } from "../../facts/buckets";
import { BUCKET_POLICIES, BUCKETS } from "../../facts/tokens";
import { CONCRETE_ID, covers, hasStarPrincipal, type Statement, statementsOf } from "../../machinery/documents";
import { stackRule } from "../../machinery/rule";

/** A bucket policy denies every request to a bucket that comes without TLS. */
export const encS3TlsOnly = stackRule({
    id: "enc-s3-tls-only",
    description: "A bucket policy denies every request to a bucket that comes without TLS.",
    why: "S3 also answers plain HTTP, where anybody on the way reads the model and the credentials' signature.",
    types: [...BUCKETS, ...BUCKET_POLICIES],
    level: "mandatory",
    severity: "high",
    frameworks: ["FSBP S3.5", "CIS-AWS 3.1.1", "CKV_AWS_379", "cdk-nag AwsSolutions-S10"],
    remediation:
        'Add {Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [arn, arn/*], Condition: {Bool: {"aws:SecureTransport": "false"}}}.',
    check(stack, { on }) {
        for (const bucket of stack.ofType(...BUCKETS)) {
            const { report, known } = on(bucket);
            const inline = bucket.at("policy");
            const documents = [...of(stack, bucket, BUCKET_POLICIES).map((p) => p.at("policy")), inline];
            // Every document is looked at, so an unknown one is reported; one that denies is enough.
            const readable = documents.filter((d) => known(d));
            const allKnown = readable.length === documents.length;
            if (readable.flatMap(statementsOf).some(deniesPlainHttp) || !allKnown) continue;
            report("no bucket policy denies requests without TLS.");
        }
    },
});

function deniesPlainHttp(s: Statement): boolean {
    const transport = s.conditions.Bool?.["aws:securetransport"] ?? [];
    return (
        s.effect === "Deny" &&
        hasStarPrincipal(s) &&
        s.actions.some((a) => covers(a, "s3:GetObject") && covers(a, "s3:PutObject")) &&
        // In a preview neither ARN is known yet: two references are the bucket and its objects, one may be the bucket alone.
        (s.resources.some((r) => r.endsWith("*")) || s.resources.filter((r) => r === CONCRETE_ID).length > 1) &&
        Object.keys(s.conditions).length === 1 &&
        transport.includes("false")
    );
}
