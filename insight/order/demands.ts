import type { GraphResource } from "../graph";
import type { OrderRule } from "./order-rule";
import type { Stack } from "./stack";

/** What one rule demands of one resource. */
export interface Demand {
    readonly rule: OrderRule;
    /** The resource that must be created later and deleted first. */
    readonly of: GraphResource;
    /** What it must depend on. */
    readonly on: GraphResource;
}

/** Everything that rules demand of a stack. What is only read belongs to others and is left out. */
export function demandsOf(stack: Stack, rules: readonly OrderRule[]): readonly Demand[] {
    const owned = stack.graph.resources.filter(({ custom, external }) => custom && external !== true);
    return rules.flatMap((rule) =>
        owned
            .filter((resource) => rule.appliesTo(resource, stack))
            .flatMap((of) => distinct(rule.needs(of, stack), of).map((on): Demand => ({ rule, of, on }))),
    );
}

function distinct(needed: readonly GraphResource[], self: GraphResource): readonly GraphResource[] {
    return [...new Set(needed)].filter((other) => other !== self && other.external !== true);
}
