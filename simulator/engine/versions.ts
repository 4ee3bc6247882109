/** The release that is installed or built where there is none. The modules in `cli/` are pinned to the same one. */
export const PINNED_VERSION = "3.259.0";

/** The first release that takes an executable as a policy pack. */
export const OLDEST_VERSION = "3.255.0";

/** The first release that may do everything differently. */
const UNKNOWN = "4.0.0";

/** Why a CLI of this version cannot drive a rehearsal, or undefined. */
export function refusalOf(version: string): string | undefined {
    if (rank(version) < rank(OLDEST_VERSION))
        return `version ${version} is too old: ${OLDEST_VERSION} or newer is needed`;
    if (rank(version) >= rank(UNKNOWN)) return `version ${version} is too new: it must be older than ${UNKNOWN}`;
    return undefined;
}

/** The version in what `pulumi version` printed, without its "v"; undefined if there is none. */
export function versionIn(printed: string): string | undefined {
    return /^v?(\d+\.\d+\.\d+\S*)\s*$/m.exec(printed)?.[1];
}

/** Orders versions; what follows a "-" or "+" does not count. */
function rank(version: string): number {
    const [major = 0, minor = 0, patch = 0] = (version.split(/[-+]/)[0] ?? "").split(".").map(Number);
    return (major * 10_000 + minor) * 10_000 + patch;
}
