import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { tokensOf } from "../../policies/facts/taggable";
import { TAGGABLE_TYPES } from "../../policies/facts/taggable-types";
import { GROUPS } from "../../policies/machinery/rule";
import { rules } from "../../policies/rules";

const root = join(__dirname, "../..");
const sdk = join(root, "node_modules/@pulumi");

/** The file of the SDK that declares a token; the SDK names files after classes. */
function sdkFile(token: string): string | undefined {
    const [provider = "", module = "", className = ""] = token.split(":");
    const file = `${className[0]?.toLowerCase()}${className.slice(1)}.js`;
    if (provider === "aws") return join(sdk, "aws", module.split("/")[0] ?? "", file);
    if (provider !== "kubernetes") return undefined;
    const [group = "", version = ""] = module.split("/");
    return join(sdk, "kubernetes", group.replace(/\.k8s\.io$|\.authorization\.k8s\.io$/, ""), version, file);
}

describe("the list of rules", () => {
    it("has every file of policies/rules exactly once, under its own id", () => {
        const files = GROUPS.flatMap((g) =>
            readdirSync(join(root, "policies/rules", g)).map((f) => f.replace(".ts", "")),
        );
        expect(rules.map((r) => r.id).sort()).toEqual(files.sort());
    });

    it("says of each rule what holds, why, and how to repair it", () => {
        for (const rule of rules) {
            for (const text of [rule.description, rule.why, rule.remediation])
                expect(text, rule.id).toMatch(/.{15,}[.]$/s);
            for (const reference of rule.frameworks) expect(reference.name, rule.id).not.toBe("");
        }
    });

    it("names only types that the installed SDKs have", () => {
        const tokens = new Set(rules.flatMap((r) => r.types).filter((t) => sdkFile(t) && !t.endsWith("*")));
        expect(tokens.size).toBeGreaterThan(50);
        const missing = [...tokens].filter((token) => {
            const file = sdkFile(token) ?? "";
            return !existsSync(file) || !readFileSync(file, "utf8").includes(`__pulumiType = '${token}'`);
        });
        expect(missing).toEqual([]);
    });
});

describe("the table of taggable types", () => {
    it("is what the installed AWS SDK says", () => {
        expect(tokensOf(TAGGABLE_TYPES).slice().sort()).toEqual(taggableInSdk().slice().sort());
    });
});

/** Every AWS class whose arguments have a map `tags`, read from the declarations without loading them. */
function taggableInSdk(): readonly string[] {
    const modules = readdirSync(join(sdk, "aws"), { withFileTypes: true }).filter((m) => m.isDirectory());
    return modules.flatMap(({ name: module }) => {
        const folder = join(sdk, "aws", module);
        const declarations = readdirSync(folder).filter((f) => f.endsWith(".d.ts") && f !== "index.d.ts");
        return declarations.flatMap((file) => {
            const text = readFileSync(join(folder, file), "utf8");
            const className = /^export declare class (\w+) extends pulumi\.CustomResource/m.exec(text)?.[1];
            const start = text.indexOf(`export interface ${className}Args {`);
            const args = start < 0 ? "" : text.slice(start, text.indexOf("\n}", start));
            const tagged = /^ {4}tags\?: pulumi\.Input<\{\s*\[key: string\]/m.test(args);
            if (!tagged) return [];
            // File names spell acronyms in another way than tokens do.
            const source = readFileSync(join(folder, file.replace(".d.ts", ".js")), "utf8");
            return /__pulumiType = '([^']+)'/.exec(source)?.[1] ?? [];
        });
    });
}
