import type { Properties } from "../../../../insight/graph";
import type { Account, LiveResource } from "../../account";
import { type Answer, digits, Refusal } from "../../cloud";
import type { ResourceType, Seconds } from "../../resource-type";
import { metadataProblems, type NameRule } from "../names";
import { clusterOf, DEFAULT_NAMESPACE, metadataOf, namespaceOf, objectName } from "../object";
import { requireReachable } from "../reachable";
import { requireWebhooks } from "../webhooks";
import { requireNamespace } from "./namespaces";

/** A kind of the Kubernetes API. */
export interface Kind {
    /** Group and version as Pulumi's types have them, such as "core/v1". */
    readonly group: string;
    readonly kind: string;
    readonly namespaced: boolean;
    readonly names?: NameRule;
    readonly seconds?: Seconds;
    /**
     * Inputs whose change makes a new object, beyond name and namespace.
     * Source: pulumi/pulumi-kubernetes, provider/pkg/provider/diff.go.
     */
    readonly replaces?: readonly string[];
    /** Inputs that the API server lets nobody change, and for which the provider makes no new object. */
    readonly fixed?: readonly string[];
    readonly check?: (inputs: Properties) => readonly string[];
    /** Runs when the API server is reached, the namespace exists and the webhooks answer. */
    readonly creating?: (resource: LiveResource, account: Account) => void;
    readonly updating?: (resource: LiveResource, next: Properties, account: Account) => void;
    readonly deleting?: (resource: LiveResource, account: Account) => void;
    /** Outputs beyond metadata. */
    readonly outputs?: (inputs: Properties, urn: string) => Properties;
}

/** An object of the API is there, or gone, within a second. */
const AT_ONCE: Seconds = {
    create: 1,
    update: 1,
    delete: 1,
    source: "Kubernetes scalability SLOs: a mutating call takes 1 s at most",
};

/** The resource type of a kind, by its token. */
export function kindType(kind: Kind): readonly [token: string, type: ResourceType] {
    return [
        tokenOf(kind),
        {
            answer: answer(kind),
            seconds: kind.seconds ?? AT_ONCE,
            replaces: ["metadata.name", "metadata.namespace", ...(kind.replaces ?? [])],
            check: (inputs) => [
                ...metadataProblems(inputs, kind.names ?? "subdomain").map((problem) => `${kind.kind}: ${problem}`),
                ...(kind.check?.(inputs) ?? []).map((problem) => `${kind.kind}: ${problem}`),
            ],
            creating: (resource, account) => {
                admit(resource, account);
                kind.creating?.(resource, account);
            },
            updating: (resource, next, account) => {
                admit(resource, account);
                requireFixed(kind, resource, next);
                kind.updating?.(resource, next, account);
            },
            deleting: (resource, account) => {
                requireReachable(account, clusterOf(resource));
                kind.deleting?.(resource, account);
            },
        },
    ];
}

/** Type token of a kind. */
export function tokenOf({ group, kind }: Pick<Kind, "group" | "kind">): string {
    return `kubernetes:${group}:${kind}`;
}

/** What every object passes before its own rules. */
function admit(resource: LiveResource, account: Account): void {
    const cluster = clusterOf(resource);
    requireReachable(account, cluster);
    const namespace = namespaceOf(resource);
    if (namespace !== undefined) requireNamespace(account, cluster, namespace);
    requireWebhooks(account, cluster, resource);
}

/** @throws {Refusal} for a change that the API server forbids */
function requireFixed({ fixed = [] }: Kind, resource: LiveResource, next: Properties): void {
    const changed = fixed.find((key) => resource.inputs[key] !== next[key]);
    if (changed === undefined) return;
    throw new Refusal(
        `${objectName(resource)} is invalid: ${changed}: Forbidden: updates to ${changed} are forbidden. ` +
            "Give the object a new name, or say replaceOnChanges.",
    );
}

function answer({ group, kind, namespaced, outputs }: Kind): Answer {
    const apiVersion = group.replace(/^core\//, "");
    return (request) => {
        const given = metadataOf(request.inputs);
        const name = given.name ?? `${request.name}-${digits(request.urn, 8)}`;
        const namespace = namespaced ? (given.namespace ?? DEFAULT_NAMESPACE) : undefined;
        const metadata = {
            ...given,
            name,
            ...(namespace === undefined ? {} : { namespace }),
            uid: digits(request.urn, 32),
        };
        const id = namespace === undefined ? name : `${namespace}/${name}`;
        return { id, outputs: { apiVersion, kind, metadata, ...outputs?.(request.inputs, request.urn) } };
    };
}

/** Refuses what would wait until a time-out, with the reasons. */
export function refuseWaiting(what: string, minutes: number, problems: readonly string[]): void {
    if (problems.length === 0) return;
    throw new Refusal(`${what} would wait ${minutes} minutes, then time out:\n${problems.join("\n")}`);
}
