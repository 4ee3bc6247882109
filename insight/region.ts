import type { GraphResource, ResourceGraph } from "./graph";
import { at, textOf } from "./reading";

const ARN_REGION = /^arn:aws[\w-]*:[\w-]*:([a-z]{2}(?:-[a-z]+)+-\d):/;
const ZONE_REGION = /^([a-z]{2}(?:-[a-z]+)+-\d)[a-z]$/;

/** Finds the AWS region of each resource of one graph. */
export class Regions {
    /** Region of resources that do not say their own: `fallback`, the AWS provider's, or the stack's most common. */
    readonly usual: string | undefined;

    constructor(
        private readonly graph: ResourceGraph,
        fallback?: string,
    ) {
        this.usual =
            fallback ?? defaultProviderRegion(graph) ?? mostCommon(graph.resources.flatMap((r) => said(r) ?? []));
    }

    /** Region code, such as "eu-central-1", or undefined when nothing in the graph tells. */
    of(resource: GraphResource): string | undefined {
        return said(resource) ?? this.providerRegion(resource) ?? this.usual;
    }

    private providerRegion(resource: GraphResource): string | undefined {
        const urn = resource.provider?.slice(0, resource.provider.lastIndexOf("::"));
        const provider = urn === undefined ? undefined : this.graph.get(urn);
        return textOf(provider?.inputs.region) ?? textOf(provider?.outputs.region);
    }
}

/** What the resource itself says: its region, or the region in its ARN or availability zone. */
function said({ inputs, outputs }: GraphResource): string | undefined {
    return (
        textOf(inputs.region) ??
        textOf(outputs.region) ??
        ARN_REGION.exec(textOf(outputs.arn) ?? "")?.[1] ??
        ZONE_REGION.exec(textOf(at(inputs, "availabilityZone")) ?? "")?.[1]
    );
}

function defaultProviderRegion(graph: ResourceGraph): string | undefined {
    return graph.ofType("pulumi:providers:aws").flatMap((p) => textOf(p.inputs.region) ?? [])[0];
}

function mostCommon(regions: readonly string[]): string | undefined {
    const counts = new Map<string, number>();
    for (const region of regions) counts.set(region, (counts.get(region) ?? 0) + 1);
    return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b))[0]?.[0];
}
