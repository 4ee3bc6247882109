import { beforeAll, describe, expect, it } from "vitest";

import type { ResourceGraph } from "../../insight/graph";
import { ORDER_RULES } from "../../insight/order/rules";
import { teardown } from "../../insight/teardown";
import { added, cut, dropped, mapped, named } from "../support/graph-edits";
import { stackGraph } from "../support/stacks";

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** A real stack with what later parts of the platform bring: charts, and what their controllers act on. */
function withControllers(graph: ResourceGraph): ResourceGraph {
    const provider = named(graph, "ml-cluster-kubernetes");
    const network = named(graph, "ml-cluster-addons-vpc-cni");
    const add = (to: ResourceGraph, type: string, name: string, inputs: object, on: readonly string[]) =>
        added(to, type, name, {
            inputs: inputs as Record<string, unknown>,
            on: [network, ...on.map((other) => named(to, other))],
            provider,
        });
    const release = (to: ResourceGraph, chart: string) => add(to, RELEASE, chart, { chart }, ["ml-system-nodes"]);
    const charts = ["aws-load-balancer-controller", "external-secrets", "karpenter"].reduce(release, graph);
    const objects: readonly (readonly [string, string, object, readonly string[]])[] = [
        ["core/v1:ConfigMap", "settings", {}, []],
        ["core/v1:Service", "gateway", { spec: { type: "LoadBalancer" } }, ["aws-load-balancer-controller"]],
        ["core/v1:PersistentVolumeClaim", "claim", { spec: {} }, ["ml-addons-storage-class"]],
        ["external-secrets.io/v1:ExternalSecret", "password", {}, ["external-secrets"]],
        ["karpenter.k8s.aws/v1:EC2NodeClass", "class", { metadata: { name: "class" } }, ["karpenter"]],
        [
            "karpenter.sh/v1:NodePool",
            "pool",
            { spec: { template: { spec: { nodeClassRef: { name: "class" } } } } },
            ["class", "karpenter"],
        ],
    ];
    return objects.reduce((to, [type, ...rest]) => add(to, `kubernetes:${type}`, ...rest), charts);
}

/** Rule, what no longer waits for what, and the findings that this must give: the resource and what it misses. */
const CASES: readonly (readonly [rule: string, waiters: RegExp, awaited: RegExp, on: string, missing: string[]])[] = [
    [
        "objects-after-access",
        /^ml-(cluster-kubernetes|system|spot|gpu)$/,
        /^ml-cluster-access-admins/,
        "ml-addons-storage-class",
        ["ml-cluster-access-admins-platform"],
    ],
    ["objects-after-pod-network", /^settings$/, /vpc-cni$/, "settings", ["ml-cluster-addons-vpc-cni"]],
    ["workloads-after-nodes", /^ml-search$/, /^ml-gpu-/, "ml-search-namespace", ["ml-gpu-nodes"]],
    ["workloads-after-node-addons", /^ml-search$/, /coredns$/, "ml-search-namespace", ["ml-addons-coredns"]],
    ["releases-after-nodes", /^karpenter$/, /nodes$/, "karpenter", ["ml-system-nodes"]],
    ["load-balancers-after-controller", /^gateway$/, /controller$/, "gateway", ["aws-load-balancer-controller"]],
    ["volumes-after-driver", /^claim$/, /storage-class$/, "claim", ["ml-addons-storage-class"]],
    ["custom-resources-after-chart", /^password$/, /^external-secrets$/, "password", ["external-secrets"]],
    ["node-pools-after-node-classes", /^pool$/, /^class$/, "pool", ["class"]],
    [
        "nodes-after-pod-network",
        /^ml-system$/,
        /^ml-cluster-addons-(vpc-cni|kube-proxy)$/,
        "ml-system-nodes",
        ["ml-cluster-addons-kube-proxy", "ml-cluster-addons-vpc-cni"],
    ],
    ["nodes-after-role-policies", /^ml-system-nodes$/, /-worker$/, "ml-system-nodes", ["ml-system-worker"]],
    ["nodes-after-routes", /^ml-gpu$/, /private-a-default$/, "ml-gpu-nodes", ["ml-network-private-a-default"]],
    [
        "cluster-after-role",
        /eksCluster$/,
        /eksRole-4b/,
        "ml-cluster-eks-eksCluster",
        ["ml-cluster-eks-eksRole-4b490823"],
    ],
    [
        "cluster-after-network-and-key",
        /^ml-cluster/,
        /^ml-network-intra-a$/,
        "ml-cluster-eks-eksCluster",
        ["ml-network-intra-a"],
    ],
    [
        "cluster-after-log-group",
        /^ml-cluster-eks/,
        /control-plane-logs$/,
        "ml-cluster-eks-eksCluster",
        ["ml-cluster-control-plane-logs"],
    ],
    [
        "access-after-cluster",
        /^ml-cluster-access-viewers/,
        /^ml-cluster-access-viewers/,
        "ml-cluster-access-viewers-data-science",
        ["ml-cluster-access-viewers-data-science"],
    ],
    ["addons-after-cluster", /kube-proxy$/, /./, "ml-cluster-addons-kube-proxy", ["ml-cluster-eks-eksCluster"]],
    [
        "addons-after-identity",
        /ebs-csi-driver$/,
        /association$/,
        "ml-addons-aws-ebs-csi-driver",
        ["ml-addons-ebs-association"],
    ],
    [
        "identities-after-role",
        /^ml-search-identity-association$/,
        /-policy$/,
        "ml-search-identity-association",
        ["ml-search-identity-policy"],
    ],
    [
        "nat-after-internet-gateway",
        /^ml-network-nat-a$/,
        /^ml-network-nat-a$/,
        "ml-network-nat-a",
        ["ml-network-nat-a"],
    ],
    ["routes-after-gateways", /public-default$/, /internet$/, "ml-network-public-default", ["ml-network-internet"]],
    [
        "flow-logs-after-log-group",
        /logs-all$/,
        /logs-write$/,
        "ml-network-flow-logs-all",
        ["ml-network-flow-logs-write"],
    ],
    ["bucket-settings-after-bucket", /artifacts-versioning$/, /./, "ml-artifacts-versioning", ["ml-artifacts-bucket"]],
];

