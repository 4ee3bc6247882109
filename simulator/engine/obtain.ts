import { build, hasGo } from "./build";
import { cachedCli, fillCache } from "./cache";
import { type FindOptions, findCli, versionOf } from "./find";
import { install } from "./install";
import { NoCli } from "./no-cli";
import type { Cli } from "./pulumi-cli";
import { OLDEST_VERSION, PINNED_VERSION } from "./versions";

/**
 * A Pulumi CLI that can drive a rehearsal: one that is there, else one that is installed, else one that is built.
 *
 * @throws {NoCli} with what to do, where none can be had
 * @throws the signal's reason when it aborts; nothing half done is left then
 */
export async function obtainCli(options: FindOptions): Promise<Cli> {
    const { log, signal } = options;
    const found = await findCli(options);
    if (found !== undefined) return found;
    const reasons: string[] = [];
    let how: Cli["how"] = "installed";
    await fillCache(async (root, scratch) => {
        log(`no Pulumi CLI here: installing ${PINNED_VERSION}`);
        const notInstalled = await install(root, scratch, signal);
        if (notInstalled === undefined) return;
        reasons.push(`Installing one failed: ${notInstalled}.`);
        if (!(await hasGo(signal))) throw nothing([...reasons, "There is no Go to build one with."]);
        log(`it cannot be installed (${notInstalled}): building it from its Go modules, about 4 minutes on 2 cores`);
        how = "built";
        const notBuilt = await build(root, scratch, { log, signal });
        if (notBuilt !== undefined) throw nothing([...reasons, `Building one failed: ${notBuilt}.`]);
    });
    const path = cachedCli();
    const version = await versionOf(path, signal);
    if (version === undefined) throw nothing([`${path} was ${how} but does not run.`]);
    return { path, version, how };
}

/** Three lines: what is missing, why we could not help, what to do. */
function nothing(reasons: readonly string[]): NoCli {
    return new NoCli(
        [
            `There is no Pulumi CLI of version ${OLDEST_VERSION} or newer on PATH, in ~/.pulumi/bin or in the cache.`,
            reasons.join(" "),
            "Install one from https://www.pulumi.com/docs/install/, or name one with --cli PATH, or install Go 1.25 or newer.",
        ].join("\n"),
    );
}
