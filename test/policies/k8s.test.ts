import { type Change, describeGroup, drop, type Fixtures, set, UNKNOWN } from "../support/policy";

const NAMESPACE = "kubernetes:core/v1:Namespace";
const labels = (part: object): Change => set("team", { metadata: { labels: part } });
const container = { name: "api", image: "registry.k8s.io/api:1" };
const inNamespace = (
    type: string,
): { type: string; inputs: Record<string, unknown>; through: Record<string, string> } => ({
    type,
    inputs: { metadata: { namespace: UNKNOWN }, spec: { hard: { "requests.nvidia.com/gpu": "2" } } },
    through: { metadata: "team" },
});
const workloads: Fixtures = {
    api: {
        type: "kubernetes:apps/v1:Deployment",
        inputs: { metadata: { namespace: "team" }, spec: { template: { spec: { containers: [container] } } } },
    },
    pod: {
        type: "kubernetes:core/v1:Pod",
        inputs: { metadata: { namespace: "team" }, spec: { containers: [container] } },
    },
    nightly: {
        type: "kubernetes:batch/v1:CronJob",
        inputs: {
            metadata: { namespace: UNKNOWN },
            spec: { jobTemplate: { spec: { template: { spec: { containers: [container] } } } } },
        },
    },
};
const privileged = { ...container, securityContext: { privileged: true } };

describeGroup("k8s", {
    "k8s-psa-label": {
        good: {
            team: {
                type: NAMESPACE,
                inputs: {
                    metadata: {
                        labels: {
                            "pod-security.kubernetes.io/enforce": "restricted",
                            "pod-security.kubernetes.io/enforce-version": "v1.34",
                        },
                    },
                },
            },
        },
        bad: [
            [
                "no labels",
                set("team", { metadata: { labels: undefined } }),
                ["k8s-psa-label", "k8s-psa-label[version]"],
            ],
            ["privileged", labels({ "pod-security.kubernetes.io/enforce": "privileged" }), ["k8s-psa-label"]],
            [
                "the latest version",
                labels({ "pod-security.kubernetes.io/enforce-version": "latest" }),
                ["k8s-psa-label[version]"],
            ],
        ],
        fine: [["a namespace of node agents", set("team", { metadata: { name: "kube-system", labels: undefined } })]],
        unknown: [
            [
                "an unknown label beside a missing one",
                labels({
                    "pod-security.kubernetes.io/enforce": UNKNOWN,
                    "pod-security.kubernetes.io/enforce-version": undefined,
                }),
                ["k8s-psa-label[unknown:metadata.labels.pod-security.kubernetes.io/enforce]", "k8s-psa-label[version]"],
            ],
        ],
    },
    "k8s-quota-limitrange": {
        good: {
            team: { type: NAMESPACE, inputs: { metadata: { labels: { "groundwork/team": "search" } } } },
            quota: inNamespace("kubernetes:core/v1:ResourceQuota"),
            limits: inNamespace("kubernetes:core/v1:LimitRange"),
        },
        bad: [
            ["no quota", drop("quota"), ["k8s-quota-limitrange[quota]"]],
            ["no limit range", drop("limits"), ["k8s-quota-limitrange[limits]"]],
            ["a quota without GPUs", set("quota", { spec: { hard: undefined } }), ["k8s-quota-limitrange[gpu]"]],
            [
                "neither",
                { quota: undefined, limits: undefined },
                ["k8s-quota-limitrange[quota]", "k8s-quota-limitrange[limits]"],
            ],
        ],
        fine: [["a namespace of no team", { team: { inputs: { metadata: { labels: undefined } } }, quota: undefined }]],
        unknown: [
            [
                "unknown labels",
                set("team", { metadata: { labels: UNKNOWN } }),
                ["k8s-quota-limitrange[unknown:metadata.labels]"],
            ],
        ],
    },
    "k8s-no-beta-api": {
        good: { policy: { type: "kubernetes:policy/v1:PodDisruptionBudget", inputs: {} } },
        bad: [
            ["a beta", { policy: { type: "kubernetes:policy/v1beta1:PodDisruptionBudget" } }, ["k8s-no-beta-api"]],
            ["an alpha", { policy: { type: "kubernetes:resource.k8s.io/v1alpha3:DeviceClass" } }, ["k8s-no-beta-api"]],
        ],
        fine: [
            ["a custom resource", { policy: { type: "kubernetes:kafka.strimzi.io/v1beta2:Kafka" } }],
            ["the gateway API", { policy: { type: "kubernetes:gateway.networking.k8s.io/v1beta1:ReferenceGrant" } }],
        ],
        unknown: [["unknown contents, which do not matter", set("policy", { spec: UNKNOWN }), []]],
    },
    "k8s-no-privileged": {
        good: workloads,
        bad: [
            [
                "a container of a Deployment",
                set("api", { spec: { template: { spec: { containers: [container, privileged] } } } }),
                ["k8s-no-privileged[api]"],
            ],
            [
                "an init container of a Pod",
                set("pod", { spec: { initContainers: [privileged] } }),
                ["k8s-no-privileged[api]"],
            ],
            [
                "an ephemeral container of a CronJob",
                set("nightly", {
                    spec: { jobTemplate: { spec: { template: { spec: { ephemeralContainers: [privileged] } } } } },
                }),
                ["k8s-no-privileged[api]"],
            ],
        ],
        unknown: [
            [
                "an unknown flag before a true one",
                set("pod", {
                    spec: { containers: [{ ...container, securityContext: { privileged: UNKNOWN } }, privileged] },
                }),
                ["k8s-no-privileged[unknown:spec.containers[0].securityContext.privileged]", "k8s-no-privileged[api]"],
            ],
        ],
    },
    "k8s-no-default-namespace": {
        good: workloads,
        bad: [
            ["no namespace", set("api", { metadata: { namespace: undefined } }), ["k8s-no-default-namespace"]],
            ["default", set("pod", { metadata: { namespace: "default" } }), ["k8s-no-default-namespace"]],
        ],
        unknown: [
            ["an unknown name, which is that of a namespace", set("api", { metadata: { namespace: UNKNOWN } }), []],
        ],
    },
});
