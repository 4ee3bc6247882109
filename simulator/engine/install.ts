import { join } from "node:path";

import { Child } from "./child";
import { childEnvironment, inherited } from "./environment";
import { PINNED_VERSION } from "./versions";

/** Where the Automation API takes its installer from. */
const INSTALLER = "https://get.pulumi.com/install.sh";

/** Without an answer by then there is no way to the internet. Unit: milliseconds. */
const ANSWER = 10_000;

/** 60 MB by a slow line; a stuck one must not hold up a person who has Go. Unit: milliseconds. */
const DOWNLOAD = 180_000;

/** A download may have to go through a proxy. */
const PROXIES = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];

/** In a process of its own, because the installer takes no signal and no time limit, and leaves temporary files. */
const INSTALL = `
    const [automation, version, root] = process.argv.slice(1);
    require(automation).PulumiCommand.install({ version, root }).catch((error) => {
        console.error(error.message);
        process.exitCode = 1;
    });
`;

/**
 * Installs the pinned CLI with the Automation API's own installer.
 *
 * @param root folder to install into
 * @param scratch folder for what the installer leaves behind
 * @returns why it could not, or undefined
 */
export async function install(root: string, scratch: string, signal?: AbortSignal): Promise<string | undefined> {
    const unreachable = await whyUnreachable(signal);
    signal?.throwIfAborted();
    if (unreachable !== undefined) return unreachable;
    const args = ["-e", INSTALL, require.resolve("@pulumi/pulumi/automation"), PINNED_VERSION, root];
    const { code, error, late } = await new Child(process.execPath, args, {
        cwd: scratch,
        env: childEnvironment({ ...inherited(PROXIES), TMPDIR: scratch, PULUMI_HOME: join(scratch, "home") }),
        limit: DOWNLOAD,
        signal,
    }).ended;
    signal?.throwIfAborted();
    if (code === 0) return undefined;
    return late ? `the download took more than ${DOWNLOAD / 1000} s` : (error.trim().split("\n").at(-1) ?? "");
}

async function whyUnreachable(signal: AbortSignal | undefined): Promise<string | undefined> {
    const limit = AbortSignal.timeout(ANSWER);
    try {
        const answer = await fetch(INSTALLER, {
            method: "HEAD",
            signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
        });
        return answer.ok ? undefined : `${INSTALLER} answers ${answer.status}`;
    } catch {
        return `${INSTALLER} cannot be reached`;
    }
}
