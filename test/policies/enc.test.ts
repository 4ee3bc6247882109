import { type Change, describeGroup, drop, type Fixtures, set, UNKNOWN } from "../support/policy";

const bucket = "aws:s3/bucket:Bucket";
const tls = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [UNKNOWN, `${UNKNOWN}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const policy = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const tlsWith = (part: object): Change => set("policy", { policy: policy({ ...tls, ...part }) });
const kms = { sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:aws:kms:key/1" };
const sse = (byDefault: object, rest: object = { bucketKeyEnabled: true }): Record<string, unknown> => ({
    rules: [{ applyServerSideEncryptionByDefault: byDefault, ...rest }],
});
const encrypted: Fixtures = {
    bucket: { type: bucket, inputs: {} },
    sse: {
        type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        inputs: sse(kms),
        through: { bucket: "bucket" },
    },
};
const disk = (encryptedValue: unknown): Record<string, unknown> => ({
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 50, encrypted: encryptedValue } }],
});
const secretsKms = { resources: ["secrets"], provider: { keyArn: "arn:aws:kms:key/1" } };

describeGroup("enc", {
    "enc-s3-sse-kms": {
        good: encrypted,
        bad: [
            ["no configuration", drop("sse"), ["enc-s3-sse-kms"]],
            ["AES256", set("sse", sse({ sseAlgorithm: "AES256" })), ["enc-s3-sse-kms"]],
            ["the key of AWS", set("sse", sse({ sseAlgorithm: "aws:kms" })), ["enc-s3-sse-kms[key]"]],
            ["no bucket key", set("sse", sse(kms, {})), ["enc-s3-sse-kms[bucketKey]"]],
            [
                "the configuration of another bucket",
                { other: { type: bucket, inputs: {} }, sse: { through: { bucket: "other" } } },
                ["enc-s3-sse-kms"],
            ],
        ],
        fine: [
            [
                "AES256 on the target of access logs",
                {
                    ...set("sse", sse({ sseAlgorithm: "AES256" }, {})),
                    logging: {
                        type: "aws:s3/bucketLogging:BucketLogging",
                        inputs: {},
                        through: { targetBucket: "bucket" },
                    },
                },
            ],
            ["a key that is known later", set("sse", sse({ ...kms, kmsMasterKeyId: UNKNOWN }))],
            [
                "the V2 family, joined by name",
                {
                    bucket: { type: "aws:s3/bucketV2:BucketV2", inputs: { bucket: "models" } },
                    sse: { inputs: { bucket: "models" }, through: undefined },
                },
            ],
        ],
        unknown: [
            [
                "an unknown algorithm",
                set("sse", sse({ sseAlgorithm: UNKNOWN })),
                ["enc-s3-sse-kms[unknown:rules[0].applyServerSideEncryptionByDefault.sseAlgorithm]"],
            ],
        ],
    },
    "enc-s3-tls-only": {
        good: {
            bucket: { type: bucket, inputs: {} },
            policy: {
                type: "aws:s3/bucketPolicy:BucketPolicy",
                inputs: { policy: policy(tls) },
                through: { bucket: "bucket" },
            },
        },
        bad: [
            ["no policy", drop("policy"), ["enc-s3-tls-only"]],
            ["an Allow", tlsWith({ Effect: "Allow" }), ["enc-s3-tls-only"]],
            ["a Deny for one principal", tlsWith({ Principal: { AWS: "arn:aws:iam::1:root" } }), ["enc-s3-tls-only"]],
            ["a Deny of reads only", tlsWith({ Action: "s3:Get*" }), ["enc-s3-tls-only"]],
            ["a Deny on the bucket without its objects", tlsWith({ Resource: UNKNOWN }), ["enc-s3-tls-only"]],
            ["a Deny of TLS", tlsWith({ Condition: { Bool: { "aws:SecureTransport": "true" } } }), ["enc-s3-tls-only"]],
            [
                "a second condition",
                tlsWith({ Condition: { ...tls.Condition, StringEquals: { "aws:RequestedRegion": "x" } } }),
                ["enc-s3-tls-only"],
            ],
            ["no JSON", set("policy", { policy: "{" }), ["enc-s3-tls-only"]],
        ],
        unknown: [["an unknown document", set("policy", { policy: UNKNOWN }), ["enc-s3-tls-only[unknown:policy]"]]],
    },
    "enc-eks-secrets-kms": {
        good: { cluster: { type: "aws:eks/cluster:Cluster", inputs: { encryptionConfig: secretsKms } } },
        bad: [
            ["no encryption", set("cluster", { encryptionConfig: undefined }), ["enc-eks-secrets-kms"]],
            ["another resource", set("cluster", { encryptionConfig: { resources: [] } }), ["enc-eks-secrets-kms"]],
            ["no key", set("cluster", { encryptionConfig: { provider: undefined } }), ["enc-eks-secrets-kms[key]"]],
        ],
        fine: [["a list of one", set("cluster", { encryptionConfig: [secretsKms] })]],
        unknown: [
            [
                "an unknown key, which is a key",
                set("cluster", { encryptionConfig: { provider: { keyArn: UNKNOWN } } }),
                [],
            ],
            [
                "unknown resources and a missing key",
                set("cluster", { encryptionConfig: { resources: UNKNOWN, provider: undefined } }),
                ["enc-eks-secrets-kms[unknown:encryptionConfig.resources]", "enc-eks-secrets-kms[key]"],
            ],
        ],
    },
    "enc-ebs-volume": {
        good: {
            volume: { type: "aws:ebs/volume:Volume", inputs: { encrypted: true } },
            template: { type: "aws:ec2/launchTemplate:LaunchTemplate", inputs: disk("true") },
            instance: { type: "aws:ec2/instance:Instance", inputs: { rootBlockDevice: { encrypted: true } } },
        },
        bad: [
            ["a plain volume", set("volume", { encrypted: undefined }), ["enc-ebs-volume"]],
            ['"false" in a template', set("template", disk("false")), ["enc-ebs-volume[blockDeviceMappings[0].ebs]"]],
            [
                "a template disk that says nothing",
                set("template", disk(undefined)),
                ["enc-ebs-volume[blockDeviceMappings[0].ebs]"],
            ],
            [
                "an instance's default disk",
                set("instance", { rootBlockDevice: undefined }),
                ["enc-ebs-volume[rootBlockDevice]"],
            ],
            [
                "a second disk of an instance",
                set("instance", { ebsBlockDevices: [{ encrypted: false }] }),
                ["enc-ebs-volume[ebsBlockDevices[0]]"],
            ],
        ],
        fine: [
            ["a template with an instance store", set("template", { blockDeviceMappings: [{ virtualName: "e0" }] })],
        ],
        unknown: [
            [
                "an unknown flag beside a false one",
                set("template", {
                    blockDeviceMappings: [{ ebs: { encrypted: UNKNOWN } }, { ebs: { encrypted: "false" } }],
                }),
                [
                    "enc-ebs-volume[unknown:blockDeviceMappings[0].ebs.encrypted]",
                    "enc-ebs-volume[blockDeviceMappings[1].ebs]",
                ],
            ],
        ],
    },
    "enc-kms-rotation": {
        good: { key: { type: "aws:kms/key:Key", inputs: { enableKeyRotation: true } } },
        bad: [
            ["a key that says nothing", set("key", { enableKeyRotation: undefined }), ["enc-kms-rotation"]],
            ["rotation off", set("key", { enableKeyRotation: false }), ["enc-kms-rotation"]],
        ],
        fine: [["an asymmetric key", set("key", { enableKeyRotation: undefined, customerMasterKeySpec: "RSA_2048" })]],
        unknown: [
            [
                "an unknown flag",
                set("key", { enableKeyRotation: UNKNOWN }),
                ["enc-kms-rotation[unknown:enableKeyRotation]"],
            ],
        ],
    },
    "enc-storageclass": {
        good: {
            gp3: {
                type: "kubernetes:storage.k8s.io/v1:StorageClass",
                inputs: { provisioner: "ebs.csi.aws.com", parameters: { encrypted: "true" } },
            },
        },
        bad: [
            ["no parameters", set("gp3", { parameters: undefined }), ["enc-storageclass"]],
            ['"false"', set("gp3", { parameters: { encrypted: "false" } }), ["enc-storageclass"]],
        ],
        fine: [["another driver", set("gp3", { provisioner: "efs.csi.aws.com", parameters: {} })]],
        unknown: [
            [
                "an unknown parameter",
                set("gp3", { parameters: { encrypted: UNKNOWN } }),
                ["enc-storageclass[unknown:parameters.encrypted]"],
            ],
        ],
    },
});
