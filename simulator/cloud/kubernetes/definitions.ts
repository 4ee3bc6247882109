import type { Account, LiveResource } from "../account";
import { Refusal } from "../cloud";
import { CHARTS, chartsBringing } from "./charts";
import { type CustomKind, customKinds, definitionName } from "./charts/custom-kinds";
import type { Finalizer } from "./controllers";
import { objectsOf, recordOf, recordsOf } from "./object";

/** Type of a CustomResourceDefinition. */
export const DEFINITION = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";

/** The definition of a kind in a cluster, if there is one. */
export function definitionOf(
    account: Account,
    cluster: string,
    { group, kind }: Pick<CustomKind, "group" | "kind">,
): LiveResource | undefined {
    return objectsOf(account, cluster, DEFINITION).find(({ inputs }) => {
        const spec = recordOf(inputs.spec);
        return spec.group === group && recordOf(spec.names).kind === kind;
    });
}

/** @throws {Refusal} for a kind or version that the API server does not serve yet */
export function requireDefinition(
    account: Account,
    cluster: string,
    wanted: { readonly group: string; readonly kind: string; readonly version: string },
): void {
    const { group, kind, version } = wanted;
    const definition = definitionOf(account, cluster, wanted);
    const served = recordsOf(recordOf(definition?.inputs.spec).versions)
        .filter((each) => each.served !== false)
        .map(({ name }) => String(name));
    if (served.includes(version)) return;
    const charts = chartsBringing(group, kind);
    const hint = definition
        ? `Served: ${served.join(", ")}.`
        : `Depend on what brings its CustomResourceDefinition${charts.length === 0 ? "" : `: a release of ${charts.join(" or ")}`}.`;
    throw new Refusal(
        `no matches for kind "${kind}" in version "${group}/${version}": ensure CRDs are installed first. ${hint}`,
    );
}

/** Makes the definition of a kind, for what brings it. One that exists stays as it is. */
export function makeDefinition(account: Account, cluster: string, own: CustomKind, madeFor: string): void {
    if (definitionOf(account, cluster, own)) return;
    const name = definitionName(own);
    account.make({
        type: DEFINITION,
        id: name,
        name,
        cluster,
        madeFor,
        inputs: {
            metadata: { name },
            spec: {
                group: own.group,
                names: { kind: own.kind },
                scope: own.scope,
                versions: own.versions.map((version) => ({ name: version, served: true })),
            },
        },
        outputs: { metadata: { name } },
    });
}

/** The objects of a defined kind. */
export function customResources(account: Account, cluster: string, definition: LiveResource): readonly LiveResource[] {
    const spec = recordOf(definition.inputs.spec);
    return account.resources.filter(
        ({ type, cluster: own }) =>
            own === cluster &&
            type.startsWith(`kubernetes:${String(spec.group)}/`) &&
            type.endsWith(`:${String(recordOf(spec.names).kind)}`),
    );
}

/** The finalizer that a controller puts on custom resources of a type, if one does. */
export function finalizerOf(type: string): Finalizer | undefined {
    const [, group = "", kind = ""] = /^kubernetes:([^/]+)\/[^:]+:(.+)$/.exec(type) ?? [];
    const charts = Object.entries(CHARTS).filter(
        ([, { finalizers }]) => finalizers?.of[`${group}/${kind}`] !== undefined,
    );
    const name = charts[0]?.[1].finalizers?.of[`${group}/${kind}`];
    return name === undefined ? undefined : { name, charts: charts.map(([chart]) => chart) };
}

/** Every type token of a custom kind that is known, with the kind and version that it names; unserved ones too. */
export function customTypeOf(type: string): { readonly kind: CustomKind; readonly version: string } | undefined {
    const [, group, version = "", kind] = /^kubernetes:([^/]+)\/([^:]+):(.+)$/.exec(type) ?? [];
    const known = customKinds.find((each) => each.group === group && each.kind === kind);
    return known && { kind: known, version };
}
