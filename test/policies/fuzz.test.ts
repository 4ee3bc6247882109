import fc from "fast-check";
import { expect, it } from "vitest";

import { rules } from "../../policies/rules";
import { type Fixtures, judged, UNKNOWN } from "../support/policy";

const tokens = [...new Set(rules.flatMap((r) => r.types))].filter((t) => t.includes("/") || t.includes("providers"));

/** Property names that rules read, so that a good part of the nonsense reaches them. */
const KEYS = [
    ...["spec", "metadata", "namespace", "labels", "name", "template", "containers", "image", "securityContext"],
    ...["policy", "Statement", "Effect", "Action", "Resource", "Principal", "AWS", "Condition", "assumeRolePolicy"],
    ...["rules", "applyServerSideEncryptionByDefault", "sseAlgorithm", "bucket", "tags", "inlinePolicies", "policyArn"],
    ...["ingress", "egress", "cidrBlocks", "blockDeviceMappings", "ebs", "encrypted", "metadataOptions", "vpcConfig"],
    ...["instanceTypes", "scalingConfig", "maxSize", "taints", "subnetIds", "kubeconfig", "version", "accessScope"],
];
const leaf = fc.oneof(
    fc.constantFrom<unknown>(UNKNOWN, "*", "", "true", "Allow", "s3:*", "0.0.0.0/0", "p5.48xlarge", "SPOT", "[", null),
    fc.boolean(),
    fc.integer(),
    fc.string({ maxLength: 6 }),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        leaf,
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...KEYS), tie("value"), { maxKeys: 4 }),
    ),
}));
const inputs = fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 8 });
const stack = fc.array(inputs, { minLength: tokens.length, maxLength: tokens.length }).map((bags): Fixtures => {
    // Each resource also points at another one through every property, so that joins are followed.
    const named = tokens.map(
        (type, i) => [`r${i}`, { type, inputs: bags[i] ?? {}, through: links(bags[i], i) }] as const,
    );
    return Object.fromEntries(named);
});

function links(bag: Record<string, unknown> | undefined, index: number): Record<string, string> {
    const target = `r${(index * 7) % tokens.length}`;
    return Object.fromEntries([...Object.keys(bag ?? {}), "bucket", "role", "clusterName"].map((key) => [key, target]));
}

it("judges any nonsense without a crash, and never calls what it does not know mandatory", async () => {
    await fc.assert(
        fc.asyncProperty(stack, async (fixtures) => {
            const found = await judged(rules, fixtures);
            expect(found.filter((f) => f.id.endsWith("[crashed]")).map((f) => f.message)).toEqual([]);
            for (const f of found) expect([f.id.includes("[unknown:"), f.level]).not.toEqual([true, "mandatory"]);
        }),
        { numRuns: 60 },
    );
});
