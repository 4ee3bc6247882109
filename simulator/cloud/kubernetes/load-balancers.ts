import type { Properties } from "../../../insight/graph";
import type { Account, LiveResource } from "../account";
import { shown } from "../aws/shown";
import { TYPES } from "../aws/types";
import { digits, Refusal } from "../cloud";
import { isOn } from "./charts/chart";
import { type Finalizer, isServed } from "./controllers";
import { clusterOf, metadataOf, objectName, recordOf } from "./object";
import { releasesOf } from "./releases";

const SERVICE = "kubernetes:core/v1:Service";
const INGRESS = "kubernetes:networking.k8s.io/v1:Ingress";
const CONTROLLER = "aws-load-balancer-controller";
const NLB_CLASS = "service.k8s.aws/nlb";
const SERVICE_NOTES = "service.beta.kubernetes.io/aws-load-balancer-";
const INGRESS_NOTES = "alb.ingress.kubernetes.io/";

/** What an object asks AWS for, and who makes it. */
interface Wanted {
    readonly kind: "network" | "application" | "classic";
    readonly internal: boolean;
    readonly subnets: readonly string[];
    /** Zones that it must have. */
    readonly zones: number;
}

/**
 * Makes the load balancer that a Service or Ingress asks for.
 *
 * @throws {Refusal} when its controller does not run or finds no subnet: Pulumi would wait until a time-out
 */
export function makeLoadBalancer(account: Account, resource: LiveResource): void {
    const cluster = clusterOf(resource);
    const wanted = wantedBy(account, cluster, resource);
    if (!wanted) return;
    if (wanted.kind !== "classic" && !isServed(account, cluster, [CONTROLLER])) {
        throw new Refusal(
            `${objectName(resource)} would wait 10 minutes, then time out: no load balancer, for no pod of ` +
                `${CONTROLLER} runs. Depend on its release.`,
        );
    }
    const subnets = subnetsFor(account, cluster, resource, wanted);
    const owner = ownerOf(resource);
    const groupId = `sg-${digits(`${owner}/load-balancer`, 17)}`;
    account.make({
        type: TYPES.securityGroup,
        id: groupId,
        name: "k8s-load-balancer",
        madeFor: owner,
        inputs: { vpcId: vpcOf(account, cluster), description: "[k8s] Managed SecurityGroup for LoadBalancer" },
    });
    const id = loadBalancerArn(account, owner, wanted.kind);
    account.make({
        type: TYPES.loadBalancer,
        id,
        name: "k8s-load-balancer",
        madeFor: owner,
        inputs: { loadBalancerType: wanted.kind, internal: wanted.internal, subnets, securityGroups: [groupId] },
        outputs: { arn: id },
    });
    for (const subnetId of subnets) {
        account.make({
            type: TYPES.networkInterface,
            id: `eni-${digits(`${owner}/${subnetId}`, 17)}`,
            name: "load balancer",
            madeFor: owner,
            inputs: { subnetId, securityGroups: [groupId] },
        });
    }
}

/** Takes away what AWS made for a Service or Ingress. */
export function removeLoadBalancer(account: Account, resource: LiveResource): void {
    const owner = ownerOf(resource);
    for (const made of account.resources.filter(({ madeFor }) => madeFor === owner)) account.unmake(made);
}

/** Whether an object has a load balancer. */
export function hasLoadBalancer(account: Account, resource: LiveResource): boolean {
    const owner = ownerOf(resource);
    return account.ofType(TYPES.loadBalancer).some(({ madeFor }) => madeFor === owner);
}

/** Whether the change of a Service or Ingress asks for another load balancer than it has. */
export function asksForOther(account: Account, resource: LiveResource, next: Properties): boolean {
    const cluster = clusterOf(resource);
    const now = wantedBy(account, cluster, resource);
    const then = wantedBy(account, cluster, { ...resource, inputs: next });
    return JSON.stringify(now) !== JSON.stringify(then);
}

/** The controller's finalizer on an object that it made a load balancer for. EKS serves that of a classic one itself. */
export function serviceFinalizer(account: Account, _cluster: string, resource: LiveResource): Finalizer | undefined {
    const owner = ownerOf(resource);
    const made = account.ofType(TYPES.loadBalancer).find(({ madeFor }) => madeFor === owner);
    if (!made || made.inputs.loadBalancerType === "classic") return undefined;
    const name = resource.type === INGRESS ? "ingress.k8s.aws/resources" : "service.k8s.aws/resources";
    return { name, charts: [CONTROLLER] };
}

