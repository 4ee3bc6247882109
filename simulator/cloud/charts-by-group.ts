import { CHARTS } from "./kubernetes/charts";

/** Which charts bring the definitions of an API group's custom resources, such as "karpenter.sh" to ["karpenter"]. */
export function chartsByApiGroup(): Readonly<Record<string, readonly string[]>> {
    const charts: Record<string, string[]> = {};
    for (const [chart, { definitions }] of Object.entries(CHARTS)) {
        for (const group of new Set(definitions?.kinds.map((kind) => kind.group))) {
            charts[group] = [...(charts[group] ?? []), chart];
        }
    }
    return charts;
}
