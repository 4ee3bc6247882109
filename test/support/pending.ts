import type { State } from "../../simulator/engine/engine";

/** What an engine was doing when it was killed. */
interface Pending {
    readonly type: string;
    readonly resource: { readonly urn: string };
}

/** URNs of creations of which a state does not know how they ended. */
export function pendingCreates({ deployment }: State): readonly string[] {
    return pendingOf(deployment).flatMap(({ type, resource }) => (type === "creating" ? [resource.urn] : []));
}

/** The state with such resources in it, by their ids: what an operator does to a state's file by hand. */
export function adopted(state: State, ids: Readonly<Record<string, string>>): State {
    const { resources = [], ...rest } = state.deployment;
    const pending = pendingOf(state.deployment);
    const found = pending.flatMap(({ resource }) => {
        const id = ids[resource.urn];
        return id === undefined ? [] : [{ ...resource, id }];
    });
    const open = pending.filter(({ resource }) => !(resource.urn in ids));
    return { ...state, deployment: { ...rest, resources: [...resources, ...found], pending_operations: open } };
}

function pendingOf({ pending_operations: pending = [] }: State["deployment"]): readonly Pending[] {
    return pending as readonly Pending[];
}
