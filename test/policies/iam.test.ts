import { type Change, describeGroup, drop, type Fixtures, set, UNKNOWN } from "../support/policy";

const document = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const read = { Effect: "Allow", Action: ["s3:GetObject"], Resource: [`arn:aws:s3:::${UNKNOWN}/*`] };
const grants = (part: object): Change => set("policy", { policy: document({ ...read, ...part }) });
const policy: Fixtures = { policy: { type: "aws:iam/rolePolicy:RolePolicy", inputs: { policy: document(read) } } };
const CLUSTER = "aws:eks/cluster:Cluster";
const trust = (part: object): Change =>
    set("role", { assumeRolePolicy: document({ Effect: "Allow", Action: "sts:AssumeRole", ...part }) });
const keyPolicy = (part: object): Change =>
    set("key", { policy: document({ Effect: "Allow", Action: "kms:*", ...part }) });
const admin = (name: string): Change => ({
    [name]: {
        type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        inputs: {
            policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
            accessScope: { type: "cluster" },
        },
        through: { clusterName: "cluster" },
    },
});
const nodeRole = (policyArn: string): Fixtures => ({
    role: { type: "aws:iam/role:Role", inputs: {} },
    group: { type: "aws:eks/nodeGroup:NodeGroup", inputs: { nodeRoleArn: UNKNOWN }, through: { nodeRoleArn: "role" } },
    attached: {
        type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        inputs: { policyArn },
        through: { role: "role" },
    },
});

