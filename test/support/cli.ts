import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const ROOT = join(__dirname, "..", "..");

/** What a command printed, and how it ended. */
export interface Ended {
    readonly code: number | null;
    readonly out: string;
    readonly err: string;
}

/** A Pulumi project in a temporary folder: the program of this repository, with files of its own. */
export class TemporaryProject {
    readonly folder = mkdtempSync(join(tmpdir(), "groundwork-"));

    constructor(files: Readonly<Record<string, string>> = {}) {
        for (const linked of ["dist", "node_modules", "stacks", "package.json"]) {
            symlinkSync(join(ROOT, linked), join(this.folder, linked));
        }
        for (const copied of ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"]) {
            copyFileSync(join(ROOT, copied), join(this.folder, copied));
        }
        for (const [name, text] of Object.entries(files)) this.write(name, text);
    }

    /** Writes a file and gives back its path. */
    write(name: string, text: string): string {
        const path = join(this.folder, name);
        rmSync(path, { force: true });
        writeFileSync(path, text);
        return path;
    }

    /** Runs the command line in the project's folder. */
    run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
        const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "dist/cli/main.js"), ...args], {
            cwd: this.folder,
            encoding: "utf8",
            env: { PATH: process.env.PATH ?? "", NO_COLOR: "1", ...env },
        });
        return { code: status, out: stdout, err: stderr };
    }

    /** Deletes the folder. */
    remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}

/** Compiles the project when nothing is compiled yet; `npm test` always does before. */
export function ensureBuilt(): void {
    if (existsSync(join(ROOT, "dist/cli/main.js"))) return;
    execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-b", "tsconfig.build.json"], {
        cwd: ROOT,
    });
}
