import * as kubernetes from "@pulumi/kubernetes";
import { beforeAll, describe, expect, it } from "vitest";

import { ServingNamespace, type ServingNamespaceArgs } from "../../components";
import { behavesAsComponent } from "../support/component";
import { type Deployed, deploy, known, refusal } from "../support/deploy";

const BUCKET = "arn:aws:s3:::models";
const KEY = "arn:aws:kms:eu-central-1:123456789012:key/1";
const TEAM_ROLE = "arn:aws:iam::123456789012:role/team-search";
const newProvider = () => new kubernetes.Provider("inside", { kubeconfig: "{}" });
const args: Omit<ServingNamespaceArgs, "kubernetesProvider"> = {
    team: "search",
    cluster: { name: "ml", arn: "arn:aws:eks:eu-central-1:123456789012:cluster/ml" },
    artifactStore: { bucketArn: BUCKET, kmsKeyArn: KEY },
    quota: { cpu: 8, memoryGiB: 32, gpus: 1 },
    teamRoleArn: TEAM_ROLE,
    platformServices: { features: { namespace: "feast", ports: [6566, 6567] } },
};
const namespace = (changes: Partial<ServingNamespaceArgs> = {}) =>
    new ServingNamespace("ml-search", { ...args, kubernetesProvider: newProvider(), ...changes });

behavesAsComponent("ServingNamespace", {
    create: namespace,
    surroundings: newProvider,
    outputs: ["namespace", "serviceAccountName", "roleArn", "group", "artifactPrefix"],
});

describe("a serving namespace", () => {
    let made: Deployed<ServingNamespace>;
    beforeAll(async () => {
        made = await deploy(namespace);
    });
    const spec = (kind: string, name?: string) => made.one(`kubernetes:${kind}`, name).inputs.spec;

    it("is held to the restricted Pod Security level of a named version", () => {
        const modes = ["enforce", "audit", "warn"].flatMap((mode) => [
            [`pod-security.kubernetes.io/${mode}`, "restricted"],
            [`pod-security.kubernetes.io/${mode}-version`, "v1.34"],
        ]);
        expect(made.one("kubernetes:core/v1:Namespace").inputs.metadata).toEqual({
            name: "search",
            labels: { "groundwork/team": "search", ...Object.fromEntries(modes) },
        });
    });

    it("has a quota that counts GPUs and load balancers", () => {
        expect(spec("core/v1:ResourceQuota")).toEqual({
            hard: {
                "requests.cpu": "8",
                "requests.memory": "32Gi",
                "limits.memory": "64Gi",
                "requests.nvidia.com/gpu": "1",
                pods: "50",
                "requests.storage": "100Gi",
                "services.loadbalancers": "0",
                "services.nodeports": "0",
            },
        });
    });

    it("gives containers defaults, and never a GPU that they did not ask for", () => {
        expect(spec("core/v1:LimitRange")).toEqual({
            limits: [
                {
                    type: "Container",
                    defaultRequest: { cpu: "100m", memory: "256Mi" },
                    default: { memory: "1Gi" },
                },
            ],
        });
    });

    it("denies all traffic both ways and opens exactly what is named", () => {
        const to = (label: string) => [
            { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": label } } },
        ];
        const tcp = (port: number) => ({ protocol: "TCP", port });
        const out = (rule: object) => ({ podSelector: {}, policyTypes: ["Egress"], egress: [rule] });
        const policies = made.graph.ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy");
        const byName = policies.map(({ inputs }) => [(inputs.metadata as { name: string }).name, inputs.spec]);
        const notInternet = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"];
        expect(Object.fromEntries(byName)).toEqual({
            deny: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
            "allow-dns": out({ to: to("kube-system"), ports: [{ protocol: "UDP", port: 53 }, tcp(53)] }),
            "allow-same-namespace": {
                podSelector: {},
                policyTypes: ["Ingress", "Egress"],
                ingress: [{ from: [{ podSelector: {} }] }],
                egress: [{ to: [{ podSelector: {} }] }],
            },
            "allow-pod-identity": out({ to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [tcp(80)] }),
            "allow-aws-apis": out({
                to: [{ ipBlock: { cidr: "0.0.0.0/0", except: notInternet } }],
                ports: [tcp(443)],
            }),
            "allow-features": out({ to: to("feast"), ports: [tcp(6566), tcp(6567)] }),
        });
    });

    it("lets the team's group do named things, and read no Secret", () => {
        const role = made.one("kubernetes:rbac.authorization.k8s.io/v1:Role");
        const rules = role.inputs.rules as { apiGroups: string[]; resources: string[]; verbs: string[] }[];
        expect(JSON.stringify(rules)).not.toContain("*");
        const secrets = rules.filter(({ resources }) => resources.includes("secrets")).flatMap(({ verbs }) => verbs);
        expect(secrets).toEqual(["create", "update", "patch", "delete"]);
        expect(rules.flatMap(({ resources }) => resources)).not.toContain("roles");
        expect(made.one("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding").inputs).toMatchObject({
            roleRef: { kind: "Role", name: (role.inputs.metadata as { name: string }).name },
            subjects: [{ kind: "Group", name: "team:search" }],
        });
        expect(made.one("aws:eks/accessEntry:AccessEntry").inputs).toMatchObject({
            principalArn: TEAM_ROLE,
            kubernetesGroups: ["team:search"],
        });
    });

    it("lets its pods use the team's prefix of the store and the store's key through S3, and nothing else", () => {
        expect(made.one("aws:iam/rolePolicy:RolePolicy").inputs.policy).toEqual({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "OwnObjects",
                    Effect: "Allow",
                    Action: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
                    Resource: `${BUCKET}/teams/search/*`,
                },
                {
                    Sid: "OwnListing",
                    Effect: "Allow",
                    Action: ["s3:ListBucket", "s3:ListBucketMultipartUploads"],
                    Resource: BUCKET,
                    Condition: { StringLike: { "s3:prefix": "teams/search/*" } },
                },
                {
                    Sid: "StoreKey",
                    Effect: "Allow",
                    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
                    Resource: KEY,
                    Condition: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
                },
            ],
        });
        expect(made.graph.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).toEqual([]);
        expect(made.one("aws:eks/podIdentityAssociation:PodIdentityAssociation").inputs).toMatchObject({
            namespace: "search",
            serviceAccount: "serving",
        });
    });

    it("mounts no token of the Kubernetes API into pods", () => {
        expect(made.one("kubernetes:core/v1:ServiceAccount").inputs).toMatchObject({
            metadata: { name: "serving", namespace: "search" },
            automountServiceAccountToken: false,
        });
    });

    it("takes all that is in it away with it, through the given provider", () => {
        const { urn } = made.one("kubernetes:core/v1:Namespace");
        const inside = made.graph.resources.filter((r) => r.type.startsWith("kubernetes:") && r.urn !== urn);
        expect(inside.length).toBeGreaterThan(8);
        for (const resource of [...inside, made.one("kubernetes:core/v1:Namespace")]) {
            expect(resource.provider, resource.urn).toContain(made.one("pulumi:providers:kubernetes").urn);
            expect(resource.options.deletedWith, resource.urn).toBe(resource.urn === urn ? undefined : urn);
        }
    });
});

