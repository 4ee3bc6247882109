import { existsSync } from "node:fs";
import { join } from "node:path";

import { Child } from "./child";
import { childEnvironment, inherited } from "./environment";
import { PINNED_VERSION } from "./versions";

/** Between two lines of progress. Unit: milliseconds. */
const EVERY = 15_000;

/** What the Go of the person at the terminal is set up with: caches, proxies, private modules. */
const GO_SETTINGS = [
    ...[
        "GOPATH",
        "GOROOT",
        "GOCACHE",
        "GOMODCACHE",
        "GOENV",
        "GOPROXY",
        "GONOPROXY",
        "GOSUMDB",
        "GONOSUMDB",
        "GOINSECURE",
    ],
    ...["GOPRIVATE", "GOTOOLCHAIN", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"],
    ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"],
];

const COMMAND = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** What a build needs. */
export interface BuildOptions {
    /** Told every 15 s how far it is. */
    readonly log: (line: string) => void;
    readonly signal?: AbortSignal | undefined;
}

/** Whether `go` is there to build with. */
export async function hasGo(signal?: AbortSignal): Promise<boolean> {
    const { code } = await new Child("go", ["version"], { env: goEnvironment(), signal }).ended;
    signal?.throwIfAborted();
    return code === 0;
}

/**
 * Builds the pinned CLI from its published Go modules: about 4 minutes on 2 cores.
 *
 * @param root the binary becomes `bin/pulumi` in it
 * @param scratch folder for the compiler's temporary files
 * @returns why it could not, or undefined
 */
export async function build(root: string, scratch: string, options: BuildOptions): Promise<string | undefined> {
    const { log, signal } = options;
    const linker = `-s -w -X ${VERSION_VARIABLE}=v${PINNED_VERSION}`;
    const args = ["build", "-v", "-mod=readonly", "-trimpath", "-ldflags", linker];
    const progress = new Progress(log);
    const { code, error } = await new Child("go", [...args, "-o", join(root, "bin", "pulumi"), COMMAND], {
        cwd: modules(),
        env: goEnvironment({ GOTMPDIR: scratch }),
        signal,
        onError: progress.read,
    }).ended.finally(progress.end);
    signal?.throwIfAborted();
    return code === 0 ? undefined : (error.trim().split("\n").at(-1) ?? "");
}

/** Two elapsed minutes with nothing on the screen look like a hang. */
class Progress {
    readonly #start = performance.now();
    readonly #timer: NodeJS.Timeout;
    #packages = 0;
    #now = "";

    constructor(log: (line: string) => void) {
        this.#timer = setInterval(() => {
            const seconds = Math.round((performance.now() - this.#start) / 1000);
            log(`building the Pulumi CLI: ${seconds} s, ${this.#packages} packages, ${this.#now}`);
        }, EVERY);
    }

    /** Takes in what `go build -v` prints: what it downloads, then each package as it begins to compile it. */
    readonly read = (text: string): void => {
        const lines = text.split("\n").filter((line) => line !== "");
        this.#packages += lines.filter((line) => !line.startsWith("go: ")).length;
        this.#now = lines.at(-1) ?? this.#now;
    };

    readonly end = (): void => clearInterval(this.#timer);
}

function goEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    // Without C it needs no C compiler, and runs on any Linux. A workspace around us is none of its business.
    return childEnvironment({ ...inherited(GO_SETTINGS), CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "", ...more });
}

/** The Go module that pins what is built; the compiled twin of this file is two folders deeper. */
function modules(): string {
    const beside = join(__dirname, "cli");
    return existsSync(join(beside, "go.mod"))
        ? beside
        : join(__dirname, "..", "..", "..", "simulator", "engine", "cli");
}
