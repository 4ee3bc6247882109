/** Programs of a consumer. They are text here because they are compiled and run outside the repository. */

const NAMESPACE = `{
    team: "search",
    cluster: { name: "ml", arn: "arn:aws:eks:eu-central-1:123456789012:cluster/ml" },
    kubernetesProvider: new kubernetes.Provider("cluster", { kubeconfig: "{}" }),
    artifactStore: { bucketArn: "arn:aws:s3:::artifacts", kmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/1" },
    quota: { cpu: 8, memoryGiB: 32, gpus: 1 },
}`;

/** A team's namespace and a pack of one rule, in TypeScript. */
export const TYPED = `
import * as kubernetes from "@pulumi/kubernetes";
import type { Policies } from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";
import { ServingNamespace, type ServingNamespaceArgs } from "groundwork";
import { defaultSettings, encKmsRotation, packPolicies, type Rule } from "groundwork/policies";

async function main(): Promise<void> {
    await pulumi.runtime.setMocks({
        newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
        call: ({ inputs }) => inputs,
    });
    const args: ServingNamespaceArgs = ${NAMESPACE};
    const search = new ServingNamespace("search", args);
    const namespace: string = await new Promise((resolve) => search.namespace.apply(resolve));
    await pulumi.runtime.disconnect();
    const rules: readonly Rule[] = [encKmsRotation];
    const policies: Policies = packPolicies(defaultSettings("2026-06-15"), { rules });
    const descriptions = policies.map(({ name, description }) => [name, description]);
    console.log(JSON.stringify({ namespace, policies: Object.fromEntries(descriptions) }));
}
void main();
`;

/** The same in plain JavaScript, with what it registers and what the rule says of a key that does not rotate. */
export const PLAIN = `
const kubernetes = require("@pulumi/kubernetes");
const pulumi = require("@pulumi/pulumi");
const { ServingNamespace } = require("groundwork");
const { defaultSettings, encKmsRotation, packPolicies } = require("groundwork/policies");

async function main() {
    const registered = new Set();
    await pulumi.runtime.setMocks({
        newResource: ({ type, name, inputs }) => {
            registered.add(type);
            return { id: name, state: inputs };
        },
        call: ({ inputs }) => inputs,
    });
    new ServingNamespace("search", ${NAMESPACE});
    await pulumi.runtime.disconnect();
    const [policy] = packPolicies(defaultSettings("2026-06-15"), { rules: [encKmsRotation] });
    const findings = [];
    const urn = "urn:pulumi:dev::consumer::aws:kms/key:Key::key";
    const key = { type: "aws:kms/key:Key", name: "key", urn, props: { enableKeyRotation: false }, opts: {} };
    await policy.validateResource({ ...key, stackTags: new Map() }, ({ message }) => findings.push(message));
    console.log(JSON.stringify({ registered: [...registered].sort(), findings }));
}
main();
`;

/** A program with one wrong argument. */
export const WRONG = `
import type { ServingNamespaceArgs } from "groundwork";

export const quota: ServingNamespaceArgs["quota"] = { cpu: "eight", memoryGiB: 32 };
`;

/** What is not exported stays ours to change. */
export const DEEP = `require("groundwork/dist/components/serving/serving-namespace.js");`;
