import type { CostLine } from "./cost";
import type { GraphResource, ResourceGraph } from "./graph";
import { instanceFor, nodeGroup } from "./pricers-compute";
import type { PriceTable, UnitName } from "./prices/table";
import { at, listOf, numberOf, sum, textOf } from "./reading";

/** One line before it is known whose it is. */
export type BareLine = Pick<CostLine, "what" | "floorPerMonth" | "ceilingPerMonth" | "capacity">;

/** What a pricer says of one resource. */
export interface Priced {
    readonly lines: readonly BareLine[];
    /** Reasons why a part has no price. */
    readonly missing: readonly string[];
    /** Whether it costs nothing in this configuration. */
    readonly free?: boolean;
}

/** What a pricer looks at. */
export interface Question {
    readonly graph: ResourceGraph;
    readonly prices: PriceTable;
    /** Region of the resource, or undefined when nothing tells. */
    readonly region: string | undefined;
    readonly resource: GraphResource;
}

type Pricer = (question: Question) => Priced;

/** How each priced type is counted. A new type is one row. */
const PRICERS: Readonly<Record<string, Pricer>> = {
    "aws:cloudwatch/metricAlarm:MetricAlarm": (q) => perMonth(q, "alarmMonth", 1, "1 alarm"),
    "aws:ebs/volume:Volume": volume,
    "aws:ec2/eip:Eip": (q) => perHour(q, "publicIpv4Hour", 1, "1 public IPv4 address"),
    "aws:ec2/instance:Instance": instanceFor,
    "aws:ec2/natGateway:NatGateway": (q) => perHour(q, "natGatewayHour", 1, "1 NAT gateway"),
    "aws:ec2/vpcEndpoint:VpcEndpoint": endpoint,
    "aws:eks/cluster:Cluster": cluster,
    "aws:eks/nodeGroup:NodeGroup": nodeGroup,
    "aws:kms/key:Key": (q) => perMonth(q, "kmsKeyMonth", 1, "1 KMS key"),
    "aws:kms/replicaKey:ReplicaKey": (q) => perMonth(q, "kmsKeyMonth", 1, "1 KMS replica key"),
    "aws:secretsmanager/secret:Secret": (q) => perMonth(q, "secretMonth", 1, "1 secret"),
    "kubernetes:apps/v1:StatefulSet": statefulSet,
    "kubernetes:core/v1:PersistentVolumeClaim": claim,
    "kubernetes:core/v1:Service": service,
};

/** The price of a resource, or undefined for a type that no pricer knows. */
export function priceOf(question: Question): Priced | undefined {
    return PRICERS[question.resource.type]?.(question);
}

/** `count` units for every hour of the month, or a reason when the region has no price. */
function perHour(question: Question, unit: UnitName, count: number, what: string): Priced {
    return perMonth(question, unit, count * question.prices.hoursPerMonth, what);
}

/** `count` units a month, or a reason when the region has no price. */
function perMonth({ prices, region }: Question, unit: UnitName, count: number, what: string): Priced {
    const usd = region === undefined ? undefined : prices.units[unit][region];
    if (usd === undefined) return { lines: [], missing: [`no price for ${what} in ${region ?? "an unknown region"}`] };
    return { lines: [{ what, floorPerMonth: usd * count, ceilingPerMonth: usd * count }], missing: [] };
}

function cluster(question: Question): Priced {
    const extended = at(question.resource.inputs, "upgradePolicy", "supportType") === "EXTENDED";
    return extended
        ? perHour(question, "eksClusterExtendedHour", 1, "1 control plane, extended support")
        : perHour(question, "eksClusterHour", 1, "1 control plane");
}

function endpoint(question: Question): Priced {
    const { inputs } = question.resource;
    const kind = textOf(inputs.vpcEndpointType) ?? "Gateway";
    if (kind === "Gateway") return { lines: [], missing: [], free: true };
    if (kind !== "Interface") return { lines: [], missing: [`endpoints of type ${kind} are not in the table`] };
    const zones = listOf(inputs.subnetIds).length;
    if (zones === 0) return { lines: [], missing: ["an interface endpoint whose subnets are not known"] };
    return perHour(question, "interfaceEndpointZoneHour", zones, `1 interface endpoint in ${zones} zones`);
}

function volume(question: Question): Priced {
    const { inputs } = question.resource;
    const kind = textOf(inputs.type) ?? "gp2";
    const size = numberOf(inputs.size);
    if (kind !== "gp3") return { lines: [], missing: [`disks of type ${kind} are not in the table`] };
    if (size === undefined) return { lines: [], missing: ["a disk whose size is not known"] };
    return perMonth(question, "gp3GbMonth", size, `${size} GiB gp3`);
}

/** A claim is priced as the disk that the driver makes for it: gp3, the class that the platform sets as default. */
function claim(question: Question): Priced {
    return claimed(question, [at(question.resource.inputs, "spec")], 1);
}

function statefulSet(question: Question): Priced {
    const spec = at(question.resource.inputs, "spec");
    const templates = listOf(at(spec, "volumeClaimTemplates")).map((template) => at(template, "spec"));
    if (templates.length === 0) return { lines: [], missing: [], free: true };
    return claimed(question, templates, numberOf(at(spec, "replicas")) ?? 1);
}

function claimed(question: Question, specs: readonly unknown[], copies: number): Priced {
    const sizes = specs.map((spec) => gibibytes(at(spec, "resources", "requests", "storage")));
    if (sizes.includes(undefined)) return { lines: [], missing: ["a disk whose size is not known"] };
    const total = sum(sizes.map((size) => size ?? 0)) * copies;
    return perMonth(question, "gp3GbMonth", total, `${total} GiB gp3`);
}

function service({ resource }: Question): Priced {
    return at(resource.inputs, "spec", "type") === "LoadBalancer"
        ? { lines: [], missing: ["creates a load balancer, billed by hour and by load"] }
        : { lines: [], missing: [], free: true };
}

const GIB: Readonly<Record<string, number>> = { Mi: 1 / 1024, Gi: 1, Ti: 1024 };

function gibibytes(quantity: unknown): number | undefined {
    const [, digits, unit = ""] = /^(\d+)(Mi|Gi|Ti)$/.exec(textOf(quantity) ?? "") ?? [];
    const factor = GIB[unit];
    return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}