describeGroup("iam", {
    "iam-no-admin-star": {
        good: policy,
        bad: [
            ["* on *", grants({ Action: "*", Resource: "*" }), ["iam-no-admin-star[Action::*]"]],
            ["NotAction", grants({ Action: undefined, NotAction: "iam:*" }), ["iam-no-admin-star[NotAction]"]],
            [
                "an inline policy of a role",
                {
                    policy: {
                        type: "aws:iam/role:Role",
                        inputs: { inlinePolicies: [{ policy: document({ ...read, Action: "*", Resource: "*" }) }] },
                    },
                },
                ["iam-no-admin-star[Action::*]"],
            ],
        ],
        fine: [
            ["a Deny of everything", grants({ Effect: "Deny", Action: "*", Resource: "*" })],
            ["* on one resource that is known later", grants({ Action: "*", Resource: UNKNOWN })],
        ],
        unknown: [["an unknown document", set("policy", { policy: UNKNOWN }), ["iam-no-admin-star[unknown:policy]"]]],
    },
    "iam-no-service-star": {
        good: policy,
        bad: [
            [
                "two services, a finding each",
                grants({ Action: ["s3:*", "kms:Decrypt", "sqs:*"] }),
                ["iam-no-service-star[Action::s3:*]", "iam-no-service-star[Action::sqs:*]"],
            ],
            [
                "a document that is an object",
                set("policy", { policy: { Statement: { Effect: "Allow", Action: "s3:*", Resource: UNKNOWN } } }),
                ["iam-no-service-star[Action::s3:*]"],
            ],
        ],
        fine: [["a family of actions", grants({ Action: "s3:Get*" })]],
        unknown: [
            ["an unknown document", set("policy", { policy: UNKNOWN }), ["iam-no-service-star[unknown:policy]"]],
            ["an unknown action, which is one action", grants({ Action: [UNKNOWN] }), []],
            [
                "an id inside a document, which hides nothing",
                grants({ Action: "s3:*", Resource: `${UNKNOWN}/*` }),
                ["iam-no-service-star[Action::s3:*]"],
            ],
        ],
    },
    "iam-trust-no-star": {
        good: {
            role: {
                type: "aws:iam/role:Role",
                inputs: {
                    assumeRolePolicy: document({
                        Effect: "Allow",
                        Principal: { Service: "pods.eks.amazonaws.com" },
                        Action: ["sts:AssumeRole", "sts:TagSession"],
                    }),
                },
            },
        },
        bad: [
            ["the principal *", trust({ Principal: "*" }), ["iam-trust-no-star"]],
            ["the AWS principal *", trust({ Principal: { AWS: ["*"] } }), ["iam-trust-no-star"]],
            ["NotPrincipal", trust({ NotPrincipal: { AWS: "1" } }), ["iam-trust-no-star[NotPrincipal]"]],
        ],
        fine: [["a principal that is known later", trust({ Principal: { AWS: UNKNOWN } })]],
        unknown: [
            [
                "an unknown document",
                set("role", { assumeRolePolicy: UNKNOWN }),
                ["iam-trust-no-star[unknown:assumeRolePolicy]"],
            ],
        ],
    },
    "iam-kms-key-policy": {
        good: {
            key: {
                type: "aws:kms/key:Key",
                inputs: {
                    policy: document({
                        Effect: "Allow",
                        Principal: { AWS: "arn:aws:iam::1:root" },
                        Action: "kms:*",
                        Resource: "*",
                    }),
                },
            },
        },
        bad: [
            ["the principal *", keyPolicy({ Principal: { AWS: "*" } }), ["iam-kms-key-policy"]],
            ["a lockout", set("key", { bypassPolicyLockoutSafetyCheck: true }), ["iam-kms-key-policy[lockout]"]],
        ],
        fine: [
            ["no policy", set("key", { policy: undefined })],
            [
                "everybody of one account",
                keyPolicy({ Principal: "*", Condition: { StringEquals: { "kms:CallerAccount": "1" } } }),
            ],
        ],
        unknown: [
            [
                "an unknown document beside a lockout",
                set("key", { policy: UNKNOWN, bypassPolicyLockoutSafetyCheck: true }),
                ["iam-kms-key-policy[unknown:policy]", "iam-kms-key-policy[lockout]"],
            ],
        ],
    },
    "iam-eks-access-api": {
        good: { cluster: { type: CLUSTER, inputs: { accessConfig: { authenticationMode: "API" } } } },
        bad: [
            [
                "the ConfigMap",
                set("cluster", { accessConfig: { authenticationMode: "CONFIG_MAP" } }),
                ["iam-eks-access-api"],
            ],
            ["nothing said", set("cluster", { accessConfig: undefined }), ["iam-eks-access-api"]],
        ],
        unknown: [
            [
                "an unknown mode",
                set("cluster", { accessConfig: { authenticationMode: UNKNOWN } }),
                ["iam-eks-access-api[unknown:accessConfig.authenticationMode]"],
            ],
        ],
    },
    "iam-eks-break-glass": {
        good: { cluster: { type: CLUSTER, inputs: {} }, ...admin("admin") } as Fixtures,
        bad: [
            ["nobody", drop("admin"), ["iam-eks-break-glass"]],
            [
                "an admin of a namespace only",
                set("admin", { accessScope: { type: "namespace" } }),
                ["iam-eks-break-glass"],
            ],
            [
                "a viewer only",
                set("admin", { policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy" }),
                ["iam-eks-break-glass"],
            ],
            [
                "a crowd",
                { ...admin("a"), ...admin("b"), ...admin("c"), ...admin("d"), ...admin("e") },
                ["iam-eks-break-glass[many]"],
            ],
        ],
        unknown: [
            [
                "an unknown scope as nobody",
                set("admin", { accessScope: { type: UNKNOWN } }),
                ["iam-eks-break-glass[unknown:accessScope.type]"],
            ],
        ],
    },
    "iam-rbac-no-wildcards": {
        good: {
            role: {
                type: "kubernetes:rbac.authorization.k8s.io/v1:Role",
                inputs: { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }] },
            },
        },
        bad: [
            ["all verbs", set("role", { rules: [{ verbs: ["*"] }] }), ["iam-rbac-no-wildcards[rules[0].verbs]"]],
            [
                "all of everything",
                set("role", { rules: [{ verbs: ["*"], resources: ["*"], apiGroups: ["*"] }] }),
                [
                    "iam-rbac-no-wildcards[rules[0].verbs]",
                    "iam-rbac-no-wildcards[rules[0].resources]",
                    "iam-rbac-no-wildcards[rules[0].apiGroups]",
                ],
            ],
        ],
        unknown: [
            [
                "unknown verbs beside all resources",
                set("role", { rules: [{ verbs: UNKNOWN, resources: ["*"] }] }),
                ["iam-rbac-no-wildcards[unknown:rules[0].verbs]", "iam-rbac-no-wildcards[rules[0].resources]"],
            ],
        ],
    },
    "iam-node-role-minimal": {
        good: nodeRole("arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"),
        bad: [
            [
                "a fifth policy",
                set("attached", { policyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" }),
                ["iam-node-role-minimal[AmazonS3ReadOnlyAccess]"],
            ],
            [
                "an inline policy",
                { extra: { type: "aws:iam/rolePolicy:RolePolicy", inputs: {}, through: { role: "role" } } },
                ["iam-node-role-minimal[inline]"],
            ],
            [
                "a managed policy in the role itself",
                set("role", {
                    managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy", "arn:aws:iam::aws:policy/X"],
                }),
                ["iam-node-role-minimal[X]"],
            ],
        ],
        fine: [
            [
                "a role of no node",
                { group: undefined, attached: { inputs: { policyArn: "arn:aws:iam::1:policy/own" } } },
            ],
        ],
        unknown: [
            [
                "an unknown policy",
                set("attached", { policyArn: UNKNOWN }),
                ["iam-node-role-minimal[unknown:policyArn]"],
            ],
        ],
    },
    "iam-no-broad-managed": {
        good: {
            attached: {
                type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                inputs: { policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
            },
            role: { type: "aws:iam/role:Role", inputs: {} },
        },
        bad: [
            [
                "an attachment",
                set("attached", { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
                ["iam-no-broad-managed[AdministratorAccess]"],
            ],
            [
                "the role's own list",
                set("role", { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] }),
                ["iam-no-broad-managed[AmazonS3FullAccess]"],
            ],
        ],
        unknown: [["an unknown ARN, which is a reference", set("attached", { policyArn: UNKNOWN }), []]],
    },
});
