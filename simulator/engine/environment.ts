/** What of this process's environment others need to find their tools and to keep temporary files. */
const PASSED_ON = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "TZ",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
];

/**
 * The environment of the processes that we start. What is not listed stays out: access tokens, `PULUMI_*` and `AWS_*`
 * of the person at the terminal must neither reach a rehearsal nor change it.
 *
 * @param more what this process needs besides
 */
export function childEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return { ...inherited(PASSED_ON), ...more };
}

/** Those of these variables that are set. */
export function inherited(names: readonly string[]): Record<string, string> {
    const set = names.flatMap((name) => {
        const value = process.env[name];
        return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(set);
}
