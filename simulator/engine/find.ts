import { homedir } from "node:os";
import { delimiter, isAbsolute, join, resolve } from "node:path";

import { cachedCli } from "./cache";
import { Child } from "./child";
import { childEnvironment } from "./environment";
import { NoCli } from "./no-cli";
import type { Cli } from "./pulumi-cli";
import { refusalOf, versionIn } from "./versions";

/** A CLI that does not answer by then is taken for broken. Unit: milliseconds. */
const PATIENCE = 30_000;

/** Where a CLI may be. */
interface Candidate {
    readonly path: string;
    readonly how: Cli["how"];
}

/** What is asked of the search. */
export interface FindOptions {
    /** The only CLI to look at. */
    readonly flag?: string | undefined;
    /** Told why a CLI that is there is not used. */
    readonly log: (line: string) => void;
    readonly signal?: AbortSignal | undefined;
}

/**
 * The first CLI that can drive a rehearsal, of: the one asked for, PATH, `~/.pulumi/bin`, our own cache. A person's own
 * CLI comes first because it is the one that will run the real `pulumi up`.
 *
 * @throws {NoCli} if the one asked for cannot be used: another one is not what was meant
 */
export async function findCli({ flag, log, signal }: FindOptions): Promise<Cli | undefined> {
    if (flag !== undefined) return asked(resolve(flag), signal);
    for (const { path, how } of candidates()) {
        const version = await versionOf(path, signal);
        if (version === undefined) continue;
        const refusal = refusalOf(version);
        if (refusal === undefined) return { path, version, how };
        log(`${path} is not used: ${refusal}.`);
    }
    return undefined;
}

async function asked(path: string, signal: AbortSignal | undefined): Promise<Cli> {
    const version = await versionOf(path, signal);
    if (version === undefined) throw new NoCli(`${path} is not a Pulumi CLI: it does not answer to "version".`);
    const refusal = refusalOf(version);
    if (refusal !== undefined) throw new NoCli(`${path} cannot be used: ${refusal}.`);
    return { path, version, how: "flag" };
}

function candidates(): readonly Candidate[] {
    const folders = (process.env.PATH ?? "").split(delimiter).filter(isAbsolute);
    return [
        ...folders.map((folder) => ({ path: join(folder, "pulumi"), how: "PATH" as const })),
        { path: join(homedir(), ".pulumi", "bin", "pulumi"), how: "home" },
        { path: cachedCli(), how: "cache" },
    ];
}

/** What a binary says its version is; undefined if there is none or it is something else. */
export async function versionOf(path: string, signal?: AbortSignal): Promise<string | undefined> {
    signal?.throwIfAborted();
    const { code, out } = await new Child(path, ["version"], {
        env: childEnvironment({ PULUMI_SKIP_UPDATE_CHECK: "true" }),
        limit: PATIENCE,
        signal,
    }).ended;
    signal?.throwIfAborted();
    return code === 0 ? versionIn(out) : undefined;
}
