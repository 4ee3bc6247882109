import { createHash } from "node:crypto";

import type { Properties } from "../../insight/graph";

/** A resource as the cloud is asked for it. */
export interface ResourceRequest {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly inputs: Properties;
}

/** What the cloud gives: an id, and outputs beyond the inputs. */
export interface CloudAnswer {
    readonly id: string;
    readonly outputs: Properties;
}

/** A resource within a component of a provider. */
export interface RemoteRef {
    readonly type: string;
    readonly name: string;
}

/** A resource that a component of a provider registers by itself. */
export interface RemoteChild extends RemoteRef {
    /** Component resources between the remote component and this child, outermost first. */
    readonly within?: readonly RemoteRef[];
    readonly custom: boolean;
    /** Made from the states of children before it. */
    readonly inputs: (stateOf: (child: RemoteRef) => Properties) => Properties;
    /** The children that it waits for, with the input through which it does. */
    readonly dependsOn?: readonly (RemoteRef & { readonly property?: string })[];
}

/** Account and region that ARNs are made for. */
export interface Place {
    readonly accountId: string;
    readonly region: string;
}

/** How the cloud answers for one resource type. */
export type Answer = (request: ResourceRequest, place: Place) => CloudAnswer;

/** A refusal of the cloud. Its message is what the cloud would say, with the resource it is about. */
export class Refusal extends Error {
    override readonly name = "Refusal";
}

/** Hexadecimal digits that belong to a URN: the same resource has the same id in every run. */
export function digits(urn: string, count: number): string {
    return createHash("sha256").update(urn).digest("hex").slice(0, count);
}

/** The physical name: the one given under `property`, else Pulumi's autoname, which depends on the URN alone. */
export function physicalName({ urn, name, inputs }: ResourceRequest, property = "name"): string {
    const given = inputs[property];
    return typeof given === "string" && given !== "" ? given : `${name}-${digits(urn, 7)}`;
}
