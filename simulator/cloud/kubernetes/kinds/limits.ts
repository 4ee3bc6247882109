import type { Properties } from "../../../../insight/graph";
import { recordOf, recordsOf } from "../object";
import { amounts, quantityProblems } from "../quantity";
import type { Kind } from "./kind";

/** The most that a namespace may use. */
export const RESOURCE_QUOTA: Kind = {
    group: "core/v1",
    kind: "ResourceQuota",
    namespaced: true,
    check: ({ spec }) => {
        const hard = recordOf(recordOf(spec).hard);
        return [...quantityProblems("spec.hard", hard), ...Object.keys(hard).flatMap(extendedProblems)];
    },
};

/** Defaults and bounds of containers in a namespace. */
export const LIMIT_RANGE: Kind = {
    group: "core/v1",
    kind: "LimitRange",
    namespaced: true,
    check: ({ spec }) => recordsOf(recordOf(spec).limits).flatMap(limitProblems),
};

/** Devices have requests alone. Source: Kubernetes, Resource Quotas, resource quota for extended resources. */
function extendedProblems(key: string): readonly string[] {
    const device = /^(?:limits\.)?([^/]+\/[^/]+)$/.exec(key)?.[1];
    return device === undefined || key.startsWith("requests.") || key.startsWith("count/") || /storageclass/.test(key)
        ? []
        : [`spec.hard.${key}: Invalid value: "${key}": must be requests.${device}: devices have no limits apart`];
}

const BOUNDS = ["min", "defaultRequest", "default", "max"] as const;

/** The API server wants min <= defaultRequest <= default <= max, each where given. */
function limitProblems(limit: Properties): readonly string[] {
    const given = BOUNDS.map((bound) => ({ bound, values: amounts(limit[bound]) }));
    const names = [...new Set(given.flatMap(({ values }) => Object.keys(values)))];
    return [
        ...BOUNDS.flatMap((bound) => quantityProblems(`spec.limits.${bound}`, limit[bound])),
        ...names.flatMap((name) => orderProblems(name, given)),
        ...names.flatMap((name) => deviceProblems(name, limit)),
    ];
}

function orderProblems(
    name: string,
    given: readonly { readonly bound: string; readonly values: Readonly<Record<string, number>> }[],
): readonly string[] {
    const set = given.flatMap(({ bound, values }) => {
        const value = values[name];
        return value === undefined ? [] : [{ bound, value }];
    });
    return set.flatMap(({ bound, value }, index) =>
        set
            .slice(index + 1)
            .filter((larger) => larger.value < value)
            .map(
                (larger) =>
                    `spec.limits.${bound}[${name}]: Invalid value: ${value}: ${bound} value ${value} is greater than ` +
                    `${larger.bound} value ${larger.value}`,
            ),
    );
}

/** A maximum without a default becomes the default: every pod of the namespace would hold that many GPUs. */
function deviceProblems(name: string, limit: Properties): readonly string[] {
    if (!name.includes("/") || limit.type !== "Container") return [];
    const hasDefault = [limit.default, limit.defaultRequest].some((each) => recordOf(each)[name] !== undefined);
    return recordOf(limit.max)[name] !== undefined && !hasDefault
        ? [
              `spec.limits.max[${name}]: a maximum without a default is the default of every container: ` +
                  `each would ask for ${String(recordOf(limit.max)[name])}. Bound ${name} with a ResourceQuota`,
          ]
        : [];
}