/** What other demands of the same resource contain, so that it can be missed in a smaller stack alone. */
const CONTAINED = ["objects-after-cluster", "nodes-after-cluster", "addons-after-nodes"];

let dev: ResourceGraph;
let prod: ResourceGraph;
let full: ResourceGraph;
beforeAll(async () => {
    dev = await stackGraph("dev");
    prod = await stackGraph("prod");
    full = withControllers(dev);
});

const found = (graph: ResourceGraph) =>
    teardown(graph).findings.map(({ rule, kind, name, missing }) => ({
        ...{ rule, kind, name },
        missing: missing.map((other) => other.name),
    }));

describe("the destroy of an example stack", () => {
    it("goes through, whatever is protected", () => {
        expect(found(dev)).toEqual([]);
        expect(found(prod)).toEqual([]);
        expect(found(full)).toEqual([]);
        expect(teardown(dev).protectedResources).toEqual([]);
        const types = teardown(prod).protectedResources.map(({ type }) => type);
        expect(types).toEqual(expect.arrayContaining(["aws:eks/cluster:Cluster", "aws:s3/bucket:Bucket"]));
    });

    it("is the same question whatever the order of registration was", () => {
        const broken = cut(full, /^ml-system$/, /vpc-cni$/);
        const backwards = mapped(broken, (resource) => resource);
        (backwards.resources as unknown[]).reverse();
        expect(teardown(backwards)).toEqual(teardown(broken));
    });
});

