import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Installation } from "./installation";
import { DEEP, PLAIN, TYPED, WRONG } from "./programs";

let project: Installation;
beforeAll(() => {
    project = new Installation();
});
afterAll(() => project.remove());

describe("the packed library", () => {
    it("holds compiled code, its declarations and the pack, and no sources, tests or stacks", () => {
        const folders = project.packed.map((path) => path.split("/").slice(0, 2).join("/"));
        expect([...new Set(folders)].sort()).toEqual([
            "LICENSE",
            "README.md",
            "dist/components",
            "dist/policies",
            "package.json",
            "policies/PulumiPolicy.yaml",
            "policies/groundwork-policies",
            "policies/pack-entry.js",
            "policies/package.json",
        ]);
        expect(project.packed.filter((path) => /(?<!\.d)\.ts$|\.test\./.test(path))).toEqual([]);
    });

    it("has types that hold: a strict consumer compiles, a wrong argument does not", () => {
        project.write("typed.ts", TYPED);
        project.write("wrong.ts", WRONG);
        expect(project.compile("typed.ts", "wrong.ts")).toEqual([
            "wrong.ts: Type 'string' is not assignable to type 'number'.",
        ]);
    });

    it("is used from TypeScript", () => {
        const { code, stdout, stderr } = project.run("typed.js");
        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
        expect(JSON.parse(stdout)).toEqual({
            namespace: "search",
            policies: {
                "resource-aws-kms-key-Key": "Rules: enc-kms-rotation",
                "resource-every-type": 'Keeps the inputs of all resources for the policy "stack".',
                stack: "Rules: gov-exceptions-valid",
            },
        });
    });

    it("is used from plain JavaScript", () => {
        project.write("plain.js", PLAIN);
        const { code, stdout, stderr } = project.run("plain.js");
        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
        expect(JSON.parse(stdout)).toEqual({
            registered: [
                "aws:eks/podIdentityAssociation:PodIdentityAssociation",
                "aws:iam/role:Role",
                "aws:iam/rolePolicy:RolePolicy",
                "groundwork:index:PodIdentity",
                "groundwork:index:ServingNamespace",
                "kubernetes:core/v1:LimitRange",
                "kubernetes:core/v1:Namespace",
                "kubernetes:core/v1:ResourceQuota",
                "kubernetes:core/v1:ServiceAccount",
                "kubernetes:networking.k8s.io/v1:NetworkPolicy",
                "kubernetes:rbac.authorization.k8s.io/v1:Role",
                "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
                "pulumi:providers:kubernetes",
            ],
            findings: ["enc-kms-rotation: enableKeyRotation is false.\nFix: Set enableKeyRotation: true."],
        });
    });

    it("keeps its insides to itself", () => {
        project.write("deep.js", DEEP);
        const { code, stderr } = project.run("deep.js");
        expect(code).not.toBe(0);
        expect(stderr).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
    });

    it("brings the pack as an executable that serves", async () => {
        expect(await firstLine("node_modules/groundwork/policies/groundwork-policies")).toMatch(/^\d+$/);
    });
});

/** The first line that an executable of the project prints; the engine reads the port from it. */
async function firstLine(file: string): Promise<string> {
    const child = spawn(join(project.folder, file), ["127.0.0.1:1"], { cwd: project.folder });
    const errors: string[] = [];
    child.stderr.on("data", (chunk) => errors.push(String(chunk)));
    try {
        return await new Promise((resolve, reject) => {
            child.stdout.once("data", (chunk) => resolve(String(chunk).trim()));
            child
                .once("error", reject)
                .once("exit", (code) => reject(new Error(`It ended with ${code}: ${errors.join("")}`)));
        });
    } finally {
        child.kill("SIGKILL");
    }
}
