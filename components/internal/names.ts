/**
 * Longest logical name of a resource whose physical name Pulumi makes: IAM allows 64 characters for a role, S3 63 for a
 * bucket, and Pulumi appends a dash and seven hexadecimal digits.
 */
const MAX_LOGICAL_NAME = 55;

/** Longest suffix that a component of ours puts behind its own name, such as "-identity-role-policy". */
const MAX_SUFFIX = 25;

/** Longest name of a component, so that every child's physical name fits. */
export const MAX_COMPONENT_NAME = MAX_LOGICAL_NAME - MAX_SUFFIX;

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Problems of a component's name. Names become parts of S3 buckets, roles and DNS labels, so all rules apply to each. */
export function nameProblems(argument: string, name: string, maxLength = MAX_COMPONENT_NAME): readonly string[] {
    const problems: string[] = [];
    if (!NAME.test(name)) {
        const fixed = dnsLabel(name);
        const hint = fixed === "" ? "" : `: write "${fixed}"`;
        problems.push(
            `${argument} must be lower-case letters, digits and dashes, starting with a letter, got "${name}"${hint}.`,
        );
    }
    if (name.length > maxLength) {
        problems.push(`${argument} must have at most ${maxLength} characters, got ${name.length} ("${name}").`);
    }
    return problems;
}

/** A name as a DNS label (RFC 1123): what namespaces and service accounts may be called. Empty if nothing is left. */
export function dnsLabel(name: string): string {
    return name
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .replaceAll(/^[-0-9]+|-+$/g, "")
        .slice(0, 63)
        .replace(/-+$/, "");
}

/** Groups of different names that become the same DNS label. */
export function collisions(names: readonly string[]): readonly (readonly string[])[] {
    const groups = new Map<string, string[]>();
    for (const name of names) groups.set(dnsLabel(name), [...(groups.get(dnsLabel(name)) ?? []), name]);
    return [...groups.values()].filter((group) => group.length > 1);
}
