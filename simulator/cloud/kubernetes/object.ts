import type { Properties } from "../../../insight/graph";
import type { Account, LiveResource } from "../account";

/** What `metadata` of an object may say. */
export interface Metadata {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
}

/** The namespace of an object that names none. */
export const DEFAULT_NAMESPACE = "default";

/** The metadata in inputs or outputs. */
export function metadataOf(properties: Properties): Metadata {
    return recordOf(properties.metadata) as Metadata;
}

/** Name of a live object. */
export function nameOf({ outputs, name }: LiveResource): string {
    return metadataOf(outputs).name ?? (typeof outputs.name === "string" ? outputs.name : name);
}

/** Namespace of a live object; undefined for one of the cluster itself. */
export function namespaceOf({ id }: LiveResource): string | undefined {
    return id.includes("/") ? id.slice(0, id.indexOf("/")) : undefined;
}

/** The objects of one type in a cluster, in the order of creation. */
export function objectsOf(account: Account, cluster: string, type: string): readonly LiveResource[] {
    return account.ofType(type).filter((resource) => resource.cluster === cluster);
}

/** The cluster that an object lives in. */
export function clusterOf(resource: LiveResource): string {
    return resource.cluster ?? "";
}

/** How an object is called in messages: "Deployment team/model". */
export function objectName({ type, id }: LiveResource): string {
    return `${type.split(":").at(-1) ?? type} ${id}`;
}

/** The value as properties; none for what is not a map. */
export function recordOf(value: unknown): Properties {
    return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Properties) : {};
}

/** The value as a list of maps; empty for what is no list. */
export function recordsOf(value: unknown): readonly Properties[] {
    return Array.isArray(value) ? value.map(recordOf) : [];
}
