import type { Properties } from "../../../../insight/graph";
import type { NodeTaint } from "../../aws/nodes";
import { shown } from "../../aws/shown";
import { recordOf, recordsOf } from "../object";
import type { Amounts } from "../quantity";

type Labels = Readonly<Record<string, string>>;

/** Why nodes with these labels and taints do not take a pod, or undefined when they do. */
export function mismatch(spec: Properties, labels: Labels, taints: readonly NodeTaint[]): string | undefined {
    for (const [key, value] of Object.entries(recordOf(spec.nodeSelector))) {
        if (labels[key] !== String(value)) return `node(s) didn't match node selector ${key}=${String(value)}`;
    }
    if (!affinityMatches(spec, labels)) return "node(s) didn't match the required node affinity";
    const taint = taints.find((one) => one.effect !== "PreferNoSchedule" && !tolerates(spec, one));
    return taint && `node(s) had untolerated taint ${taint.key}=${taint.value}:${taint.effect}`;
}

/** Names of resources of which there is too little for a request. */
export function shortages(requests: Amounts, free: Amounts): readonly string[] {
    return Object.entries(requests)
        .filter(([name, amount]) => amount > (free[name] ?? 0) + 1e-9)
        .map(([name]) => name);
}

function affinityMatches(spec: Properties, labels: Labels): boolean {
    const nodeAffinity = recordOf(recordOf(spec.affinity).nodeAffinity);
    const needed = nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution;
    if (needed === undefined || needed === null) return true;
    return recordsOf(recordOf(needed).nodeSelectorTerms).some(({ matchExpressions }) => {
        const expressions = recordsOf(matchExpressions);
        return expressions.length > 0 && expressions.every((expression) => matches(expression, labels));
    });
}

function matches({ key, operator, values }: Properties, labels: Labels): boolean {
    const value = labels[String(key)];
    const wanted = Array.isArray(values) ? values.map(String) : [];
    switch (operator) {
        case "In":
            return value !== undefined && wanted.includes(value);
        case "NotIn":
            return value === undefined || !wanted.includes(value);
        case "Exists":
            return value !== undefined;
        case "DoesNotExist":
            return value === undefined;
        case "Gt":
            return value !== undefined && Number(value) > Number(wanted[0]);
        case "Lt":
            return value !== undefined && Number(value) < Number(wanted[0]);
        default:
            return false;
    }
}

function tolerates(spec: Properties, taint: NodeTaint): boolean {
    return recordsOf(spec.tolerations).some(({ key, operator, value, effect }) => {
        if (effect !== undefined && effect !== "" && effect !== taint.effect) return false;
        if (key === undefined || key === "") return operator === "Exists";
        return key === taint.key && (operator === "Exists" || shown(value ?? "") === taint.value);
    });
}
