import type { Properties } from "../../../../insight/graph";
import type { Account } from "../../account";
import { shown } from "../../aws/shown";
import { namespaceOf, objectsOf, recordOf, recordsOf } from "../object";
import { type Amounts, amounts, largest, sum } from "../quantity";

/** What one container of a pod asks for, with the defaults of its namespace. */
interface ContainerAsks {
    readonly name: string;
    readonly requests: Amounts;
    readonly limits: Amounts;
}

/** What one pod asks for. */
export interface PodAsks {
    readonly containers: readonly ContainerAsks[];
    readonly requests: Amounts;
    readonly limits: Amounts;
}

/** What a container gets that asks for nothing: from the LimitRanges of a namespace. */
export interface ContainerDefaults {
    readonly requests: Amounts;
    readonly limits: Amounts;
}

/** The defaults of a namespace. */
export function containerDefaults(account: Account, cluster: string, namespace: string): ContainerDefaults {
    const limits = objectsOf(account, cluster, "kubernetes:core/v1:LimitRange")
        .filter((range) => namespaceOf(range) === namespace)
        .flatMap(({ inputs }) => recordsOf(recordOf(inputs.spec).limits))
        .filter(({ type }) => type === "Container");
    return {
        // A maximum without a default is the default too, and a default without a request is the request.
        limits: largest(limits.map(({ max, default: own }) => ({ ...amounts(max), ...amounts(own) }))),
        requests: largest(
            limits.map(({ max, default: own, defaultRequest }) => ({
                ...amounts(max),
                ...amounts(own),
                ...amounts(defaultRequest),
            })),
        ),
    };
}

/** What a pod with this spec asks for. Init containers run before the others: the larger of both counts. */
export function podAsks(spec: Properties, defaults: ContainerDefaults): PodAsks {
    const containers = recordsOf(spec.containers).map((container) => containerAsks(container, defaults));
    const init = recordsOf(spec.initContainers).map((container) => containerAsks(container, defaults));
    return {
        containers: [...containers, ...init],
        requests: largest([sum(containers.map(({ requests }) => requests)), ...init.map(({ requests }) => requests)]),
        limits: largest([sum(containers.map(({ limits }) => limits)), ...init.map(({ limits }) => limits)]),
    };
}

function containerAsks(container: Properties, defaults: ContainerDefaults): ContainerAsks {
    const resources = recordOf(container.resources);
    const own = amounts(resources.limits);
    return {
        name: shown(container.name ?? ""),
        requests: { ...defaults.requests, ...own, ...amounts(resources.requests) },
        limits: { ...defaults.limits, ...own },
    };
}
