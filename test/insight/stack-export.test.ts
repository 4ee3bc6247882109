import { describe, expect, it } from "vitest";
import { estimate } from "../../insight/cost";
import { AWS_PRICES } from "../../insight/prices/aws";
import { graphFromExport, StackExportError } from "../../insight/stack-export";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const STACK_URN = "urn:pulumi:prod::groundwork::pulumi:pulumi:Stack::groundwork-prod";
const KEY_URN = "urn:pulumi:prod::groundwork::aws:kms/key:Key::key";

function exported(...resources: object[]): string {
    return JSON.stringify({ version: 3, deployment: { manifest: {}, resources } });
}

const key = { urn: KEY_URN, type: "aws:kms/key:Key", custom: true, inputs: {}, outputs: { region: "eu-west-1" } };

describe("graphFromExport", () => {
    it("keeps all that a question needs", () => {
        const graph = graphFromExport(
            exported(
                { urn: STACK_URN, type: "pulumi:pulumi:Stack", custom: false, outputs: { url: "https://x" } },
                {
                    ...key,
                    id: "1234-abcd",
                    parent: STACK_URN,
                    dependencies: [STACK_URN, "urn:other"],
                    propertyDependencies: { policy: ["urn:other"], tags: [] },
                    provider: "urn:pulumi:prod::groundwork::pulumi:providers:aws::default::id",
                    protect: true,
                    retainOnDelete: true,
                    deletedWith: STACK_URN,
                    ignoreChanges: ["tags"],
                    customTimeouts: { create: 1800, update: "1h30m", delete: 0 },
                    external: true,
                },
            ),
        );
        expect(graph.stack).toBe("prod");
        expect(graph.outputs).toEqual({ url: "https://x" });
        expect(graph.get(KEY_URN)).toEqual({
            urn: KEY_URN,
            type: "aws:kms/key:Key",
            name: "key",
            custom: true,
            external: true,
            inputs: {},
            outputs: { id: "1234-abcd", region: "eu-west-1" },
            parent: STACK_URN,
            dependencies: [{ urn: "urn:other", property: "policy" }, { urn: STACK_URN }],
            provider: "urn:pulumi:prod::groundwork::pulumi:providers:aws::default::id",
            options: {
                protect: true,
                retainOnDelete: true,
                deleteBeforeReplace: false,
                ignoreChanges: ["tags"],
                deletedWith: STACK_URN,
                customTimeouts: { create: 1800, update: 5400 },
            },
        });
    });

    it("leaves out what is being deleted or replaced, so that nothing counts twice", () => {
        const graph = graphFromExport(exported(key, { ...key, delete: true }, { ...key, pendingReplacement: true }));
        expect(graph.resources).toHaveLength(1);
        expect(estimate(graph, AWS_PRICES).floorPerMonth).toBe(1);
    });

    it("never shows a secret, however it is marked and however deep it is", () => {
        const graph = graphFromExport(
            exported({
                ...key,
                inputs: {
                    plain: "visible",
                    cipher: { [SIGNATURE]: SECRET, ciphertext: "hunter2" },
                    nested: [{ password: { [SIGNATURE]: SECRET, plaintext: '"hunter2"' } }],
                    output: { [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", secret: true, value: "hunter2" },
                    future: { [SIGNATURE]: "0000", payload: "hunter2" },
                    asset: { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", text: "hunter2" },
                },
                outputs: { token: "hunter2" },
                additionalSecretOutputs: ["token"],
            }),
        );
        expect(JSON.stringify(graph.resources)).not.toContain("hunter2");
        expect(graph.get(KEY_URN)?.inputs).toEqual({
            plain: "visible",
            cipher: "[secret]",
            nested: [{ password: "[secret]" }],
            output: "[secret]",
            future: "[secret]",
            asset: "[asset]",
        });
        expect(graph.get(KEY_URN)?.outputs).toEqual({ token: "[secret]" });
    });

    it("resolves outputs that are no secret, and references", () => {
        const output = { [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value: ["a"], dependencies: [] };
        const reference = { [SIGNATURE]: "5cf8f73096256a8f31e491e813e4eb8e", urn: STACK_URN };
        const graph = graphFromExport(exported({ ...key, inputs: { output, reference } }));
        expect(graph.get(KEY_URN)?.inputs).toEqual({ output: ["a"], reference: STACK_URN });
    });

    it("reads a stack that has nothing", () => {
        expect(graphFromExport(JSON.stringify({ version: 3, deployment: {} })).resources).toEqual([]);
    });

    it.each([
        ["{", /^Not a stack export: it is not JSON \(.+\)\.$/],
        ["[]", /^Not a stack export: it has no "deployment" object\.$/],
        ['{"deployment": {"resources": {}}}', /^Not a stack export: "deployment.resources" is not a list\.$/],
        [
            '{"deployment": {"resources": [7]}}',
            /^Not a stack export: "deployment.resources\[0\]" has no urn or no type\.$/,
        ],
    ])("says in one line what is wrong with %s", (json, message) => {
        expect(() => graphFromExport(json)).toThrow(StackExportError);
        expect(() => graphFromExport(json)).toThrow(message);
    });
});
