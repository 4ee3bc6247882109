import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient, AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { structOf } from "../../policies/machinery/sdk";
import { rules } from "../../policies/rules";
import { UNKNOWN, urnOf } from "../support/policy";

const root = join(__dirname, "../..");
const executable = join(root, "policies/groundwork-policies");
const scratch = mkdtempSync(join(tmpdir(), "groundwork-policies-"));
const settingsFile = join(scratch, "settings.json");
/** Any answer of the pack; their messages share no more than this. */
type Answer<T> = (error: Error | null, response: T) => void;

beforeAll(() => {
    execFileSync(process.execPath, [
        join(root, "node_modules/typescript/bin/tsc"),
        "-b",
        join(root, "tsconfig.build.json"),
    ]);
    const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const exception = {
        finding: "enc-kms-rotation",
        urn: urnOf("prod", "aws:kms/key:Key", "excused"),
        stack: "prod",
        reason: "Signs releases until the new key is in place.",
        owner: "ann@example.com",
        expires: day,
    };
    const unused = { ...exception, urn: urnOf("prod", "aws:kms/key:Key", "gone") };
    writeFileSync(settingsFile, JSON.stringify({ exceptions: [exception, unused] }));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Starts a pack as the engine does, asks it something, and stops it whatever happens. */
async function withPack<T>(command: readonly string[], ask: (client: AnalyzerClient) => Promise<T>): Promise<T> {
    const [file = "", ...args] = command;
    // The language host starts a directory pack inside that directory; an executable does not care.
    const child = spawn(file, args, {
        cwd: join(root, "policies"),
        env: { ...process.env, GROUNDWORK_POLICY_SETTINGS: settingsFile },
    });
    const errors: string[] = [];
    child.stderr.on("data", (chunk) => errors.push(String(chunk)));
    let client: AnalyzerClient | undefined;
    try {
        const port = await new Promise<string>((resolve, reject) => {
            child.stdout.once("data", (chunk) => resolve(String(chunk).trim()));
            child.once("exit", (code) => reject(new Error(`The pack ended with ${code}: ${errors.join("")}`)));
            child.once("error", reject);
        });
        client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
        return await ask(client);
    } finally {
        client?.close();
        child.kill("SIGKILL");
    }
}

function answer<T>(call: (callback: Answer<T>) => void): Promise<T> {
    return new Promise((resolve, reject) => call((error, response) => (error ? reject(error) : resolve(response))));
}

function analyze(client: AnalyzerClient, type: string, name: string, inputs: Record<string, unknown>) {
    const request = new proto.AnalyzeRequest();
    request.setType(type);
    request.setName(name);
    request.setUrn(urnOf("prod", type, name));
    request.setOptions(new proto.AnalyzerResourceOptions());
    request.setProperties(structOf(inputs));
    return answer<proto.AnalyzeResponse>((done) => client.analyze(request, done));
}

function analyzeStack(client: AnalyzerClient, type: string, name: string) {
    const resource = new proto.AnalyzerResource();
    resource.setType(type);
    resource.setName(name);
    resource.setUrn(urnOf("prod", type, name));
    resource.setOptions(new proto.AnalyzerResourceOptions());
    resource.setProperties(structOf({}));
    const request = new proto.AnalyzeStackRequest();
    request.setResourcesList([resource]);
    return answer<proto.AnalyzeResponse>((done) => client.analyzeStack(request, done));
}

const shown = (response: proto.AnalyzeResponse): readonly string[] =>
    response.getDiagnosticsList().map((d) => {
        const level = d.getEnforcementlevel() === proto.EnforcementLevel.MANDATORY ? "mandatory" : "advisory";
        return `${level} ${d.getMessage().split(":")[0]}`;
    });

describe.each([
    ["as an executable", [executable, "127.0.0.1:1"]],
    [
        "as a directory",
        [
            process.execPath,
            join(root, "node_modules/@pulumi/pulumi/cmd/run-policy-pack"),
            "127.0.0.1:1",
            join(root, "policies"),
        ],
    ],
])("the pack %s", (_, command) => {
    it("answers the engine", async () => {
        const seen = await withPack(command, async (client) => {
            const info = await answer<proto.AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done));
            await answer((done) => client.configure(new proto.ConfigureAnalyzerRequest(), done));
            const key = "aws:kms/key:Key";
            const tags = { owner: "ml", costCenter: "1", environment: "prod" };
            return {
                info: [info.getName(), info.getVersion(), info.getSupportsconfig()],
                rules: new Set(info.getPoliciesList().flatMap((p) => p.getTagsList())),
                bad: shown(await analyze(client, key, "bad", { tags })),
                unknown: shown(
                    await analyze(client, key, "unknown", { tags: { owner: "ml" }, enableKeyRotation: UNKNOWN }),
                ),
                excused: shown(await analyze(client, key, "excused", { tags })),
                stack: shown(await analyzeStack(client, "aws:ec2/vpc:Vpc", "vpc")),
            };
        });
        expect(seen).toEqual({
            info: ["groundwork", "0.1.0", true],
            rules: new Set(rules.map((r) => r.id)),
            bad: ["mandatory enc-kms-rotation", "mandatory rel-protect-stateful"],
            unknown: [
                "advisory enc-kms-rotation[unknown",
                "mandatory rel-protect-stateful",
                "mandatory cost-required-tags[tag",
                "mandatory cost-required-tags[tag",
            ],
            excused: ["advisory enc-kms-rotation", "mandatory rel-protect-stateful"],
            stack: [
                "mandatory net-default-sg-closed",
                "mandatory net-vpc-flow-logs",
                "mandatory gov-exceptions-valid[unused",
            ],
        });
    });
});

