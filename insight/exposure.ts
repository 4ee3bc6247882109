import { CHECKS, egressOf } from "./exposure-checks";
import type { ResourceGraph } from "./graph";
import { compareText } from "./reading";

/** One way in from the internet. */
export interface ExposureEntry {
    readonly urn: string;
    readonly name: string;
    readonly type: string;
    /** What can be reached, such as "Kubernetes API endpoint". */
    readonly what: string;
    /** Who can reach it: CIDR blocks. */
    readonly from: readonly string[];
    /** How to close it, as one sentence that names the setting. */
    readonly close: string;
}

/** One way out to the internet, which lets nothing in. */
export interface EgressEntry {
    readonly urn: string;
    readonly name: string;
    readonly type: string;
    readonly what: string;
}

/** What the internet and a stack can see of each other. */
export interface Exposure {
    /** Ways in. Empty means that nothing is reachable from the internet. */
    readonly entries: readonly ExposureEntry[];
    /** Ways out. */
    readonly egress: readonly EgressEntry[];
}

/**
 * What is reachable from the internet, judged by the inputs of each resource.
 *
 * A setting that is not known before creation, or secret, counts as open: the answer "nothing" has to be certain. What
 * charts and controllers create by themselves is not in the graph and not in the answer.
 */
export function exposure(graph: ResourceGraph): Exposure {
    const entries = graph.resources.flatMap((resource): ExposureEntry[] => {
        const { urn, name, type } = resource;
        return (CHECKS[type]?.(resource, graph) ?? []).map((way) => ({ urn, name, type, ...way }));
    });
    return { entries: entries.sort(byUrn), egress: graph.resources.flatMap(egressOf).sort(byUrn) };
}

/** The same order in every run, whatever the order of registration was. */
function byUrn(a: EgressEntry, b: EgressEntry): number {
    return compareText(a.urn, b.urn);
}
