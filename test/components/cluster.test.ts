import { beforeAll, describe, expect, it } from "vitest";

import { Cluster, type ClusterArgs, CONTROL_PLANE_LOGS, type KubernetesMinor } from "../../components";
import { KUBERNETES_VERSIONS } from "../../components/internal/versions";
import { behavesAsComponent } from "../support/component";
import { ACCOUNT, type Deployed, deploy, known, refusal } from "../support/deploy";

const role = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
const args: ClusterArgs = {
    account: ACCOUNT,
    vpcId: "vpc-1",
    subnetIds: ["subnet-a", "subnet-b"],
    access: {
        breakGlass: { oncall: role("oncall") },
        admins: { platform: role("platform") },
        deployers: { ci: role("ci") },
        viewers: { audit: role("audit") },
    },
};
const cluster = (changes: Partial<ClusterArgs> = {}) => deploy(() => new Cluster("ml", { ...args, ...changes }));

behavesAsComponent("Cluster", {
    create: () => new Cluster("ml", args),
    outputs: ["name", "arn", "version", "endpoint", "kmsKeyArn", "kubeconfig"],
});

describe("a cluster by default", () => {
    let made: Deployed<Cluster>;
    const urnsBefore = (type: string, name?: string) => made.one(type, name).dependencies.map(({ urn }) => urn);
    beforeAll(async () => {
        made = await cluster();
    });

    it("answers in the VPC alone, by access entries, with encrypted Secrets and standard support", () => {
        const key = made.one("aws:kms/key:Key");
        expect(made.one("aws:eks/cluster:Cluster").inputs).toMatchObject({
            name: "ml",
            version: "1.35",
            vpcConfig: {
                subnetIds: ["subnet-a", "subnet-b"],
                endpointPrivateAccess: true,
                endpointPublicAccess: false,
            },
            accessConfig: { authenticationMode: "API" },
            encryptionConfig: { provider: { keyArn: key.outputs.arn }, resources: ["secrets"] },
            upgradePolicy: { supportType: "STANDARD" },
            deletionProtection: true,
            bootstrapSelfManagedAddons: false,
            enabledClusterLogTypes: ["audit", "authenticator"],
        });
        expect(key.inputs.enableKeyRotation).toBe(true);
    });

    it("is protected together with its key and its logs", () => {
        for (const type of ["eks:index:Cluster", "aws:eks/cluster:Cluster", "aws:kms/key:Key"]) {
            expect(made.one(type).options.protect, type).toBe(true);
        }
        expect(made.one("aws:cloudwatch/logGroup:LogGroup").inputs.deletionProtectionEnabled).toBe(true);
    });

    it("has its log group, encrypted and expiring, before EKS would make one for ever", () => {
        const group = made.one("aws:cloudwatch/logGroup:LogGroup");
        expect(group.inputs).toMatchObject({
            name: "/aws/eks/ml/cluster",
            retentionInDays: 30,
            kmsKeyId: made.one("aws:kms/key:Key").outputs.arn,
        });
        expect(urnsBefore("eks:index:Cluster")).toContain(group.urn);
    });

    it("lets CloudWatch Logs use the key for this cluster's logs only", () => {
        const policy = JSON.parse(String(made.one("aws:kms/key:Key").inputs.policy)) as { Statement: unknown[] };
        expect(policy.Statement).toContainEqual(
            expect.objectContaining({
                Sid: "LogsEncrypt",
                Condition: {
                    ArnLike: {
                        "kms:EncryptionContext:aws:logs:arn":
                            "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/eks/ml/cluster*",
                    },
                },
            }),
        );
    });

    it("has the add-ons that nodes start with, at pinned versions, and none that needs nodes", () => {
        const { addons } = KUBERNETES_VERSIONS["1.35"];
        const versions = made.graph
            .ofType("aws:eks/addon:Addon")
            .map(({ inputs }) => [inputs.addonName, inputs.addonVersion]);
        expect(Object.fromEntries(versions)).toEqual({
            "eks-pod-identity-agent": addons["eks-pod-identity-agent"],
            "vpc-cni": addons["vpc-cni"],
            "kube-proxy": addons["kube-proxy"],
        });
    });

    it("enforces network policies and gives nodes whole prefixes of addresses", () => {
        const { inputs } = made.one("aws:eks/addon:Addon", "ml-addons-vpc-cni");
        expect(JSON.parse(String(inputs.configurationValues))).toMatchObject({
            enableNetworkPolicy: "true",
            env: { ENABLE_PREFIX_DELEGATION: "true" },
        });
    });

    it("starts the pod network after its identity, beside the agent", () => {
        const before = urnsBefore("aws:eks/addon:Addon", "ml-addons-vpc-cni");
        expect(before).not.toContain(made.one("aws:eks/addon:Addon", "ml-addons-eks-pod-identity-agent").urn);
        expect(before).toContain(made.one("aws:eks/podIdentityAssociation:PodIdentityAssociation").urn);
        expect(made.one("aws:eks/podIdentityAssociation:PodIdentityAssociation").inputs).toMatchObject({
            namespace: "kube-system",
            serviceAccount: "aws-node",
        });
    });

    it("admits each principal once, with the right of its group", () => {
        const rights = made.graph.ofType("aws:eks/accessPolicyAssociation:AccessPolicyAssociation");
        const policy = (name: string): string => `arn:aws:eks::aws:cluster-access-policy/${name}`;
        expect(Object.fromEntries(rights.map(({ inputs }) => [inputs.principalArn, inputs.policyArn]))).toEqual({
            [role("oncall")]: policy("AmazonEKSClusterAdminPolicy"),
            [role("platform")]: policy("AmazonEKSClusterAdminPolicy"),
            [role("ci")]: policy("AmazonEKSClusterAdminPolicy"),
            [role("audit")]: policy("AmazonEKSViewPolicy"),
        });
        expect(made.graph.ofType("aws:eks/accessEntry:AccessEntry")).toHaveLength(4);
    });

    it("asks for a token each time and keeps none", async () => {
        const text = await known(made.result.kubeconfig);
        const { users } = JSON.parse(text) as { users: { user: Record<string, unknown> }[] };
        expect(users.map(({ user }) => Object.keys(user))).toEqual([["exec"]]);
        expect(users[0]?.user.exec).toMatchObject({ command: "aws", args: expect.arrayContaining(["get-token"]) });
        for (const provider of made.graph.ofType("pulumi:providers:kubernetes")) {
            expect(JSON.stringify(provider.inputs)).not.toMatch(/"token|client-key|password/);
        }
    });

    it("has a provider that knows the cluster and waits for everyone's access", () => {
        const provider = made.one("pulumi:providers:kubernetes", "ml-kubernetes");
        const clusterArn = made.one("aws:eks/cluster:Cluster").outputs.arn;
        expect(clusterArn).toMatch(/:cluster\/ml$/);
        expect(provider.inputs.clusterIdentifier).toBe(clusterArn);
        const access = [
            ...made.graph.ofType("aws:eks/accessEntry:AccessEntry"),
            ...made.graph.ofType("aws:eks/accessPolicyAssociation:AccessPolicyAssociation"),
        ];
        expect(provider.dependencies.map(({ urn }) => urn)).toEqual(
            expect.arrayContaining(access.map(({ urn }) => urn)),
        );
    });
});

describe("a cluster that asks for something else", () => {
    it("can be disposable, keep all logs, be reached from named blocks and have a name of its own", async () => {
        const made = await cluster({
            clusterName: "prod-1",
            deletionProtection: false,
            logTypes: CONTROL_PLANE_LOGS,
            logRetentionDays: 365,
            publicAccessCidrs: ["203.0.113.0/24"],
            version: "1.36",
        });
        expect(made.one("aws:eks/cluster:Cluster").inputs).toMatchObject({
            name: "prod-1",
            version: "1.36",
            deletionProtection: false,
            enabledClusterLogTypes: [...CONTROL_PLANE_LOGS],
            vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] },
        });
        expect(made.one("aws:cloudwatch/logGroup:LogGroup").inputs).toMatchObject({
            name: "/aws/eks/prod-1/cluster",
            retentionInDays: 365,
            deletionProtectionEnabled: false,
        });
        expect(made.graph.resources.filter((resource) => resource.options.protect)).toEqual([]);
        expect(made.one("aws:eks/addon:Addon", "ml-addons-kube-proxy").inputs.addonVersion).toBe(
            KUBERNETES_VERSIONS["1.36"].addons["kube-proxy"],
        );
    });

    it("passes the control plane and the key through their transforms, without changing the parent", async () => {
        const made = await cluster({
            transform: {
                cluster: (own, opts) => {
                    own.tags = { changed: "yes" };
                    delete opts.parent;
                },
                key: (own) => {
                    own.deletionWindowInDays = 30;
                },
            },
        });
        expect(made.one("eks:index:Cluster").inputs.tags).toEqual({ changed: "yes" });
        expect(made.one("eks:index:Cluster").parent).toBe(await known(made.result.urn));
        expect(made.one("aws:kms/key:Key").inputs.deletionWindowInDays).toBe(30);
    });

    it("makes identities as its children", async () => {
        const made = await deploy(() => {
            const parent = new Cluster("ml", args);
            return parent.podIdentity("reader", {
                namespace: "search",
                serviceAccount: "reader",
                statements: [{ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }],
            });
        });
        expect(made.one("groundwork:index:PodIdentity", "reader").parent).toBe(
            made.one("groundwork:index:Cluster").urn,
        );
    });
});