/** Host name by which a load balancer is reached. */
export function hostOf(urn: string): string {
    return `k8s-${digits(urn, 32)}.elb.example.com`;
}

function wantedBy(account: Account, cluster: string, { type, inputs }: LiveResource): Wanted | undefined {
    const notes = metadataOf(inputs).annotations ?? {};
    const spec = recordOf(inputs.spec);
    if (type === INGRESS) {
        const given = spec.ingressClassName ?? notes["kubernetes.io/ingress.class"];
        if (given !== "alb") return undefined;
        return {
            kind: "application",
            internal: notes[`${INGRESS_NOTES}scheme`] !== "internet-facing",
            subnets: list(notes[`${INGRESS_NOTES}subnets`]),
            zones: 2,
        };
    }
    if (type !== SERVICE || spec.type !== "LoadBalancer") return undefined;
    const subnets = list(notes[`${SERVICE_NOTES}subnets`]);
    if (loadBalancerClass(account, cluster, spec, notes) === NLB_CLASS) {
        const scheme = notes[`${SERVICE_NOTES}scheme`];
        return { kind: "network", internal: scheme !== "internet-facing", subnets, zones: 1 };
    }
    return { kind: "classic", internal: notes[`${SERVICE_NOTES}internal`] === "true", subnets, zones: 1 };
}

/** The class of a Service: its own, else the controller's webhook gives its own to every new one. */
function loadBalancerClass(account: Account, cluster: string, spec: Properties, notes: Properties): unknown {
    if (spec.loadBalancerClass !== undefined) return spec.loadBalancerClass;
    if (/^(external|nlb-ip)$/.test(String(notes[`${SERVICE_NOTES}type`]))) return NLB_CLASS;
    const mutated = releasesOf(account, cluster).some(
        ({ chartName, values }) =>
            chartName === CONTROLLER && isOn(values, { path: "enableServiceMutatorWebhook", by: true }),
    );
    return mutated ? NLB_CLASS : undefined;
}

function subnetsFor(account: Account, cluster: string, resource: LiveResource, wanted: Wanted): readonly string[] {
    if (wanted.subnets.length > 0) return wanted.subnets;
    const role = `kubernetes.io/role/${wanted.internal ? "internal-elb" : "elb"}`;
    const vpc = vpcOf(account, cluster);
    const tagged = account
        .ofType(TYPES.subnet)
        .filter(({ inputs }) => inputs.vpcId === vpc && ["1", ""].includes(shown(recordOf(inputs.tags)[role] ?? "no")));
    // One subnet in each zone.
    const byZone = new Map(tagged.map(({ id, inputs }) => [inputs.availabilityZone, id]));
    if (byZone.size >= wanted.zones) return [...byZone.values()];
    throw new Refusal(
        `${objectName(resource)} would wait 10 minutes, then time out: couldn't auto-discover subnets: unable to resolve ` +
            `at least ${wanted.zones} subnet(s) (${byZone.size} match VPC and tags: [${role}]). Tag the subnets.`,
    );
}

function vpcOf(account: Account, cluster: string): unknown {
    const eks = account.named([TYPES.cluster], cluster);
    const ids = recordOf(eks?.inputs.vpcConfig).subnetIds;
    const subnet = account.get(TYPES.subnet, String(Array.isArray(ids) ? ids[0] : undefined));
    return subnet?.inputs.vpcId ?? account.ofType(TYPES.vpc)[0]?.id;
}

function ownerOf(resource: LiveResource): string {
    return `${objectName(resource)} of ${clusterOf(resource)}`;
}

function loadBalancerArn({ place }: Account, owner: string, kind: Wanted["kind"]): string {
    const prefix = { network: "net/", application: "app/", classic: "" }[kind];
    const name = `k8s-${digits(owner, 10)}`;
    return `arn:aws:elasticloadbalancing:${place.region}:${place.accountId}:loadbalancer/${prefix}${name}/${digits(owner, 16)}`;
}

function list(text: string | undefined): readonly string[] {
    return text === undefined ? [] : text.split(",").map((part) => part.trim());
}
