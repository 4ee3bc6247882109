import { beforeEach, describe, expect, it } from "vitest";

import type { Account } from "../../../simulator/cloud/account";
import { answerFor } from "../../../simulator/cloud/answers";
import { TYPES } from "../../../simulator/cloud/aws/types";
import { requireReachable, setUnreachable } from "../../../simulator/cloud/kubernetes/reachable";
import { ACCOUNT } from "../../support/deploy";
import { addNodes, CLUSTER, clusterAccount, create, createNamespace, install, remove } from "../../support/kubernetes";

const UNREACHABLE =
    /configured Kubernetes cluster is unreachable: unable to load schema information from the API server/;

describe("the API server", () => {
    it("does nothing before its cluster exists, and anything after", () => {
        const account = clusterAccount();
        const eks = account.named([TYPES.cluster], CLUSTER);
        if (eks) account.unmake(eks);
        expect(() => createNamespace(account, "team")).toThrow(UNREACHABLE);
        if (eks) account.put(eks);
        expect(createNamespace(account, "team").id).toBe("team");
    });

    it("knows nobody but admins when the creator was not made one", () => {
        const account = clusterAccount({ bootstrapClusterCreatorAdminPermissions: false });
        expect(() => createNamespace(account, "team")).toThrow(/Unauthorized.*access entry/s);
        account.make({
            type: TYPES.accessPolicyAssociation,
            id: "a",
            name: "a",
            inputs: {
                clusterName: CLUSTER,
                principalArn: "arn:aws:iam::123456789012:role/ci",
                policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
            },
        });
        expect(createNamespace(account, "team").id).toBe("team");
    });

    it("refuses create, update, delete and read while it cannot be reached", () => {
        const account = clusterAccount();
        const namespace = createNamespace(account, "team");
        setUnreachable(account, CLUSTER, true);
        expect(() => createNamespace(account, "other")).toThrow(UNREACHABLE);
        expect(() => account.update(namespace.type, namespace.id, namespace.inputs, CLUSTER)).toThrow(UNREACHABLE);
        expect(() => remove(account, namespace)).toThrow(UNREACHABLE);
        expect(() => requireReachable(account, CLUSTER)).toThrow(UNREACHABLE);
        setUnreachable(account, CLUSTER, false);
        remove(account, namespace);
        expect(account.get(namespace.type, "team", CLUSTER)).toBeUndefined();
    });

    it("keeps the objects of two clusters apart", () => {
        const account = clusterAccount();
        account.make({ type: TYPES.cluster, id: "other", name: "other", inputs: {}, outputs: { name: "other" } });
        createNamespace(account, "team");
        expect(() => createNamespace(account, "team")).toThrow(/AlreadyExists/);
        create(account, "core/v1:Namespace", "team", {}, "other");
        expect(account.ofType("kubernetes:core/v1:Namespace").map(({ cluster }) => cluster)).toEqual([
            CLUSTER,
            "other",
        ]);
    });
});

describe("a namespace", () => {
    let account: Account;
    beforeEach(() => {
        account = clusterAccount();
    });

    it("must be there before what is in it", () => {
        const map = { metadata: { namespace: "team" } };
        expect(() => create(account, "core/v1:ConfigMap", "settings", map)).toThrow(
            /namespaces "team" not found.*Depend on the namespace/,
        );
        createNamespace(account, "team");
        expect(create(account, "core/v1:ConfigMap", "settings", map).id).toBe("team/settings");
    });

    it("takes what is in it along, and deleting that later is no mistake", () => {
        const namespace = createNamespace(account, "team");
        const map = create(account, "core/v1:ConfigMap", "settings", { metadata: { namespace: "team" } });
        remove(account, namespace);
        expect(account.get(map.type, map.id, CLUSTER)).toBeUndefined();
        expect(() => remove(account, map)).not.toThrow();
    });

    it("stays Terminating while nobody serves a finalizer in it", () => {
        addNodes(account, "system");
        const controller = install(account, "aws-load-balancer-controller", CONTROLLER);
        const namespace = createNamespace(account, "team");
        create(account, "core/v1:Service", "public", {
            metadata: { namespace: "team" },
            spec: { type: "LoadBalancer", selector: { app: "a" }, ports: [{ port: 80 }] },
        });
        remove(account, controller);
        expect(() => remove(account, namespace)).toThrow(/stays Terminating.*service\.k8s\.aws\/resources/s);
        install(account, "aws-load-balancer-controller", CONTROLLER);
        remove(account, namespace);
        expect(account.ofType(TYPES.loadBalancer)).toEqual([]);
    });

    it("cannot be one of Kubernetes' own", () => {
        expect(() => createNamespace(account, "kube-system")).toThrow(/AlreadyExists/);
    });
});

const CONTROLLER = { repositoryOpts: { repo: "https://aws.github.io/eks-charts" }, version: "3.5.0" };

