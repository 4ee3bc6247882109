import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import ts from "typescript";

const root = join(__dirname, "../..");
const tsc = join(root, "node_modules/typescript/bin/tsc");

const COMPILER_OPTIONS: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: ["node"],
};
/** Files of the consumer and of the library, relative to the consumer's folder. */
const OWN_FILES = /^(?!node_modules|\.\.)|^node_modules[\\/]groundwork[\\/]/;

/** How a program ended. */
export interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/**
 * An empty project outside the repository with the packed library installed.
 *
 * The library comes from its tarball through npm. Its peers are links to the repository's own copies, which is quick and
 * leaves one copy of the SDK; with GROUNDWORK_CONSUMER_INSTALL=registry npm installs them as for anybody else.
 */
export class Installation {
    readonly folder = mkdtempSync(join(realpathSync(tmpdir()), "groundwork-consumer-"));
    /** Files of the tarball. */
    readonly packed: readonly string[];

    constructor() {
        // Packing as such would build from scratch under the feet of other tests.
        execFileSync(process.execPath, [tsc, "-b", join(root, "tsconfig.build.json")]);
        const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", this.folder];
        const [tarball] = JSON.parse(npm(args, root)) as { filename: string; files: { path: string }[] }[];
        if (!tarball) throw new Error("npm pack made no tarball.");
        this.packed = tarball.files.map(({ path }) => path);
        this.write("package.json", JSON.stringify({ name: "consumer", version: "1.0.0", private: true }));
        this.install(`./${tarball.filename}`);
    }

    /** Removes the project. */
    remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }

    /** Writes a file of the project. */
    write(file: string, text: string): void {
        writeFileSync(join(this.folder, file), text);
    }

    /** Runs a file of the project with Node. */
    run(file: string): Ended {
        const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: this.folder, encoding: "utf8" });
        return { code: status, stdout, stderr };
    }

    /**
     * Type-checks files of the project as a strict consumer without skipLibCheck would, and compiles each to a .js file
     * beside it. Gives back all mistakes in these files and in the library's declarations; those of other packages are
     * not asked for.
     */
    compile(...files: readonly string[]): string[] {
        const program = ts.createProgram({
            rootNames: files.map((file) => join(this.folder, file)),
            options: { ...COMPILER_OPTIONS, typeRoots: [join(this.folder, "node_modules/@types")] },
        });
        // Emitting all at once would check all, 14 s of other packages' declarations.
        for (const name of program.getRootFileNames()) program.emit(program.getSourceFile(name));
        const own = program.getSourceFiles().filter(({ fileName }) => OWN_FILES.test(relative(this.folder, fileName)));
        return [undefined, ...own].flatMap((file) => {
            const found = file ? program.getSemanticDiagnostics(file) : program.getOptionsDiagnostics();
            return found.map(
                ({ messageText }) => `${file ? basename(file.fileName) : "options"}: ${flat(messageText)}`,
            );
        });
    }

    private install(tarball: string): void {
        const quiet = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
        if (process.env.GROUNDWORK_CONSUMER_INSTALL === "registry") {
            npm(["install", ...quiet, tarball, ...peers()], this.folder);
            return;
        }
        npm(["install", ...quiet, "--legacy-peer-deps", tarball], this.folder);
        const modules = join(this.folder, "node_modules");
        mkdirSync(modules, { recursive: true });
        for (const scope of ["@pulumi", "@types"]) {
            symlinkSync(join(root, "node_modules", scope), join(modules, scope), "junction");
        }
    }
}

/** The peers, and Node's types, at the versions that the repository itself is tested with. */
function peers(): string[] {
    const text = readFileSync(join(root, "package.json"), "utf8");
    const { peerDependencies, devDependencies } = JSON.parse(text) as Record<string, Record<string, string>>;
    const names = [...Object.keys(peerDependencies ?? {}), "@types/node"];
    return names.map((name) => `${name}@${devDependencies?.[name] ?? "latest"}`);
}

function flat(message: string | ts.DiagnosticMessageChain): string {
    return ts.flattenDiagnosticMessageText(message, " ");
}

function npm(args: readonly string[], cwd: string): string {
    const shell = process.platform === "win32";
    return execFileSync("npm", args, { cwd, encoding: "utf8", shell, stdio: ["ignore", "pipe", "pipe"] });
}
