/** A Pulumi CLI that can drive a rehearsal. */
export interface Cli {
    /** Absolute path of the binary. */
    readonly path: string;
    /** Such as "3.259.0". */
    readonly version: string;
    /** Where it comes from: the command line, PATH, `~/.pulumi/bin`, or our cache, filled earlier or just now. */
    readonly how: "flag" | "PATH" | "home" | "cache" | "installed" | "built";
}
