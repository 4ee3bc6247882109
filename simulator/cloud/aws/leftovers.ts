import type { Account } from "../account";

/**
 * Everything in an account that somebody created or the cloud made for it, a line each, with what made it.
 *
 * After a `destroy` there must be none: what is left bills, or holds what is created next. Keys that are scheduled for
 * deletion are gone, as they cost nothing any more. Kubernetes objects go with their cluster.
 */
export function leftovers(account: Account): readonly string[] {
    return account.own
        .filter(({ type }) => !type.startsWith("pulumi:"))
        .map(({ type, id, name, madeFor }) =>
            madeFor === undefined ? `${type} ${id}, created as "${name}"` : `${type} ${id}, made for ${madeFor}`,
        );
}
