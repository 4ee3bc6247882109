import { beforeEach, describe, expect, it } from "vitest";

import type { Properties } from "../../../insight/graph";
import type { Account } from "../../../simulator/cloud/account";
import { podsOf, withoutZone } from "../../../simulator/cloud/kubernetes/pods/pods-of";
import {
    addAddon,
    addNodes,
    CLUSTER,
    clusterAccount,
    create,
    createNamespace,
    deployment,
    install,
    remove,
} from "../../support/kubernetes";

const GPU = { limits: { "nvidia.com/gpu": "1" } };
const GPU_NODES = {
    instanceType: "g5.xlarge",
    labels: { "nvidia.com/gpu.present": "true" },
    taints: [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }],
};
const TOLERATES_GPU = { tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }] };

function run(account: Account, inputs: Properties, type = "apps/v1:Deployment") {
    return create(account, type, "model", inputs);
}

function inAffinity(...matchExpressions: readonly object[]): Properties {
    return {
        affinity: {
            nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
            },
        },
    };
}

describe("pods", () => {
    let account: Account;
    beforeEach(() => {
        account = clusterAccount();
        createNamespace(account, "team");
    });

    it("need a node", () => {
        expect(() => run(account, deployment({}, {}, 2))).toThrow(
            /would wait 10 minutes, then time out:.*0\/2 replicas available: no nodes available.*Depend on a node group/s,
        );
        addNodes(account, "system");
        run(account, deployment({}, {}, 2));
        expect(podsOf(account, CLUSTER).map(({ node }) => node)).toEqual(["system-0.internal", "system-1.internal"]);
    });

    const fits: readonly (readonly [string, Properties, Properties])[] = [
        ["a node selector", { nodeSelector: { pool: "b" } }, { nodeSelector: { pool: "a" } }],
        [
            "In",
            inAffinity({ key: "pool", operator: "In", values: ["b"] }),
            inAffinity({ key: "pool", operator: "In", values: ["a"] }),
        ],
        [
            "NotIn",
            inAffinity({ key: "pool", operator: "NotIn", values: ["a"] }),
            inAffinity({ key: "pool", operator: "NotIn", values: ["b"] }),
        ],
        ["Exists", inAffinity({ key: "gpu", operator: "Exists" }), inAffinity({ key: "pool", operator: "Exists" })],
        [
            "DoesNotExist",
            inAffinity({ key: "pool", operator: "DoesNotExist" }),
            inAffinity({ key: "gpu", operator: "DoesNotExist" }),
        ],
        [
            "Gt",
            inAffinity({ key: "size", operator: "Gt", values: ["8"] }),
            inAffinity({ key: "size", operator: "Gt", values: ["7"] }),
        ],
        [
            "Lt",
            inAffinity({ key: "size", operator: "Lt", values: ["8"] }),
            inAffinity({ key: "size", operator: "Lt", values: ["9"] }),
        ],
        [
            "a taint",
            { tolerations: [{ key: "only", operator: "Equal", value: "y", effect: "NoSchedule" }] },
            { tolerations: [{ key: "only", operator: "Equal", value: "x", effect: "NoSchedule" }] },
        ],
        [
            "the effect of a taint",
            { tolerations: [{ key: "only", operator: "Exists", effect: "NoExecute" }] },
            { tolerations: [{ operator: "Exists" }] },
        ],
    ];

    it.each(fits)("obey %s", (what, wrong, right) => {
        const taints = what.includes("taint") ? [{ key: "only", value: "x", effect: "NO_SCHEDULE" }] : [];
        addNodes(account, "system", { labels: { pool: "a", size: "8" }, taints });
        expect(() => run(account, deployment(wrong))).toThrow(/0\/1 replicas available: system: node\(s\)/);
        expect(() => run(account, deployment(right))).not.toThrow();
    });

    it("share what a node has", () => {
        addNodes(account, "system", { desired: 1 });
        const half = { requests: { cpu: "900m", memory: "1Gi" } };
        create(account, "apps/v1:Deployment", "one", deployment({}, half, 2));
        expect(() => create(account, "apps/v1:Deployment", "two", deployment({}, half))).toThrow(
            /no room left|no room on/,
        );
        expect(() => create(account, "apps/v1:Deployment", "big", deployment({}, { requests: { cpu: "3" } }))).toThrow(
            /Insufficient cpu: more than a whole m6i.large has/,
        );
        create(account, "apps/v1:Deployment", "small", deployment({}, { requests: { cpu: "50m" } }));
    });

    it("get new nodes only from an autoscaler that runs, and no more than the group may have", () => {
        addNodes(account, "system", { desired: 1 });
        addNodes(account, "work", { desired: 0, max: 2, labels: { pool: "work" } });
        const work = (replicas: number) =>
            deployment({ nodeSelector: { pool: "work" } }, { requests: { cpu: "1500m" } }, replicas);
        expect(() => run(account, work(2))).toThrow(/work: no room on 0 nodes.*cluster-autoscaler/);
        install(account, "cluster-autoscaler");
        expect(() => run(account, work(3))).toThrow(/2\/3 replicas available.*maximum of 2 nodes/);
        run(account, work(2));
        expect(podsOf(account, CLUSTER).filter(({ nodeGroup }) => nodeGroup === "work")).toHaveLength(2);
    });

    it("get a GPU only where a device plugin runs", () => {
        addNodes(account, "system");
        addNodes(account, "gpu", { ...GPU_NODES, desired: 1 });
        const model = deployment(TOLERATES_GPU, GPU);
        expect(() => run(account, model)).toThrow(
            /gpu: Insufficient nvidia.com\/gpu: no device plugin.*nvidia-device-plugin/,
        );
        install(account, "nvidia-device-plugin");
        run(account, model);
        expect(() => create(account, "apps/v1:Deployment", "second", model)).toThrow(/0\/1 replicas available/);
    });

    it("get no GPU when the plugin does not find the nodes", () => {
        addNodes(account, "gpu", { ...GPU_NODES, labels: {}, desired: 1 });
        install(account, "nvidia-device-plugin");
        expect(() => run(account, deployment(TOLERATES_GPU, GPU))).toThrow(/no device plugin runs there/);
    });

    it("get GPUs that the node's own image offers", () => {
        addNodes(account, "gpu", { ...GPU_NODES, labels: {}, desired: 1, amiType: "BOTTLEROCKET_x86_64_NVIDIA" });
        expect(() => run(account, deployment(TOLERATES_GPU, GPU))).not.toThrow();
    });

    it("keep zones even when they must", () => {
        const spread = {
            topologySpreadConstraints: [
                { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
            ],
        };
        addNodes(account, "a", { desired: 1, zones: [0], instanceType: "m6i.2xlarge" });
        addNodes(account, "b", { desired: 1, zones: [1], instanceType: "t3.medium" });
        const large = { requests: { cpu: "1500m" } };
        expect(() => run(account, deployment(spread, large, 4))).toThrow(/3\/4 replicas available.*topology spread/);
        run(account, deployment({}, large, 4));
    });

    it("must say what a quota of the namespace counts", () => {
        addNodes(account, "system");
        create(account, "core/v1:ResourceQuota", "quota", {
            metadata: { namespace: "team" },
            spec: { hard: { "limits.cpu": "2", pods: "3" } },
        });
        expect(() => run(account, deployment())).toThrow(/failed quota: quota: must specify limits.cpu for: model/);
        expect(() => run(account, deployment({}, { limits: { cpu: "1" } }, 3))).toThrow(
            /exceeded quota: quota, requested: limits.cpu=3, used: limits.cpu=0, limited: limits.cpu=2/,
        );
        create(account, "core/v1:LimitRange", "limits", {
            metadata: { namespace: "team" },
            spec: { limits: [{ type: "Container", default: { cpu: "500m" } }] },
        });
        expect(() => run(account, deployment())).not.toThrow();
    });

    it("must be as closed as Pod Security wants them", () => {
        addNodes(account, "system");
        createNamespace(account, "closed", { "pod-security.kubernetes.io/enforce": "restricted" });
        const closed = (spec: Properties) => ({ ...deployment(spec), metadata: { namespace: "closed" } });
        expect(() => run(account, closed({}))).toThrow(
            /violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false.*runAsNonRoot != true.*seccompProfile/,
        );
        const container = {
            name: "model",
            image: "example.com/model:1",
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
        };
        const securityContext = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
        expect(() => run(account, closed({ securityContext, containers: [container] }))).not.toThrow();
        expect(() =>
            run(account, { metadata: { namespace: "closed" }, spec: { containers: [container] } }, "core/v1:Pod"),
        ).toThrow(/runAsNonRoot/);
    });

    it("need the service account and the priority class that they name", () => {
        addNodes(account, "system");
        const spec = { serviceAccountName: "serving", priorityClassName: "high" };
        expect(() => run(account, deployment(spec))).toThrow(
            /serviceaccount "serving" not found.*PriorityClass with name high/s,
        );
        create(account, "core/v1:ServiceAccount", "serving", { metadata: { namespace: "team" } });
        create(account, "scheduling.k8s.io/v1:PriorityClass", "high", { value: 1000 });
        expect(() => run(account, deployment(spec))).not.toThrow();
    });

    it("are gone with their owner, and a larger update is judged without the old ones", () => {
        addNodes(account, "system", { desired: 1 });
        const model = run(account, deployment({}, { requests: { cpu: "1" } }));
        const larger = deployment({}, { requests: { cpu: "1500m" } });
        expect(() => account.update(model.type, model.id, larger, CLUSTER)).not.toThrow();
        expect(() =>
            account.update(model.type, model.id, deployment({}, { requests: { cpu: "2500m" } }), CLUSTER),
        ).toThrow(/Insufficient cpu/);
        remove(account, model);
        expect(podsOf(account, CLUSTER)).toEqual([]);
    });

    it("of add-ons count, on the nodes that they want", () => {
        addNodes(account, "system", { desired: 2, labels: { "groundwork/pool-kind": "system" } });
        addNodes(account, "gpu", { ...GPU_NODES, desired: 1 });
        addAddon(account, "vpc-cni", { env: { ENABLE_PREFIX_DELEGATION: "true" } });
        addAddon(account, "coredns", { nodeSelector: { "groundwork/pool-kind": "system" } });
        const pods = podsOf(account, CLUSTER);
        expect(pods.filter(({ owner }) => owner.includes("aws-node"))).toHaveLength(3);
        expect(pods.filter(({ owner }) => owner.includes("coredns")).map(({ zone }) => zone)).toEqual([
            "eu-central-1a",
            "eu-central-1b",
        ]);
    });
});

describe("without a zone", () => {
    it("an owner of one replica has none left, and one of two zones has one", () => {
        const account = clusterAccount();
        createNamespace(account, "team");
        addNodes(account, "system", { desired: 2, zones: [0, 1] });
        create(account, "apps/v1:Deployment", "single", deployment({}, {}, 1));
        create(account, "apps/v1:Deployment", "pair", deployment({}, {}, 2));
        expect(withoutZone(account, CLUSTER, "eu-central-1a")).toEqual([
            { owner: "Deployment team/single", namespace: "team", replicas: 1, left: 0, afterwards: 1 },
        ]);
        expect(withoutZone(account, CLUSTER, "eu-central-1b")).toEqual([]);
    });
});
