import type { ResourceType } from "../../resource-type";
import type { CustomKind } from "../charts/custom-kinds";
import { customResources, customTypeOf, requireDefinition } from "../definitions";
import { blockedBy } from "../finalizing";
import { nameProblems } from "../names";
import { clusterOf, recordOf, recordsOf } from "../object";
import { type Kind, kindType, refuseWaiting } from "./kind";

/** Types that were asked for before. */
const customTypes = new Map<string, ResourceType>();

/** The resource type of a custom kind, or undefined for a type that no known definition brings. */
export function customType(type: string): ResourceType | undefined {
    const made = customTypes.get(type);
    if (made) return made;
    const known = customTypeOf(type);
    if (!known) return undefined;
    const [, custom] = kindType(customKind(known.kind, known.version));
    customTypes.set(type, custom);
    return custom;
}

function customKind({ group, kind, scope, versions }: CustomKind, version: string): Kind {
    const unserved = `no matches for kind "${kind}" in version "${group}/${version}": served are ${versions.join(", ")}`;
    return {
        group: `${group}/${version}`,
        kind,
        namespaced: scope === "Namespaced",
        check: () => (versions.includes(version) ? [] : [unserved]),
        creating: (resource, account) => requireDefinition(account, clusterOf(resource), { group, kind, version }),
        deleting: (resource, account) => {
            const blocked = blockedBy(account, clusterOf(resource), resource);
            refuseWaiting("Its deletion", 10, blocked === undefined ? [] : [blocked]);
        },
    };
}

/** A definition of custom resources: it takes them with it. */
export const DEFINITION_KIND: Kind = {
    group: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    namespaced: false,
    seconds: { create: 3, update: 2, delete: 5, source: "estimate: until the API server serves or drops the kind" },
    replaces: ["spec.group", "spec.scope"],
    check: (inputs) => {
        const spec = recordOf(inputs.spec);
        const names = recordOf(spec.names);
        const stored = recordsOf(spec.versions).filter(({ storage }) => storage === true);
        return [
            ...nameProblems("spec.group", spec.group, "subdomain"),
            ...(typeof names.plural === "string" &&
            recordOf(inputs.metadata).name !== `${names.plural}.${String(spec.group)}`
                ? ['metadata.name: Invalid value: must be spec.names.plural+"."+spec.group']
                : []),
            ...(stored.length === 1
                ? []
                : ["spec.versions: Invalid value: must have exactly one version marked as storage"]),
        ];
    },
    deleting: (resource, account) => {
        const cluster = clusterOf(resource);
        const objects = customResources(account, cluster, resource);
        refuseWaiting(
            `CustomResourceDefinition ${resource.id}: its deletion`,
            10,
            objects.flatMap((object) => blockedBy(account, cluster, object) ?? []),
        );
        for (const object of objects) account.unmake(object);
    },
};