describe("what the API server refuses whatever else exists", () => {
    const cases: readonly (readonly [string, string, object, RegExp])[] = [
        ["a name with capitals", "core/v1:ConfigMap", { metadata: { name: "Settings" } }, /RFC 1123 subdomain/],
        ["a namespace with a dot", "core/v1:Namespace", { metadata: { name: "a.b" } }, /RFC 1123 label/],
        ["a name of 64 letters", "core/v1:Service", { metadata: { name: "a".repeat(64) } }, /no more than 63/],
        ["a service that begins with a digit", "core/v1:Service", { metadata: { name: "1a" } }, /DNS-1035/],
        ["a long label", "core/v1:ConfigMap", { metadata: { labels: { a: "b".repeat(64) } } }, /no more than 63/],
        ["a label with a space", "core/v1:ConfigMap", { metadata: { labels: { a: "b c" } } }, /alphanumeric/],
        ["a label key with two prefixes", "core/v1:ConfigMap", { metadata: { labels: { "a/b/c": "d" } } }, /a key is/],
        [
            "too many annotations",
            "core/v1:ConfigMap",
            { metadata: { annotations: { a: "b".repeat(262_144) } } },
            /262144 bytes/,
        ],
        ["a large ConfigMap", "core/v1:ConfigMap", { data: { a: "b".repeat(1_048_577) } }, /1048576 bytes/],
        [
            "a default above the maximum",
            "core/v1:LimitRange",
            { spec: { limits: [{ type: "Container", max: { cpu: "1" }, default: { cpu: "1500m" } }] } },
            /default value 1.5 is greater than max value 1/,
        ],
        [
            "a GPU maximum that gives every pod a GPU",
            "core/v1:LimitRange",
            { spec: { limits: [{ type: "Container", max: { "nvidia.com/gpu": "1" } }] } },
            /default of every container/,
        ],
        [
            "a quota of GPU limits",
            "core/v1:ResourceQuota",
            { spec: { hard: { "limits.nvidia.com/gpu": "1" } } },
            /must be requests.nvidia.com\/gpu/,
        ],
        ["a quota of a word", "core/v1:ResourceQuota", { spec: { hard: { pods: "many" } } }, /must be a quantity/],
        [
            "a selector that selects others",
            "apps/v1:Deployment",
            {
                spec: {
                    selector: { matchLabels: { app: "a" } },
                    template: { metadata: { labels: { app: "b" } }, spec: {} },
                },
            },
            /`selector` does not match/,
        ],
        [
            "a GPU request without a limit",
            "core/v1:Pod",
            { spec: { containers: [{ name: "a", resources: { requests: { "nvidia.com/gpu": "1" } } }] } },
            /Limit must be set for nvidia.com\/gpu/,
        ],
        ["a schedule of four fields", "batch/v1:CronJob", { spec: { schedule: "* * * *" } }, /exactly 5 fields/],
    ];

    it.each(cases)("%s", (_, type, inputs, message) => {
        const name = "thing";
        expect(() =>
            answerFor({ urn: "urn", type: `kubernetes:${type}`, name, inputs: { ...inputs } }, ACCOUNT),
        ).toThrow(message);
    });

    it("a change that nobody may make, while the same object may be made anew", () => {
        const account = clusterAccount();
        const inputs = { provisioner: "ebs.csi.aws.com", reclaimPolicy: "Delete" };
        const { type, id } = create(account, "storage.k8s.io/v1:StorageClass", "gp3", inputs);
        const changed = { ...inputs, metadata: { name: "gp3" }, reclaimPolicy: "Retain" };
        expect(() => account.update(type, id, changed, CLUSTER)).toThrow(/updates to reclaimPolicy are forbidden/);
        account.update(type, id, { ...changed, reclaimPolicy: "Delete", mountOptions: ["noatime"] }, CLUSTER);
        account.delete(type, id, CLUSTER);
        expect(create(account, "storage.k8s.io/v1:StorageClass", "gp3", changed).inputs.reclaimPolicy).toBe("Retain");
    });

    it("takes the same things when they are right", () => {
        const good = [
            [
                "core/v1:ConfigMap",
                { metadata: { name: "a.b", labels: { "example.com/a": "B_c.d" } }, data: { a: "b" } },
            ],
            [
                "core/v1:LimitRange",
                { spec: { limits: [{ type: "Container", default: { cpu: "1" }, max: { cpu: "2" } }] } },
            ],
            ["core/v1:ResourceQuota", { spec: { hard: { "requests.nvidia.com/gpu": "0", "requests.cpu": "500m" } } }],
            ["batch/v1:CronJob", { spec: { schedule: "0 3 * * 1-5" } }],
            ["rbac.authorization.k8s.io/v1:ClusterRole", { metadata: { name: "team:View" } }],
        ] as const;
        for (const [type, inputs] of good) {
            expect(() =>
                answerFor({ urn: "urn", type: `kubernetes:${type}`, name: "thing", inputs: { ...inputs } }, ACCOUNT),
            ).not.toThrow();
        }
    });
});
