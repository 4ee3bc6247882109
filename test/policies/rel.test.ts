import { type Change, describeGroup, drop, type Fixtures, set, UNKNOWN } from "../support/policy";

const BUCKET = "aws:s3/bucket:Bucket";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const logging = (property: string): Change => ({
    logging: { type: "aws:s3/bucketLogging:BucketLogging", inputs: {}, through: { [property]: "bucket" } },
});
const kubeconfig = (user: object): string => JSON.stringify({ users: [{ name: "eks", user }] });
const subnet = (id: string, availabilityZone: string): Fixtures[string] => ({
    type: "aws:ec2/subnet:Subnet",
    inputs: { id, availabilityZone },
});
const zones: Fixtures = {
    a: subnet("subnet-a", "eu-central-1a"),
    b: subnet("subnet-b", "eu-central-1b"),
    c: subnet("subnet-c", "eu-central-1c"),
    group: {
        type: NODE_GROUP,
        inputs: { subnetIds: ["subnet-a", "subnet-b", "subnet-c"], instanceTypes: ["m6i.large"] },
    },
};

describeGroup("rel", {
    "rel-s3-versioning": {
        good: {
            bucket: { type: BUCKET, inputs: {} },
            versioning: {
                type: "aws:s3/bucketVersioning:BucketVersioning",
                inputs: { versioningConfiguration: { status: "Enabled" } },
                through: { bucket: "bucket" },
            },
        },
        bad: [
            ["no versioning", drop("versioning"), ["rel-s3-versioning"]],
            [
                "suspended",
                set("versioning", { versioningConfiguration: { status: "Suspended" } }),
                ["rel-s3-versioning"],
            ],
        ],
        fine: [
            ["a log bucket", { versioning: undefined, ...logging("targetBucket") }],
            ["the old inline form", { versioning: undefined, ...set("bucket", { versioning: { enabled: true } }) }],
        ],
        unknown: [
            [
                "an unknown status",
                set("versioning", { versioningConfiguration: { status: UNKNOWN } }),
                ["rel-s3-versioning[unknown:versioningConfiguration.status]"],
            ],
        ],
    },
    "rel-s3-access-logs": {
        good: { bucket: { type: BUCKET, inputs: {} }, ...logging("bucket") } as Fixtures,
        bad: [
            ["no log", drop("logging"), ["rel-s3-access-logs"]],
            ["a second bucket", { other: { type: "aws:s3/bucketV2:BucketV2", inputs: {} } }, ["rel-s3-access-logs"]],
        ],
        fine: [["the log bucket itself", logging("targetBucket")]],
        unknown: [["an unknown target, which is a reference", set("logging", { targetBucket: UNKNOWN }), []]],
    },
    "rel-spot-diversified": {
        good: {
            group: {
                type: NODE_GROUP,
                inputs: { capacityType: "SPOT", instanceTypes: ["m6i.large", "m6a.large", "m5.large"] },
            },
        },
        bad: [
            ["two types", set("group", { instanceTypes: ["m6i.large", "m5.large"] }), ["rel-spot-diversified"]],
            [
                "one type, three times",
                set("group", { instanceTypes: ["m5.large", "m5.large", "m5.large"] }),
                ["rel-spot-diversified"],
            ],
            ["one GPU type", set("group", { instanceTypes: ["g5.xlarge"] }), ["rel-spot-diversified"]],
        ],
        fine: [
            ["on-demand capacity", set("group", { capacityType: "ON_DEMAND", instanceTypes: ["m5.large"] })],
            ["two GPU types", set("group", { instanceTypes: ["g5.xlarge", "g6.xlarge"] })],
        ],
        unknown: [
            [
                "an unknown capacity",
                set("group", { capacityType: UNKNOWN }),
                ["rel-spot-diversified[unknown:capacityType]"],
            ],
        ],
    },
    "rel-deletion-protection": {
        good: {
            cluster: { type: "aws:eks/cluster:Cluster", inputs: { deletionProtection: true } },
            balancer: { type: "aws:lb/loadBalancer:LoadBalancer", inputs: { enableDeletionProtection: true } },
        },
        bad: [
            [
                "a cluster that says nothing",
                set("cluster", { deletionProtection: undefined }),
                ["rel-deletion-protection"],
            ],
            ["a load balancer", set("balancer", { enableDeletionProtection: false }), ["rel-deletion-protection"]],
        ],
        unknown: [
            [
                "an unknown flag",
                set("cluster", { deletionProtection: UNKNOWN }),
                ["rel-deletion-protection[unknown:deletionProtection]"],
            ],
        ],
    },
    "rel-protect-stateful": {
        good: { bucket: { type: BUCKET, inputs: {}, protect: true } },
        bad: [
            ["no protection", { bucket: { protect: false } }, ["rel-protect-stateful"]],
            ["a key", { key: { type: "aws:kms/key:Key", inputs: {} } }, ["rel-protect-stateful"]],
        ],
        unknown: [["unknown inputs, which do not matter", set("bucket", { bucket: UNKNOWN }), []]],
    },
    "rel-s3-no-force-destroy": {
        good: { bucket: { type: BUCKET, inputs: {} }, images: { type: "aws:ecr/repository:Repository", inputs: {} } },
        bad: [
            ["a bucket", set("bucket", { forceDestroy: true }), ["rel-s3-no-force-destroy"]],
            ["a repository", set("images", { forceDelete: true }), ["rel-s3-no-force-destroy"]],
        ],
        unknown: [
            [
                "an unknown flag",
                set("bucket", { forceDestroy: UNKNOWN }),
                ["rel-s3-no-force-destroy[unknown:forceDestroy]"],
            ],
        ],
    },
    "rel-k8s-provider-safe": {
        good: {
            provider: {
                type: "pulumi:providers:kubernetes",
                inputs: {
                    kubeconfig: kubeconfig({
                        exec: { command: "aws", args: ["eks", "get-token", "--token-ttl", "900"] },
                    }),
                },
            },
        },
        bad: [
            [
                "a token",
                set("provider", { kubeconfig: kubeconfig({ token: "s3cret" }) }),
                ["rel-k8s-provider-safe[token]"],
            ],
            [
                "a token in YAML",
                set("provider", { kubeconfig: "users:\n- name: eks\n  user:\n    token: s3cret\n" }),
                ["rel-k8s-provider-safe[token]"],
            ],
            ["forgetting", set("provider", { deleteUnreachable: true }), ["rel-k8s-provider-safe[deleteUnreachable]"]],
        ],
        unknown: [
            [
                "an unknown kubeconfig beside forgetting",
                set("provider", { kubeconfig: UNKNOWN, deleteUnreachable: "true" }),
                ["rel-k8s-provider-safe[deleteUnreachable]"],
            ],
            [
                "whether it forgets",
                set("provider", { deleteUnreachable: UNKNOWN }),
                ["rel-k8s-provider-safe[unknown:deleteUnreachable]"],
            ],
        ],
    },
    "rel-eks-multi-az": {
        good: zones,
        bad: [
            ["two zones in prod", set("group", { subnetIds: ["subnet-a", "subnet-b"] }), ["rel-eks-multi-az"]],
            ["three subnets in two zones", set("c", { availabilityZone: "eu-central-1a" }), ["rel-eks-multi-az"]],
            [
                "a GPU group in one zone",
                set("group", { subnetIds: ["subnet-a"], instanceTypes: ["g5.xlarge"] }),
                ["rel-eks-multi-az[gpu]"],
            ],
        ],
        fine: [["subnets of another stack", set("group", { subnetIds: ["subnet-x"] })]],
        unknown: [
            [
                "an unknown zone",
                set("a", { availabilityZone: UNKNOWN }),
                ["rel-eks-multi-az[unknown:availabilityZone]"],
            ],
        ],
    },
});
