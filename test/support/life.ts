import type { GraphResource, ResourceGraph } from "../../insight/graph";
import { Account } from "../../simulator/cloud/account";
import { ACCOUNT } from "./deploy";

/**
 * A graph's AWS resources in an order that its edges allow: what a resource depends on, and what its parents depend on,
 * comes first. Of those that may come next, `choose` takes one.
 */
export function creationOrder(
    graph: ResourceGraph,
    choose: (ready: readonly GraphResource[]) => GraphResource | undefined = ([first]) => first,
): readonly GraphResource[] {
    const awaited = new Map(graph.resources.map((resource) => [resource.urn, neededBy(graph, resource)]));
    const done = new Set<string>();
    const order: GraphResource[] = [];
    let left = [...graph.resources];
    while (left.length > 0) {
        const ready = left.filter(({ urn }) => [...(awaited.get(urn) ?? [])].every((other) => done.has(other)));
        const next = choose(ready);
        if (!next) throw new Error(`A cycle among ${left.map(({ urn }) => urn).join(", ")}.`);
        done.add(next.urn);
        order.push(next);
        left = left.filter((resource) => resource !== next);
    }
    return order.filter(isAws);
}

function isAws({ type, custom }: GraphResource): boolean {
    return custom && type.startsWith("aws:");
}

/** URNs that must exist before a resource: as the engine sees it, a component stands for all that is in it. */
function neededBy(graph: ResourceGraph, resource: GraphResource): ReadonlySet<string> {
    const needed = new Set<string>();
    for (const { dependencies } of [resource, ...graph.ancestorsOf(resource)]) {
        for (const { urn } of dependencies) for (const one of within(graph, urn)) needed.add(one);
    }
    const above = graph.ancestorsOf(resource).map(({ urn }) => urn);
    return new Set([...needed, ...above].filter((urn) => urn !== resource.urn));
}

function within(graph: ResourceGraph, urn: string): readonly string[] {
    return [urn, ...graph.childrenOf(urn).flatMap((child) => within(graph, child.urn))];
}

/** Creates resources in an account, one after another. */
export function created(order: readonly GraphResource[], account = new Account(ACCOUNT)): Account {
    for (const { urn, type, name, inputs } of order) account.create({ urn, type, name, inputs });
    return account;
}

/** Deletes them in the opposite order. */
export function deleteAll(account: Account, order: readonly GraphResource[]): void {
    for (const { urn, type } of [...order].reverse()) {
        const live = account.ofType(type).find((resource) => resource.urn === urn);
        if (live) account.delete(type, live.id);
    }
}
