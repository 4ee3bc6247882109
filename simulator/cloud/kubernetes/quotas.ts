import type { Account } from "../account";
import { nameOf, namespaceOf, objectsOf, recordOf } from "./object";
import type { PodAsks } from "./pods/pod-asks";
import { type Amounts, amounts, sum } from "./quantity";

const QUOTA = "kubernetes:core/v1:ResourceQuota";
/** Resources that a container must name once a quota counts them. Source: Kubernetes, Resource Quotas. */
const COMPUTE = /^(requests\.|limits\.)?(cpu|memory)$/;

/** Why the quotas of a namespace refuse something that uses this much, in the API server's words. */
export function quotaProblems(
    account: Account,
    cluster: string,
    namespace: string,
    use: { readonly requested: Amounts; readonly used: Amounts },
): readonly string[] {
    return quotasOf(account, cluster, namespace).flatMap(({ name, hard }) =>
        Object.entries(hard)
            .filter(([key, limit]) => (use.requested[key] ?? 0) > 0 && total(use, key) > limit)
            .map(
                ([key, limit]) =>
                    `exceeded quota: ${name}, requested: ${key}=${short(use.requested[key] ?? 0)}, ` +
                    `used: ${key}=${short(use.used[key] ?? 0)}, limited: ${key}=${short(limit)}`,
            ),
    );
}

/** What containers must say because a quota counts it, and do not. */
export function missingAsks(account: Account, cluster: string, namespace: string, asks: PodAsks): readonly string[] {
    return quotasOf(account, cluster, namespace).flatMap(({ name, hard }) => {
        const missing = Object.keys(hard)
            .filter((key) => COMPUTE.test(key))
            .filter((key) => asks.containers.some((container) => amountOf(container, key) === undefined));
        const where = asks.containers.map((container) => container.name).join(", ");
        return missing.length === 0 ? [] : [`failed quota: ${name}: must specify ${missing.join(",")} for: ${where}`];
    });
}

/** What some pods count as in a quota. */
export function podUse(asks: PodAsks, count: number): Amounts {
    const one: Record<string, number> = { pods: 1, "count/pods": 1 };
    for (const [name, amount] of Object.entries(asks.requests)) {
        one[`requests.${name}`] = amount;
        if (name === "cpu" || name === "memory") one[name] = amount;
    }
    for (const [name, amount] of Object.entries(asks.limits)) one[`limits.${name}`] = amount;
    return sum(Array.from({ length: count }, () => one));
}

function quotasOf(
    account: Account,
    cluster: string,
    namespace: string,
): readonly { readonly name: string; readonly hard: Amounts }[] {
    return objectsOf(account, cluster, QUOTA)
        .filter((quota) => namespaceOf(quota) === namespace)
        .map((quota) => ({ name: nameOf(quota), hard: amounts(recordOf(quota.inputs.spec).hard) }));
}

function amountOf({ requests, limits }: Pick<PodAsks, "requests" | "limits">, key: string): number | undefined {
    const [kind = "", name] = key.split(".");
    if (name === undefined) return requests[kind];
    return kind === "limits" ? limits[name] : requests[name];
}

function total({ requested, used }: { readonly requested: Amounts; readonly used: Amounts }, key: string): number {
    return (requested[key] ?? 0) + (used[key] ?? 0);
}

function short(amount: number): string {
    return String(Math.round(amount * 1000) / 1000);
}
