import type { GraphResource, ResourceGraph } from "./graph";
import type { BareLine, Priced, Question } from "./pricers";
import { instancePerHour } from "./prices/table";
import { at, listOf, numberOf, objectOf, sum, textOf, textsOf } from "./reading";

/** GiB of the root disk of a node that asks for none: what EKS and its AMIs take. */
const DEFAULT_DISK_GIB = 20;

type Capacity = "on-demand" | "spot";

/** The smallest and the largest number of nodes. */
interface Size {
    readonly min: number;
    readonly max: number;
}

/**
 * Instances and disks of a managed node group: at its smallest size on its cheapest type, and at its largest size on
 * its dearest type.
 */
export function nodeGroup(question: Question): Priced {
    const { graph, resource } = question;
    const scaling = at(resource.inputs, "scalingConfig");
    const [min, max] = [numberOf(at(scaling, "minSize")), numberOf(at(scaling, "maxSize"))];
    if (min === undefined || max === undefined) return { lines: [], missing: ["a node group whose size is not known"] };
    if (resource.inputs.capacityType === "CAPACITY_BLOCK")
        return { lines: [], missing: ["a capacity block is paid in advance, at the price of its offer"] };
    const size = { min, max };
    const template = launchTemplateOf(graph, resource);
    const own = textsOf(resource.inputs.instanceTypes);
    const types = own.length > 0 ? own : textsOf([template?.inputs.instanceType]);
    const capacity = resource.inputs.capacityType === "SPOT" ? "spot" : "on-demand";
    return merged([instances(question, types, capacity, size), disks(question, template, size)]);
}

/** One instance outside a group, with its root disk. */
export function instanceFor(question: Question): Priced {
    const { inputs } = question.resource;
    const size = { min: 1, max: 1 };
    const disk = numberOf(at(inputs, "rootBlockDevice", "volumeSize")) ?? DEFAULT_DISK_GIB;
    const kind = textOf(at(inputs, "rootBlockDevice", "volumeType")) ?? "gp3";
    const types = textsOf([inputs.instanceType]);
    return merged([instances(question, types, "on-demand", size), gp3Disks(question, disk, kind, size)]);
}

function merged(parts: readonly Priced[]): Priced {
    return { lines: parts.flatMap((p) => p.lines), missing: parts.flatMap((p) => p.missing) };
}

function instances(question: Question, types: readonly string[], capacity: Capacity, size: Size): Priced {
    const { prices, region = "an unknown region" } = question;
    if (types.length === 0) return { lines: [], missing: ["a node group whose instance types are not known"] };
    const hourly = types.map((type) => instancePerHour(prices, type, region, capacity));
    const unknown = types.filter((_, i) => hourly[i] === undefined);
    const missing = unknown.map((type) => `no ${capacity} price for ${type} in ${region}`);
    const known = hourly.filter((usd) => usd !== undefined);
    if (known.length === 0) return { lines: [], missing };
    const hours = prices.hoursPerMonth;
    const line: BareLine = {
        what: `${range(size)} × ${types.join(", ")} ${capacity}`,
        floorPerMonth: size.min * Math.min(...known) * hours,
        ceilingPerMonth: size.max * Math.max(...known) * hours,
        capacity,
    };
    return { lines: [line], missing };
}

function disks(question: Question, template: GraphResource | undefined, size: Size): Priced {
    const mapped = listOf(template?.inputs.blockDeviceMappings).map((mapping) => objectOf(at(mapping, "ebs")));
    const ebs = mapped.filter((device) => device !== undefined);
    if (ebs.length === 0) {
        const gib = numberOf(question.resource.inputs.diskSize) ?? DEFAULT_DISK_GIB;
        return gp3Disks(question, gib, "gp3", size);
    }
    const other = ebs.map((device) => textOf(device.volumeType) ?? "gp3").find((kind) => kind !== "gp3");
    const gib = sum(ebs.map((device) => numberOf(device.volumeSize) ?? DEFAULT_DISK_GIB));
    return gp3Disks(question, gib, other ?? "gp3", size);
}

/** One node's disks of `gib` GiB together, for every node. */
function gp3Disks({ prices, region }: Question, gib: number, kind: string, size: Size): Priced {
    if (kind !== "gp3") return { lines: [], missing: [`disks of type ${kind} are not in the table`] };
    const usd = region === undefined ? undefined : prices.units.gp3GbMonth[region];
    if (usd === undefined)
        return { lines: [], missing: [`no price for gp3 disks in ${region ?? "an unknown region"}`] };
    const what = `${range(size)} × ${gib} GiB gp3`;
    return {
        lines: [{ what, floorPerMonth: size.min * gib * usd, ceilingPerMonth: size.max * gib * usd }],
        missing: [],
    };
}

/** The template that the group names, found by dependency because its id may not exist yet. */
function launchTemplateOf(graph: ResourceGraph, group: GraphResource): GraphResource | undefined {
    const isTemplate = (r: GraphResource) => r.type === "aws:ec2/launchTemplate:LaunchTemplate";
    const through = graph.through(group, "launchTemplate").find(isTemplate);
    if (through) return through;
    const id = textOf(at(group.inputs, "launchTemplate", "id"));
    return id === undefined
        ? undefined
        : graph.ofType("aws:ec2/launchTemplate:LaunchTemplate").find((t) => t.outputs.id === id);
}

function range({ min, max }: Size): string {
    return min === max ? String(min) : `${min}–${max}`;
}
