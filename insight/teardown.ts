import type { GraphResource, ResourceGraph } from "./graph";
import { byUrn, type Named, named } from "./named";
import { type ChartsByApiGroup, KNOWN_CHARTS } from "./order/custom-resources";
import { type Demand, demandsOf } from "./order/demands";
import { ORDER_RULES } from "./order/rules";
import { Stack } from "./order/stack";
import { Waits } from "./order/waits";
import { compareText } from "./reading";
import { halfDestroyed, isProtected } from "./teardown-protection";
import { refusals } from "./teardown-refusals";

/**
 * One thing that makes a destroy fail, or leave something behind.
 *
 * - `order`: something would be deleted before what still needs it, or before the destroy is refused.
 * - `leaves`: something is never deleted by itself, and what it made stays.
 * - `will refuse`: AWS refuses the delete, whatever the order.
 */
export interface TeardownFinding extends Named {
    /** Id of the rule. */
    readonly rule: string;
    readonly kind: "order" | "leaves" | "will refuse";
    /** What is wrong, as one sentence. */
    readonly message: string;
    /** What happens otherwise, with the evidence. */
    readonly why: string;
    /** What to change, as one sentence. */
    readonly fix: string;
    /** What the resource should depend on and does not. */
    readonly missing: readonly Named[];
}

/** What a destroy of a stack would meet. */
export interface Teardown {
    /** How many rules looked at the stack. */
    readonly rules: number;
    /** By URN and rule. None means that the destroy goes through. */
    readonly findings: readonly TeardownFinding[];
    /** What `pulumi destroy` refuses to delete until its protection is taken away. */
    readonly protectedResources: readonly Named[];
}

/**
 * Whether a destroy would go through and leave nothing behind, by the order rules of `order/`.
 *
 * "Depends on" is what Pulumi's engine takes for it, see `Waits`. Of several findings with one cause only the cause is
 * given: when a node group does not wait for the pod network, nothing is said of what waits for the node group; and when
 * a namespace waits for no add-on, nothing is said of what the add-on waits for.
 *
 * @param charts which chart brings which custom resources, by API group
 */
export function teardown(graph: ResourceGraph, charts: ChartsByApiGroup = KNOWN_CHARTS): Teardown {
    const waits = new Waits(graph);
    const demands = demandsOf(new Stack(graph, waits, charts), ORDER_RULES);
    const findings = [
        ...misplaced(demands, waits),
        ...leftBehind(demands, waits),
        ...refusals(graph),
        ...halfDestroyed(graph, waits),
    ];
    return {
        rules: ORDER_RULES.length + 3,
        findings: findings.sort((a, b) => byUrn(a, b) || compareText(a.rule, b.rule)),
        protectedResources: graph.resources.filter(isProtected).map(named).sort(byUrn),
    };
}

/** Demands that the graph does not hold, each with its cause alone. */
function misplaced(demands: readonly Demand[], waits: Waits): readonly TeardownFinding[] {
    const unmet = demands.filter(({ of, on }) => !waits.reaches(of.urn, on.urn));
    const consequences = consequencesOf(unmet, waits);
    const ofOne = grouped(unmet, ({ of }) => of.urn);
    const causes = unmet.filter(
        (demand) =>
            !consequences.has(demand) && !ofOne.get(demand.of.urn)?.some((other) => includes(other, demand, waits)),
    );
    return [...grouped(causes, ({ rule, of }) => `${rule.id} ${of.urn}`).values()].flatMap((own) => orderFinding(own));
}

/** Demands of what waits for another resource that has an unmet demand for the same thing. */
function consequencesOf(unmet: readonly Demand[], waits: Waits): ReadonlySet<Demand> {
    const consequences = new Set<Demand>();
    for (const list of grouped(unmet, ({ on }) => on.urn).values()) {
        const later = waits.beyond(list.map(({ of }) => of.urn));
        for (const demand of list) if (later.has(demand.of.urn)) consequences.add(demand);
    }
    return consequences;
}

/** Whether to meet one demand of a resource would meet another of it, too. */
function includes(one: Demand, other: Demand, waits: Waits): boolean {
    return one.on !== other.on && waits.reaches(one.on.urn, other.on.urn);
}

function orderFinding(demands: readonly Demand[]): TeardownFinding[] {
    const [first] = demands;
    if (!first) return [];
    const { rule, of } = first;
    const missing = demands.map(({ on }) => named(on)).sort(byUrn);
    const names = missing.map(({ name }) => name).join(", ");
    return [
        {
            ...named(of),
            rule: rule.id,
            kind: "order",
            message: `${of.name} does not depend on ${names}. ${rule.description}`,
            why: rule.why,
            fix: `Give ${of.name}, or the component that it stands in, dependsOn ${names}.`,
            missing,
        },
    ];
}

function grouped(demands: readonly Demand[], key: (demand: Demand) => string): ReadonlyMap<string, readonly Demand[]> {
    const groups = new Map<string, Demand[]>();
    for (const demand of demands) {
        const group = groups.get(key(demand));
        if (group) group.push(demand);
        else groups.set(key(demand), [demand]);
    }
    return groups;
}

/** What is deleted with something that takes its controller along, or that is no delete of its own at all. */
function leftBehind(demands: readonly Demand[], waits: Waits): readonly TeardownFinding[] {
    const { graph } = waits;
    const found = new Map<string, TeardownFinding>();
    for (const { rule, of, on } of demands) {
        const end = diesWith(graph, of);
        if (rule.leavesBehind === undefined || end === undefined) continue;
        if (end.type.startsWith("kubernetes:") && waits.reaches(end.urn, on.urn)) continue;
        found.set(`${rule.id} ${of.urn}`, {
            ...named(of),
            rule: rule.id,
            kind: "leaves",
            message: `${of.name} dies with ${end.name} and leaves ${rule.leavesBehind} behind.`,
            why: rule.why,
            fix: `Take deletedWith away from ${of.name}, so that it is deleted while its controller runs.`,
            missing: [named(on)],
        });
    }
    return [...found.values()];
}

/** The resource whose delete really happens when another has `deletedWith`. */
function diesWith(graph: ResourceGraph, resource: GraphResource): GraphResource | undefined {
    const { deletedWith } = resource.options;
    const next = deletedWith === undefined ? undefined : graph.get(deletedWith);
    return next && (diesWith(graph, next) ?? next);
}
