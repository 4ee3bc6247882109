import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { loadProgram } from "../../cli/program";

describe("loadProgram", () => {
    let root: string;
    beforeEach(() => {
        root = mkdtempSync(join(tmpdir(), "groundwork-program-"));
    });
    afterEach(() => rmSync(root, { recursive: true, force: true }));
    const write = (path: string, text: string) => {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
    };
    const load = (main: string) => loadProgram({ root, name: "example", main, stack: "dev", config: {} });

    it("runs the program's modules anew each time, and those that they import once", () => {
        write("stacks/index.ts", "");
        write("dist/stacks/index.js", "exports.runs = [require('./part').count(), require('../library').count()];");
        for (const module of ["stacks/part", "library"]) {
            write(`dist/${module}.js`, "let count = 0; exports.count = () => ++count;");
        }
        const program = load("stacks/index.ts");
        expect(program()).toEqual({ runs: [1, 1] });
        expect(program()).toEqual({ runs: [1, 2] });
    });

    it("keeps packages loaded, wherever they are", () => {
        write("index.js", "exports.runs = require('package').count();");
        write("node_modules/package/index.js", "let count = 0; exports.count = () => ++count;");
        const program = load("index.js");
        expect(program()).toEqual({ runs: 1 });
        expect(program()).toEqual({ runs: 2 });
    });
});
