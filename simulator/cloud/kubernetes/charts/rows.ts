import type { ChartPods, Switch } from "./chart";

/** The custom resource by which Prometheus finds what to scrape. */
export const SERVICE_MONITOR = { group: "monitoring.coreos.com", kind: "ServiceMonitor", version: "v1" };

type More = Omit<Partial<ChartPods>, "name" | "kind" | "at">;

/** Replicas of a chart, one unless said otherwise. */
export function deployment(name: string, at: string, more: More = {}): ChartPods {
    return { name, kind: "Deployment", at, replicas: 1, ...more };
}

/** Replicas with names and volumes of their own. */
export function statefulSet(name: string, at: string, more: More = {}): ChartPods {
    return { name, kind: "StatefulSet", at, replicas: 1, ...more };
}

/** One pod on each node that will have it. */
export function daemonSet(name: string, at: string, more: More = {}): ChartPods {
    return { name, kind: "DaemonSet", at, replicas: 0, ...more };
}

/** On when the value is true; `by` is its default. */
export function when(path: string, by: boolean): Switch {
    return { path, by };
}

/** Affinity that only nodes satisfy which match every expression. */
export function required(
    ...terms: readonly (readonly Readonly<Record<string, unknown>>[])[]
): Readonly<Record<string, unknown>> {
    return {
        nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: terms.map((matchExpressions) => ({ matchExpressions })),
            },
        },
    };
}
