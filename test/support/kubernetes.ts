import type { Properties } from "../../insight/graph";
import { Account, type LiveResource } from "../../simulator/cloud/account";
import { TYPES } from "../../simulator/cloud/aws/types";
import { ACCOUNT } from "./deploy";

/** Name of the cluster that {@link clusterAccount} has. */
export const CLUSTER = "ml";
const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

/** A node group of a test cluster. */
export interface TestNodes {
    readonly instanceType?: string;
    readonly desired?: number;
    readonly max?: number;
    readonly labels?: Readonly<Record<string, string>>;
    readonly taints?: readonly Properties[];
    readonly amiType?: string;
    /** Indexes of zones, of three. */
    readonly zones?: readonly number[];
}

/** An account with one running cluster of three zones, its network tagged for load balancers, and no nodes. */
export function clusterAccount(accessConfig: Properties = {}): Account {
    const account = new Account(ACCOUNT);
    account.make({ type: TYPES.vpc, id: "vpc-1", name: "vpc", inputs: { cidrBlock: "10.0.0.0/16" } });
    ZONES.forEach((availabilityZone, index) => {
        for (const role of ["elb", "internal-elb"]) {
            account.make({
                type: TYPES.subnet,
                id: `subnet-${role}-${index}`,
                name: role,
                inputs: { vpcId: "vpc-1", availabilityZone, tags: { [`kubernetes.io/role/${role}`]: "1" } },
            });
        }
    });
    account.make({
        type: TYPES.cluster,
        id: CLUSTER,
        name: CLUSTER,
        inputs: { accessConfig, vpcConfig: { subnetIds: ["subnet-internal-elb-0", "subnet-internal-elb-1"] } },
        outputs: { name: CLUSTER, vpcConfig: {} },
    });
    return account;
}

/** Adds a node group with as many nodes as it desires. */
export function addNodes(account: Account, name: string, nodes: TestNodes = {}): void {
    const {
        instanceType = "m6i.large",
        desired = 2,
        max = desired,
        labels = {},
        taints = [],
        zones = [0, 1, 2],
    } = nodes;
    const id = `${CLUSTER}:${name}`;
    account.make({
        type: TYPES.nodeGroup,
        id,
        name,
        inputs: {
            clusterName: CLUSTER,
            instanceTypes: [instanceType],
            subnetIds: zones.map((zone) => `subnet-internal-elb-${zone}`),
            scalingConfig: { minSize: 0, maxSize: max, desiredSize: desired },
            labels,
            taints,
            amiType: nodes.amiType ?? "AL2023_x86_64_STANDARD",
        },
        outputs: { nodeGroupName: name },
    });
    for (let index = 0; index < desired; index++) {
        account.make({
            type: TYPES.instance,
            id: `i-${name}-${index}`,
            name,
            inputs: { instanceType, nodeGroup: id },
            outputs: {
                availabilityZone: ZONES[zones[index % zones.length] ?? 0],
                privateDns: `${name}-${index}.internal`,
            },
        });
    }
}

/** Takes a node group away, with its nodes. */
export function removeNodes(account: Account, name: string): void {
    for (const { type, id } of account.resources.filter((resource) => resource.name === name)) {
        const found = account.get(type, id);
        if (found) account.unmake(found);
    }
}

/** Adds an EKS add-on. */
export function addAddon(account: Account, addonName: string, values: Properties = {}): void {
    account.make({
        type: TYPES.addon,
        id: `${CLUSTER}:${addonName}`,
        name: addonName,
        inputs: { clusterName: CLUSTER, addonName, configurationValues: JSON.stringify(values) },
    });
}

/** Creates an object of the test cluster; "core/v1:Namespace" is short for the type. */
export function create(
    account: Account,
    type: string,
    name: string,
    inputs: Properties = {},
    cluster = CLUSTER,
): LiveResource {
    const metadata = { name, ...(inputs.metadata as Properties | undefined) };
    return account.create({
        urn: `urn:pulumi:test::test::kubernetes:${type}::${name}`,
        type: `kubernetes:${type}`,
        name,
        inputs: { ...inputs, metadata },
        cluster,
    });
}

/** Creates a namespace. */
export function createNamespace(account: Account, name: string, labels: Properties = {}): LiveResource {
    return create(account, "core/v1:Namespace", name, { metadata: { labels } });
}

/** Installs a chart; its release is named after it. */
export function install(account: Account, chart: string, inputs: Properties = {}): LiveResource {
    return account.create({
        urn: `urn:pulumi:test::test::kubernetes:helm.sh/v3:Release::${chart}`,
        type: "kubernetes:helm.sh/v3:Release",
        name: chart,
        inputs: { chart, name: chart, namespace: "kube-system", atomic: true, ...inputs },
        cluster: CLUSTER,
    });
}

/** Deletes an object of the test cluster. */
export function remove(account: Account, { type, id }: LiveResource): void {
    account.delete(type, id, CLUSTER);
}

/** A Deployment of one container. */
export function deployment(spec: Properties = {}, resources: Properties = {}, replicas = 1): Properties {
    const labels = { app: "model" };
    return {
        metadata: { namespace: "team" },
        spec: {
            replicas,
            selector: { matchLabels: labels },
            template: {
                metadata: { labels },
                spec: { containers: [{ name: "model", image: "example.com/model:1", resources }], ...spec },
            },
        },
    };
}