describe("an order rule", () => {
    it("has a test, an id of its own, and evidence", () => {
        const ids = ORDER_RULES.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect([...CASES.map(([rule]) => rule), ...CONTAINED].sort()).toEqual([...ids].sort());
        for (const { description, why } of ORDER_RULES)
            expect(`${description} ${why}`).toMatch(/^[A-Z].*\. [A-Z].*\.$/);
    });

    it.each(CASES)("%s finds the one dependency that is missing", (rule, waiters, awaited, name, missing) => {
        const graph = name.startsWith("ml-") ? dev : full;
        expect(found(cut(graph, waiters, awaited))).toEqual([{ rule, kind: "order", name, missing }]);
    });

    it("holds in production, too, where each zone has its gateway", () => {
        expect(found(cut(prod, /^ml-network-nat-b$/, /./))).toEqual([
            {
                rule: "nat-after-internet-gateway",
                kind: "order",
                name: "ml-network-nat-b",
                missing: ["ml-network-nat-b", "ml-network-internet"],
            },
        ]);
    });

    it("is about the cluster itself where nothing stands between", () => {
        const small = dropped(dev, ({ type }) => /accessEntry|accessPolicy|addon:Addon/.test(type));
        expect(found(small)).toEqual([]);
        const lone = added(small, "kubernetes:core/v1:ConfigMap", "lone");
        expect(found(lone).map(({ rule, name }) => [rule, name])).toEqual([["objects-after-cluster", "lone"]]);
        const free = cut(cut(small, /^ml-gpu$/, /^ml-cluster/), /^ml-gpu-nodes$/, /^ml-cluster-eks/);
        expect(found(free)).toEqual([
            {
                rule: "nodes-after-cluster",
                kind: "order",
                name: "ml-gpu-nodes",
                missing: ["ml-cluster-eks-eksCluster"],
            },
        ]);
    });

    it("asks add-ons with pods for a node group", () => {
        const linked = mapped(dev, (r) =>
            r.name === "ml-addons-storage-class"
                ? { ...r, dependencies: [...r.dependencies, { urn: named(dev, "ml-cluster-addons-vpc-cni").urn }] }
                : r,
        );
        expect(found(cut(linked, /^ml-addons$/, /^ml-system/))).toEqual(
            ["ml-addons-aws-ebs-csi-driver", "ml-addons-coredns"].map((name) => ({
                rule: "addons-after-nodes",
                kind: "order",
                name,
                missing: ["ml-system-nodes"],
            })),
        );
    });

    it("looks at where a workload may run", () => {
        const workload = (spec: object) =>
            added(full, "kubernetes:apps/v1:Deployment", "workload", {
                inputs: { spec: { template: { spec } } },
                on: ["ml-system-nodes", "ml-addons-coredns", "ml-addons-aws-ebs-csi-driver"].map((n) => named(full, n)),
                provider: named(full, "ml-cluster-kubernetes"),
            });
        const missed = (spec: object) => found(workload(spec)).flatMap(({ missing }) => missing);
        expect(missed({})).toEqual([]);
        expect(missed({ tolerations: [{ operator: "Exists" }] })).toEqual(["ml-gpu-nodes", "ml-spot-nodes"]);
        const gpu = { tolerations: [{ key: "nvidia.com/gpu", operator: "Exists" }] };
        expect(missed(gpu)).toEqual(["ml-gpu-nodes"]);
        expect(missed({ ...gpu, nodeSelector: { "groundwork/pool-kind": "system" } })).toEqual([]);
    });
});

describe("deletedWith", () => {
    const dying = (type: string, inputs: Record<string, unknown>, on: string, more: readonly string[] = []) =>
        found(
            added(full, type, "dying", {
                inputs,
                on: ["ml-cluster-addons-vpc-cni", ...more].map((name) => named(full, name)),
                provider: named(full, "ml-cluster-kubernetes"),
                deletedWith: named(full, on),
            }),
        );

    it("is order enough for what dies and leaves nothing", () => {
        expect(dying("kubernetes:core/v1:ConfigMap", {}, "ml-cluster-eks-eksCluster")).toEqual([]);
    });

    it("is not enough for what a controller must clean up, unless what it dies with goes before the controller", () => {
        const service = { spec: { type: "LoadBalancer" } };
        const controller = ["aws-load-balancer-controller"];
        const leaves = {
            ...{ rule: "load-balancers-after-controller", kind: "leaves", name: "dying", missing: controller },
        };
        const type = "kubernetes:core/v1:Service";
        expect(dying(type, service, "ml-cluster-eks-eksCluster", controller)).toEqual([leaves]);
        expect(dying(type, service, "ml-search-namespace", controller)).toEqual([leaves]);
        expect(dying(type, service, "gateway", controller)).toEqual([]);
    });
});

describe("what no order mends", () => {
    it("is a versioned bucket that may neither stay nor be emptied", () => {
        const kept = mapped(dev, (r) =>
            r.name === "ml-artifacts-bucket" ? { ...r, inputs: { ...r.inputs, forceDestroy: false } } : r,
        );
        expect(found(kept)).toEqual([
            {
                rule: "versioned-buckets-can-be-emptied",
                kind: "will refuse",
                name: "ml-artifacts-bucket",
                missing: [],
            },
        ]);
    });

    it("is a log group that EKS would make by itself", () => {
        const without = dropped(dev, ({ name }) => name === "ml-cluster-control-plane-logs");
        expect(found(without)).toEqual([
            { rule: "clusters-own-their-log-group", kind: "leaves", name: "ml-cluster-eks-eksCluster", missing: [] },
        ]);
    });
});
