import { totalsOf } from "./cost-totals";
import type { GraphResource, ResourceGraph } from "./graph";
import { ownerOf, teamOf } from "./owner";
import { type Priced, priceOf } from "./pricers";
import { ENDPOINT_USAGE, isFree, UNPRICEABLE, USAGE, type UsagePrice } from "./prices/resource-types";
import type { PriceTable } from "./prices/table";
import { at } from "./reading";
import { Regions } from "./region";

/** One thing on the bill, in USD per month. */
export interface CostLine {
    readonly urn: string;
    readonly name: string;
    readonly type: string;
    /** "NodeGroup gpu": the component that made the resource. */
    readonly component: string;
    /** The team that pays, or undefined for what teams share. */
    readonly team?: string;
    /** What is counted, such as "2 to 6 × m6i.large on demand". */
    readonly what: string;
    /** When everything idles at its smallest size. */
    readonly floorPerMonth: number;
    /** When everything runs at its largest size, without what is billed by use. */
    readonly ceilingPerMonth: number;
    /** How the instances are bought; absent for everything else. */
    readonly capacity?: "on-demand" | "spot";
}

/** The part of one component, one team or one way of buying. USD per month. */
export interface CostShare {
    readonly name: string;
    readonly floorPerMonth: number;
    readonly ceilingPerMonth: number;
}

/** Something billed by use, which no plan can know. */
export interface UsageCost {
    readonly type: string;
    /** How many resources of this type bill this. */
    readonly count: number;
    readonly what: string;
    readonly unit: UsagePrice["unit"];
    /** USD for one unit. */
    readonly pricePerUnit: number;
}

/** What the estimate leaves out. */
export interface NotPriced {
    readonly type: string;
    readonly count: number;
    readonly reason: string;
}

/** What a stack costs in a month: between idle and full, without use. */
export interface CostEstimate {
    readonly currency: PriceTable["currency"];
    /** Date of the price table, "YYYY-MM-DD". */
    readonly pricesAsOf: string;
    /** Region of most resources, or undefined for a graph that does not tell. */
    readonly region?: string;
    readonly floorPerMonth: number;
    readonly ceilingPerMonth: number;
    readonly lines: readonly CostLine[];
    /** Components that cost something, the dearest ceiling first. */
    readonly byComponent: readonly CostShare[];
    /** Every team, the dearest ceiling first; then `SHARED`, if anything is shared. */
    readonly byTeam: readonly CostShare[];
    /** Instances on demand, instances on spot, and "other". */
    readonly byCapacity: readonly CostShare[];
    readonly usageBased: readonly UsageCost[];
    readonly notPriced: readonly NotPriced[];
    /** How many resources cost nothing by themselves. */
    readonly freeResources: number;
}

export { SHARED } from "./cost-totals";

/** What one resource adds to the estimate. */
export interface Assessed {
    readonly lines: readonly CostLine[];
    readonly usage: readonly Omit<UsageCost, "count">[];
    readonly notPriced: readonly Omit<NotPriced, "count">[];
    readonly free: boolean;
}

/**
 * What the resources of a graph cost in a month, by list price.
 *
 * Every resource lands in one class: priced, free, billed by use, or not priced with the reason. Nothing is zero in
 * silence. `region` is for resources that do not say theirs.
 */
export function estimate(graph: ResourceGraph, prices: PriceTable, region?: string): CostEstimate {
    const regions = new Regions(graph, region);
    const assessed = graph.resources.filter((r) => r.custom).map((r) => assess(graph, prices, regions.of(r), r));
    return {
        currency: prices.currency,
        pricesAsOf: prices.effectiveDate,
        ...(regions.usual === undefined ? {} : { region: regions.usual }),
        ...totalsOf(graph, assessed),
    };
}

function assess(
    graph: ResourceGraph,
    prices: PriceTable,
    region: string | undefined,
    resource: GraphResource,
): Assessed {
    const { type } = resource;
    const left = (reason: string): Assessed => ({ lines: [], usage: [], notPriced: [{ type, reason }], free: false });
    if (resource.external) return left("read from outside the stack, which does not pay for it");
    const priced = priceOf({ graph, prices, region, resource });
    const usage = usageOf(resource);
    if (priced === undefined && usage.length === 0) {
        const reason = UNPRICEABLE[type];
        if (reason !== undefined) return left(reason);
        return isFree(type)
            ? { lines: [], usage: [], notPriced: [], free: true }
            : left("no row in the price table for this type");
    }
    return combine(graph, prices, region, resource, priced ?? { lines: [], missing: [] }, usage);
}

function combine(
    graph: ResourceGraph,
    prices: PriceTable,
    region: string | undefined,
    resource: GraphResource,
    priced: Priced,
    usage: readonly UsagePrice[],
): Assessed {
    const { urn, name, type } = resource;
    const component = ownerOf(graph, resource).label;
    const team = teamOf(graph, resource);
    const missing = [...priced.missing];
    const known = usage.flatMap(({ what, unit, price }) => {
        const pricePerUnit = region === undefined ? undefined : prices.units[price][region];
        if (pricePerUnit !== undefined) return [{ type, what, unit, pricePerUnit }];
        missing.push(`no price for ${what} in ${region ?? "an unknown region"}`);
        return [];
    });
    return {
        lines: priced.lines.map((line) => ({
            ...{ urn, name, type, component },
            ...(team === undefined ? {} : { team }),
            ...line,
        })),
        usage: known,
        notPriced: missing.map((reason) => ({ type, reason })),
        free: priced.free === true && known.length === 0 && missing.length === 0,
    };
}

function usageOf({ type, inputs }: GraphResource): readonly UsagePrice[] {
    if (type === "aws:ec2/vpcEndpoint:VpcEndpoint" && at(inputs, "vpcEndpointType") === "Interface")
        return ENDPOINT_USAGE;
    return USAGE[type] ?? [];
}