describe("a cluster's arguments", () => {
    it("are all judged before anything is registered", async () => {
        const wrong: ClusterArgs = {
            ...args,
            account: { accountId: "1", region: "eu-central-1" },
            clusterName: "ML",
            version: "1.33" as KubernetesMinor,
            logRetentionDays: 10,
            publicAccessCidrs: ["0.0.0.0/0", "203.0.113.0/24", "::/0"],
            access: {
                breakGlass: {},
                admins: { platform: "platform", ci: role("ci") },
                deployers: { ci: role("ci") },
            },
        };
        expect(await refusal(() => new Cluster("a-cluster-with-a-very-long-name", wrong))).toBe(
            [
                'Cluster "a-cluster-with-a-very-long-name":',
                '  - name must have at most 30 characters, got 31 ("a-cluster-with-a-very-long-name").',
                '  - clusterName must be lower-case letters, digits and dashes, starting with a letter, got "ML": write "ml".',
                '  - account.accountId must be twelve digits, such as "123456789012", got "1".',
                "  - version: Kubernetes 1.33 is past standard support, which ended on 2026-07-29: take one of 1.34, 1.35, 1.36.",
                "  - logRetentionDays must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days, got 10.",
                "  - access.breakGlass must name at least one administrator, or a lost deploy role locks everybody out.",
                '  - access.admins.platform must be the ARN of an IAM role or user, such as "arn:aws:iam::123456789012:role/admin", got "platform".',
                "  - access.deployers.ci is the principal of access.admins.ci too: EKS allows one entry each.",
                "  - publicAccessCidrs: 0.0.0.0/0 opens the API to everybody: name blocks.",
                "  - publicAccessCidrs: ::/0 opens the API to everybody: name blocks.",
            ].join("\n"),
        );
    });
});
