import { type Change, describeGroup, type Fixtures, set, UNKNOWN } from "../support/policy";

const BUCKET = "arn:aws:s3:::models";
const allow = (Resource: unknown, Action: unknown = "s3:GetObject"): Record<string, unknown> => ({
    policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource }] }),
});
const grants = (Resource: unknown, Action?: unknown): Change => set("policy", allow(Resource, Action));
const team: Fixtures = {
    role: { type: "aws:iam/role:Role", inputs: { tags: { "groundwork:team": "search" } } },
    policy: {
        type: "aws:iam/rolePolicy:RolePolicy",
        inputs: allow([`${BUCKET}/teams/search/*`, `${UNKNOWN}/teams/search/*`]),
        through: { role: "role" },
    },
};
const pod = (...containers: object[]): Record<string, unknown> => ({ spec: { containers } });

describeGroup("gov", {
    "gov-team-s3-prefix": {
        good: team,
        bad: [
            [
                "the prefix of another team",
                grants([`${BUCKET}/teams/search/*`, `${BUCKET}/teams/ads/*`]),
                [`gov-team-s3-prefix[Resource::${BUCKET}/teams/ads/*]`],
            ],
            ["every team", grants(`${BUCKET}/teams/*`), [`gov-team-s3-prefix[Resource::${BUCKET}/teams/*]`]],
            [
                "a team that begins alike",
                grants(`${BUCKET}/teams/search*`),
                [`gov-team-s3-prefix[Resource::${BUCKET}/teams/search*]`],
            ],
            ["everything", grants("*", "s3:*"), ["gov-team-s3-prefix[Resource::*]"]],
            [
                "every bucket",
                grants("arn:aws:s3:::*/teams/search/*"),
                ["gov-team-s3-prefix[Resource::arn:aws:s3:::*/teams/search/*]"],
            ],
            [
                "a policy that is attached",
                {
                    policy: { type: "aws:iam/policy:Policy", inputs: allow(`${BUCKET}/*`), through: undefined },
                    attached: {
                        type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                        inputs: {},
                        through: { role: "role", policyArn: "policy" },
                    },
                },
                [`gov-team-s3-prefix[Resource::${BUCKET}/*]`],
            ],
        ],
        fine: [
            ["listing the bucket", grants(BUCKET, "s3:ListBucket")],
            ["a role of no team", { role: { inputs: { tags: undefined } }, ...grants("*") }],
        ],
        unknown: [["an unknown document", set("policy", { policy: UNKNOWN }), ["gov-team-s3-prefix[unknown:policy]"]]],
    },
    "gov-data-class": {
        good: { bucket: { type: "aws:s3/bucket:Bucket", inputs: { tags: { DataClass: "internal" } } } },
        bad: [
            ["no tag", set("bucket", { tags: undefined }), ["gov-data-class"]],
            ["a class that does not exist", set("bucket", { tags: { DataClass: "blue" } }), ["gov-data-class[value]"]],
        ],
        unknown: [["unknown tags", set("bucket", { tags: UNKNOWN }), ["gov-data-class[unknown:tags]"]]],
    },
    "gov-image-registry": {
        good: {
            pod: {
                type: "kubernetes:core/v1:Pod",
                inputs: pod(
                    { name: "own", image: "1.dkr.ecr.eu-central-1.amazonaws.com/model:1" },
                    { name: "public", image: "public.ecr.aws/x/y@sha256:0" },
                ),
            },
        },
        bad: [
            ["Docker Hub by omission", set("pod", pod({ name: "a", image: "nginx:1" })), ["gov-image-registry[a]"]],
            [
                "an organisation of Docker Hub",
                set("pod", pod({ name: "a", image: "bitnami/redis" })),
                ["gov-image-registry[a]"],
            ],
            [
                "a registry that only looks alike",
                set("pod", pod({ name: "a", image: "evil.com/1.dkr.ecr.eu-central-1.amazonaws.com/x" })),
                ["gov-image-registry[a]"],
            ],
        ],
        unknown: [
            [
                "an unknown image before a foreign one",
                set("pod", pod({ name: "a", image: UNKNOWN }, { name: "b", image: "nginx" })),
                ["gov-image-registry[unknown:spec.containers[0].image]", "gov-image-registry[b]"],
            ],
        ],
    },
});
