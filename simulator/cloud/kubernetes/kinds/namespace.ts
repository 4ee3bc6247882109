import type { Account, LiveResource } from "../../account";
import { Refusal } from "../../cloud";
import { blockedBy } from "../finalizing";
import { removeLoadBalancer } from "../load-balancers";
import { clusterOf, namespaceOf } from "../object";
import { CLAIM, unbind } from "../storage/claims";
import { type Kind, refuseWaiting } from "./kind";
import { BUILT_IN } from "./namespaces";

/** A namespace takes what is in it with it, and stays while anything in it has a finalizer that nobody serves. */
export const NAMESPACE_KIND: Kind = {
    group: "core/v1",
    kind: "Namespace",
    namespaced: false,
    names: "label",
    seconds: { create: 1, update: 1, delete: 15, source: "estimate: namespace controller, one round over all kinds" },
    creating: ({ id }) => {
        if (BUILT_IN.includes(id)) throw new Refusal(`AlreadyExists: namespaces "${id}" already exists`);
    },
    deleting: (resource, account) => empty(account, resource),
};

/** @throws {Refusal} when something in the namespace would stay */
function empty(account: Account, namespace: LiveResource): void {
    const cluster = clusterOf(namespace);
    const contents = account.resources.filter((one) => one.cluster === cluster && namespaceOf(one) === namespace.id);
    // Controllers inside go at the same time as what they serve: nobody can count on them.
    const inside = ({ namespace: own }: { readonly namespace: string }) => own === namespace.id;
    refuseWaiting(
        `Namespace ${namespace.id} stays Terminating: its deletion`,
        10,
        contents.flatMap((one) => blockedBy(account, cluster, one, inside) ?? []),
    );
    for (const one of contents) {
        removeLoadBalancer(account, one);
        if (one.type === CLAIM) unbind(account, cluster, one);
        account.unmake(one);
    }
}