describe("a serving namespace that asks for something else", () => {
    it("admits nobody by IAM without a role, counts what it is told, and passes its transforms on", async () => {
        const { teamRoleArn: _, ...nobody } = args;
        const made = await deploy(
            () =>
                new ServingNamespace("ml-search", {
                    ...nobody,
                    kubernetesProvider: newProvider(),
                    quota: { cpu: 0.5, memoryGiB: 1, loadBalancers: 2, pods: 5, storageGiB: 0 },
                    transform: {
                        namespace: (own, opts) => {
                            own.metadata = { name: "search", labels: { changed: "yes" } };
                            delete opts.parent;
                        },
                        quota: (own) => {
                            own.spec = { ...own.spec, scopes: ["NotTerminating"] };
                        },
                        limits: (own) => {
                            own.spec = { limits: [] };
                        },
                    },
                }),
        );
        expect(made.graph.ofType("aws:eks/accessEntry:AccessEntry")).toEqual([]);
        const created = made.one("kubernetes:core/v1:Namespace");
        expect(created.parent).toBe(await known(made.result.urn));
        expect(created.inputs.metadata).toEqual({ name: "search", labels: { changed: "yes" } });
        expect(made.one("kubernetes:core/v1:LimitRange").inputs.spec).toEqual({ limits: [] });
        expect(made.one("kubernetes:core/v1:ResourceQuota").inputs.spec).toMatchObject({
            scopes: ["NotTerminating"],
            hard: {
                "requests.cpu": "0.5",
                "requests.nvidia.com/gpu": "0",
                "services.loadbalancers": "2",
                pods: "5",
                "requests.storage": "0Gi",
            },
        });
    });
});

describe("a serving namespace's arguments", () => {
    it("are all judged before anything is registered", async () => {
        const wrong: ServingNamespaceArgs = {
            ...args,
            kubernetesProvider: {} as kubernetes.Provider,
            team: "kube-system",
            quota: { cpu: 0, memoryGiB: Number.NaN, gpus: 0.5, loadBalancers: -1, pods: 0, storageGiB: 1.5 },
            platformServices: { Features: { namespace: "feast_1", ports: [0, 70_000] } },
        };
        const label = "must be lower-case letters, digits and dashes, starting with a letter";
        expect(await refusal(() => new ServingNamespace("ml_search", wrong))).toBe(
            [
                'ServingNamespace "ml_search":',
                `  - name ${label}, got "ml_search": write "ml-search".`,
                '  - team must not be a namespace that Kubernetes owns, got "kube-system".',
                "  - quota.cpu must be a number above 0, got 0.",
                "  - quota.memoryGiB must be a number above 0, got NaN.",
                "  - quota.gpus must be a whole number of GPUs from 0 to 10000, got 0.5.",
                "  - quota.loadBalancers must be a whole number of load balancers from 0 to 100, got -1.",
                "  - quota.pods must be a whole number of pods from 1 to 10000, got 0.",
                "  - quota.storageGiB must be a whole number of GiB from 0 to 100000, got 1.5.",
                `  - platformServices: the name ${label}, got "Features": write "features".`,
                `  - platformServices.Features.namespace ${label}, got "feast_1": write "feast-1".`,
                "  - platformServices.Features.ports must be a whole number of ports from 1 to 65535, got 0.",
                "  - platformServices.Features.ports must be a whole number of ports from 1 to 65535, got 70000.",
            ].join("\n"),
        );
    });
});
