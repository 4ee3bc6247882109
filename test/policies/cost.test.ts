import { type Change, describeGroup, drop, set, UNKNOWN } from "../support/policy";

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const BUCKET = "aws:s3/bucket:Bucket";
const tags = { owner: "ml", costCenter: "42", environment: "prod" };
const gpuGroup = {
    instanceTypes: ["g5.12xlarge"],
    scalingConfig: { maxSize: 16 },
    taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }],
};
const specification = (resourceType: string): object => ({ resourceType, tags });
const lifecycle = (...rules: object[]): Change => set("lifecycle", { rules });
const aborts = { status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } };
const expires = { status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 90 } };

describeGroup("cost", {
    "cost-required-tags": {
        good: { vpc: { type: "aws:ec2/vpc:Vpc", inputs: { tags } } },
        bad: [
            [
                "no tags",
                set("vpc", { tags: undefined }),
                [
                    "cost-required-tags[tag:owner]",
                    "cost-required-tags[tag:costCenter]",
                    "cost-required-tags[tag:environment]",
                ],
            ],
            ["an empty owner", set("vpc", { tags: { owner: "" } }), ["cost-required-tags[tag:owner]"]],
            [
                "another case",
                set("vpc", { tags: { owner: undefined, Owner: "ml" } }),
                ["cost-required-tags[tag:owner]"],
            ],
        ],
        fine: [
            ["tags that the provider has merged", set("vpc", { tags: undefined, tagsAll: tags })],
            [
                "default tags of the provider, as the engine sends them",
                {
                    aws: { type: "pulumi:providers:aws", inputs: { defaultTags: JSON.stringify({ tags }) } },
                    vpc: { provider: "aws", inputs: { tags: undefined } },
                },
            ],
            ["a type without tags", { vpc: { type: "aws:s3/bucketPolicy:BucketPolicy", inputs: { tags: undefined } } }],
            ["a value that is known later", set("vpc", { tags: { owner: UNKNOWN } })],
        ],
        unknown: [["unknown tags", set("vpc", { tags: UNKNOWN }), ["cost-required-tags[unknown:tags]"]]],
    },
    "cost-tag-propagation": {
        good: {
            template: {
                type: "aws:ec2/launchTemplate:LaunchTemplate",
                inputs: { tagSpecifications: [specification("instance"), specification("volume")] },
            },
            group: {
                type: "aws:autoscaling/group:Group",
                inputs: { tags: [{ key: "owner", value: "ml", propagateAtLaunch: true }] },
            },
            database: { type: "aws:rds/instance:Instance", inputs: { copyTagsToSnapshot: true } },
        },
        bad: [
            [
                "a template that tags nothing",
                set("template", { tagSpecifications: undefined }),
                ["cost-tag-propagation[instance]", "cost-tag-propagation[volume]"],
            ],
            [
                "a template that tags instances only",
                set("template", { tagSpecifications: [specification("instance")] }),
                ["cost-tag-propagation[volume]"],
            ],
            [
                "a tag that stays on the group",
                set("group", { tags: [{ key: "owner", propagateAtLaunch: false }] }),
                ["cost-tag-propagation[owner]"],
            ],
            ["snapshots", set("database", { copyTagsToSnapshot: undefined }), ["cost-tag-propagation[snapshot]"]],
        ],
        unknown: [
            [
                "an unknown flag",
                set("database", { copyTagsToSnapshot: UNKNOWN }),
                ["cost-tag-propagation[unknown:copyTagsToSnapshot]"],
            ],
        ],
    },
    "cost-gpu-ceiling": {
        good: { group: { type: NODE_GROUP, inputs: gpuGroup } },
        bad: [
            ["one node too many", set("group", { scalingConfig: { maxSize: 17 } }), ["cost-gpu-ceiling"]],
            ["a larger type", set("group", { instanceTypes: ["g5.12xlarge", "p5.48xlarge"] }), ["cost-gpu-ceiling"]],
        ],
        fine: [
            [
                "many nodes without GPUs",
                set("group", { instanceTypes: ["m6i.large"], scalingConfig: { maxSize: 900 } }),
            ],
        ],
        unknown: [
            [
                "an unknown size",
                set("group", { scalingConfig: { maxSize: UNKNOWN } }),
                ["cost-gpu-ceiling[unknown:scalingConfig.maxSize]"],
            ],
            [
                "an unknown type",
                set("group", { instanceTypes: [UNKNOWN] }),
                ["cost-gpu-ceiling[unknown:instanceTypes[0]]"],
            ],
        ],
    },
    "cost-gpu-taint": {
        good: { group: { type: NODE_GROUP, inputs: gpuGroup } },
        bad: [
            ["no taints", set("group", { taints: undefined }), ["cost-gpu-taint"]],
            ["another key", set("group", { taints: [{ key: "team", effect: "NO_SCHEDULE" }] }), ["cost-gpu-taint"]],
            [
                "a soft effect",
                set("group", { taints: [{ key: "nvidia.com/gpu", effect: "PREFER_NO_SCHEDULE" }] }),
                ["cost-gpu-taint"],
            ],
        ],
        fine: [["a group without GPUs", set("group", { instanceTypes: ["c7g.xlarge", "g4ad.xlarge"], taints: [] })]],
        unknown: [["unknown taints", set("group", { taints: UNKNOWN }), ["cost-gpu-taint[unknown:taints]"]]],
    },
    "cost-s3-lifecycle": {
        good: {
            bucket: { type: BUCKET, inputs: {} },
            lifecycle: {
                type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
                inputs: { rules: [aborts, expires] },
                through: { bucket: "bucket" },
            },
        },
        bad: [
            ["no lifecycle", drop("lifecycle"), ["cost-s3-lifecycle[multipart]", "cost-s3-lifecycle[noncurrent]"]],
            ["versions for ever", lifecycle(aborts), ["cost-s3-lifecycle[noncurrent]"]],
            [
                "uploads for a month",
                lifecycle(expires, { status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 30 } }),
                ["cost-s3-lifecycle[multipart]"],
            ],
            [
                "a rule that is off",
                lifecycle(expires, { ...aborts, status: "Disabled" }),
                ["cost-s3-lifecycle[multipart]"],
            ],
        ],
        fine: [
            [
                "no versions in a log bucket",
                {
                    ...lifecycle(aborts),
                    logging: {
                        type: "aws:s3/bucketLogging:BucketLogging",
                        inputs: {},
                        through: { targetBucket: "bucket" },
                    },
                },
            ],
        ],
        unknown: [
            [
                "an unknown number of days",
                lifecycle(expires, {
                    status: "Enabled",
                    abortIncompleteMultipartUpload: { daysAfterInitiation: UNKNOWN },
                }),
                ["cost-s3-lifecycle[unknown:rules[1].abortIncompleteMultipartUpload.daysAfterInitiation]"],
            ],
        ],
    },
    "cost-log-retention": {
        good: { logs: { type: "aws:cloudwatch/logGroup:LogGroup", inputs: { retentionInDays: 30 } } },
        bad: [
            ["no retention", set("logs", { retentionInDays: undefined }), ["cost-log-retention"]],
            ["for ever", set("logs", { retentionInDays: 0 }), ["cost-log-retention"]],
        ],
        unknown: [
            [
                "unknown days",
                set("logs", { retentionInDays: UNKNOWN }),
                ["cost-log-retention[unknown:retentionInDays]"],
            ],
        ],
    },
    "cost-eks-standard-support": {
        good: {
            cluster: {
                type: "aws:eks/cluster:Cluster",
                inputs: { version: "1.33", upgradePolicy: { supportType: "STANDARD" } },
            },
        },
        bad: [
            ["nothing said", set("cluster", { upgradePolicy: undefined }), ["cost-eks-standard-support[supportType]"]],
            [
                "extended support",
                set("cluster", { upgradePolicy: { supportType: "EXTENDED" } }),
                ["cost-eks-standard-support[supportType]"],
            ],
            ["an old version", set("cluster", { version: "1.31" }), ["cost-eks-standard-support[version]"]],
        ],
        fine: [["a version after the table", set("cluster", { version: "1.40" })]],
        unknown: [
            [
                "an unknown policy beside an old version",
                set("cluster", { version: "1.32", upgradePolicy: { supportType: UNKNOWN } }),
                ["cost-eks-standard-support[unknown:upgradePolicy.supportType]", "cost-eks-standard-support[version]"],
            ],
        ],
    },
});
