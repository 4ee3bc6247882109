import type { GraphResource, ResourceGraph } from "../insight/graph";

/** What a check of a plan's names found. */
export interface NameReport {
    readonly resources: number;
    readonly duplicates: readonly string[];
    /** Names over their limit, as "type name (length > limit)". */
    readonly overLimit: readonly string[];
    readonly longest: number;
}

/** A physical name: the input that gives it, and its limit in characters. */
interface Limit {
    readonly property: string;
    readonly characters: number;
}

/** Dash and seven hexadecimal digits, which Pulumi appends to the logical name when no physical one is given. */
const AUTONAME_SUFFIX = 8;

const LIMITS: Readonly<Record<string, Limit>> = {
    "aws:cloudwatch/logGroup:LogGroup": { property: "name", characters: 512 },
    "aws:ec2/launchTemplate:LaunchTemplate": { property: "name", characters: 128 },
    "aws:ec2/securityGroup:SecurityGroup": { property: "name", characters: 255 },
    "aws:eks/cluster:Cluster": { property: "name", characters: 100 },
    "aws:eks/nodeGroup:NodeGroup": { property: "nodeGroupName", characters: 63 },
    "aws:iam/role:Role": { property: "name", characters: 64 },
    "aws:iam/rolePolicy:RolePolicy": { property: "name", characters: 128 },
    "aws:s3/bucket:Bucket": { property: "bucket", characters: 63 },
};

/** Limit of a Kubernetes namespace and of every label value. */
const DNS_LABEL = 63;
/** Limit of other Kubernetes names. */
const DNS_SUBDOMAIN = 253;

/** Checks that no two resources of a plan have one URN, and that no physical name is over its limit. */
export function nameReport({ resources }: ResourceGraph): NameReport {
    const seen = new Set<string>();
    const duplicates: string[] = [];
    const overLimit: string[] = [];
    let longest = 0;
    for (const resource of resources) {
        if (seen.has(resource.urn)) duplicates.push(resource.urn);
        seen.add(resource.urn);
        for (const { name, characters } of namesOf(resource)) {
            longest = Math.max(longest, name.length);
            if (name.length > characters) overLimit.push(`${resource.type} ${name} (${name.length} > ${characters})`);
        }
    }
    return { resources: resources.length, duplicates, overLimit, longest };
}

function namesOf(resource: GraphResource): { readonly name: string; readonly characters: number }[] {
    if (resource.type.startsWith("kubernetes:")) return kubernetesNames(resource);
    const limit = LIMITS[resource.type];
    if (!limit) return [];
    const given = resource.inputs[limit.property];
    const name = typeof given === "string" ? given : resource.name + "-".repeat(AUTONAME_SUFFIX);
    return [{ name, characters: limit.characters }];
}

function kubernetesNames({ type, name, inputs }: GraphResource) {
    const metadata = record(inputs.metadata);
    const given = typeof metadata.name === "string" ? metadata.name : name + "-".repeat(AUTONAME_SUFFIX);
    const namespace = typeof metadata.namespace === "string" ? [metadata.namespace] : [];
    const labels = [...Object.values(record(metadata.labels)), ...namespace].map(String);
    const own = { name: given, characters: type.endsWith(":Namespace") ? DNS_LABEL : DNS_SUBDOMAIN };
    return [own, ...labels.map((label) => ({ name: label, characters: DNS_LABEL }))];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
