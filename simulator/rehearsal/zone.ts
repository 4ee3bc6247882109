import type { Account, LiveResource } from "../cloud/account";
import { TYPES } from "../cloud/aws/types";
import { withoutZone } from "../cloud/kubernetes/pods/pods-of";
import type { Life } from "./life";
import { changesNothing } from "./promises";
import { counts, endsWell, firstBroken, promised, type Step, type StepResult } from "./step";

/** An availability zone is lost for a while: what the platform serves goes on, and an `up` meanwhile changes nothing. */
export function* loseZone(life: Life, letter: string): Iterable<Step> {
    const zone = `${life.account.place.region}${letter}`;
    yield { name: `zone ${letter} lost`, act: async () => withoutIt(life.account, zone) };
    yield {
        name: `up, without zone ${letter}`,
        act: async () => {
            const outcome = await life.engine.up();
            return { what: counts(outcome), broken: firstBroken(endsWell(outcome), changesNothing(outcome)) };
        },
    };
}

function withoutIt(account: Account, zone: string): StepResult {
    const subnets = account.ofType(TYPES.subnet);
    const nodes = account.ofType(TYPES.instance);
    const lost = (resource: LiveResource): boolean => zoneOf(account, resource) === zone;
    const losses = clustersOf(account).flatMap((cluster) => withoutZone(account, cluster, zone));
    return {
        what: `${nodes.filter(lost).length} of ${nodes.length} nodes, ${subnets.filter(lost).length} of ${subnets.length} subnets`,
        broken: firstBroken(
            promised("The stack has this zone.", subnets.some(lost) ? [] : [`No subnet is in ${zone}.`]),
            promised("Each cluster keeps a subnet for its control plane.", clustersWithout(account, lost)),
            promised(
                "Each workload keeps a pod that is ready, and finds its place again.",
                losses.map(
                    ({ owner, replicas, left, afterwards }) =>
                        `${owner}: of ${replicas} pods ${left} run on, ${afterwards} afterwards`,
                ),
            ),
            promised("Subnets of the other zones keep their way out (network.nat: perZone).", cutOff(account, lost)),
        ),
    };
}

function clustersOf(account: Account): readonly string[] {
    return account.ofType(TYPES.cluster).map(({ outputs }) => String(outputs.name));
}

type Lost = (resource: LiveResource) => boolean;

function clustersWithout(account: Account, lost: Lost): readonly string[] {
    return account.ofType(TYPES.cluster).flatMap(({ name, inputs }) => {
        const { subnetIds } = (inputs.vpcConfig ?? {}) as { subnetIds?: readonly string[] };
        const own = (subnetIds ?? []).flatMap((id) => account.get(TYPES.subnet, id) ?? []);
        return own.some((subnet) => !lost(subnet)) ? [] : [name];
    });
}

/** Subnets outside the zone whose default route leads to a NAT gateway in it. */
function cutOff(account: Account, lost: Lost): readonly string[] {
    const gateways = new Set(
        account
            .ofType(TYPES.natGateway)
            .filter(lost)
            .map(({ id }) => id),
    );
    const routes = account.ofType(TYPES.route).filter(({ inputs }) => gateways.has(String(inputs.natGatewayId)));
    const tables = new Set(routes.map(({ inputs }) => inputs.routeTableId));
    return account
        .ofType(TYPES.routeTableAssociation)
        .filter(({ inputs }) => tables.has(inputs.routeTableId))
        .flatMap(({ inputs }) => account.get(TYPES.subnet, String(inputs.subnetId)) ?? [])
        .filter((subnet) => !lost(subnet))
        .map(({ name }) => `${name} reaches the internet through the lost zone alone`);
}

/** The zone that a resource is in: its own, or its subnet's. */
function zoneOf(account: Account, { inputs }: LiveResource): string | undefined {
    if (typeof inputs.availabilityZone === "string") return inputs.availabilityZone;
    const subnet = account.get(TYPES.subnet, String(inputs.subnetId));
    return subnet && zoneOf(account, subnet);
}