/** Pulumi's own class of the message without content; a copy of it is refused. */
const Empty = (AnalyzerService.getAnalyzerInfo as unknown as { requestType: new () => never }).requestType;

/** Runs the pack until it ends by itself, which it does when it refuses to serve. */
function refused(
    file: string,
    env: Record<string, string> = {},
): { status: number | null; stdout: string; stderr: string } {
    const { status, stdout, stderr } = spawnSync(file, {
        env: { ...process.env, ...env },
        encoding: "utf8",
        timeout: 20_000,
    });
    return { status, stdout, stderr };
}

describe("the entry of the pack", () => {
    it("refuses wrong settings with all mistakes and no stack trace", () => {
        writeFileSync(join(scratch, "wrong.json"), JSON.stringify({ rules: { "no-such-rule": "off" }, level: "x" }));
        const file = join(scratch, "wrong.json");
        expect(refused(executable, { GROUNDWORK_POLICY_SETTINGS: file })).toEqual({
            status: 1,
            stdout: "",
            stderr: `Policy settings ${file}:\n  - level is no setting\n  - rules: there is no rule "no-such-rule"\n`,
        });
    });

    it("refuses stale or missing output, and needs no sources", () => {
        const copy = join(scratch, "copy");
        mkdirSync(join(copy, "policies"), { recursive: true });
        symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
        for (const file of ["groundwork-policies", "pack-entry.js", "package.json"]) {
            cpSync(join(root, "policies", file), join(copy, "policies", file));
        }
        const pack = join(copy, "policies/groundwork-policies");
        expect(refused(pack).stderr).toBe("groundwork-policies: the pack is not compiled; run: npm run build\n");

        cpSync(join(root, "dist/policies"), join(copy, "dist/policies"), { recursive: true });
        writeFileSync(join(copy, "policies/rule.ts"), "");
        utimesSync(join(copy, "policies/rule.ts"), new Date("2100-01-01"), new Date("2100-01-01"));
        expect(refused(pack)).toEqual({
            status: 1,
            stdout: "",
            stderr: "groundwork-policies: rule.ts is newer than the compiled pack; run: npm run build\n",
        });

        rmSync(join(copy, "policies/rule.ts"));
        // It gets as far as its settings, so it would have served.
        expect(refused(pack, { GROUNDWORK_POLICY_SETTINGS: "none.json" }).stderr).toContain("there is no such file");
    });

    it("loads neither the AWS nor the Kubernetes SDK", () => {
        const loadedBy = (module: string): readonly string[] => {
            const script = `require(${JSON.stringify(join(root, module))});
                process.stdout.write("\\n" + JSON.stringify(Object.keys(require.cache)), () => process.exit());`;
            const printed = execFileSync(process.execPath, ["-e", script], {
                encoding: "utf8",
                cwd: join(root, "policies"),
            });
            return JSON.parse(printed.trim().split("\n").at(-1) ?? "");
        };
        const pack = loadedBy("dist/policies/index.js");
        expect(pack.some((file) => file.endsWith("@pulumi/policy/server.js"))).toBe(true);
        expect(pack.filter((file) => /@pulumi\/(aws|kubernetes|eks)\//.test(file))).toEqual([]);
        expect(loadedBy("dist/policies/public.js").filter((file) => file.includes("node_modules"))).toEqual([]);
    });
});
