import type { Account, LiveResource } from "../account";
import { Refusal } from "../cloud";
import { type ChartWebhook, isOn } from "./charts/chart";
import { releaseRuns } from "./pods/pods-of";
import { releasesOf } from "./releases";

/** @throws {Refusal} when an admission webhook must judge an object and none of its pods runs */
export function requireWebhooks(account: Account, cluster: string, resource: Pick<LiveResource, "type" | "id">): void {
    for (const release of releasesOf(account, cluster)) {
        for (const webhook of release.chart.webhooks ?? []) {
            if (!isOn(release.values, webhook.when) || !judges(webhook, resource.type)) continue;
            if (releaseRuns(account, cluster, release, webhook.pods)) continue;
            const { name, namespace } = release;
            throw new Refusal(
                `Internal error occurred: failed calling webhook "${webhook.name}": failed to call webhook: ` +
                    `no endpoints available for service "${webhook.service}" (${namespace}). ` +
                    `No pod of release "${name}" runs: depend on it, and let it wait for its pods.`,
            );
        }
    }
}

function judges({ kinds }: ChartWebhook, type: string): boolean {
    return kinds.some((kind) =>
        kind.endsWith("/*") ? type.startsWith(`kubernetes:${kind.slice(0, -1)}`) : type === `kubernetes:${kind}`,
    );
}
