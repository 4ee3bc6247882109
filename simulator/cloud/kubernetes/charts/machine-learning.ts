import type { Chart } from "./chart";
import { CUSTOM_KINDS, type CustomKind } from "./custom-kinds";
import { deployment, SERVICE_MONITOR, statefulSet, when } from "./rows";

const ESTIMATE = "estimate: image pull and start of its pods";

/** The `kserve-crd` chart brings six of the project's kinds; the others have charts of their own. */
const KSERVE_KINDS: readonly CustomKind[] = CUSTOM_KINDS.kserve.filter(
    ({ kind }) => !/^(LLMInferenceService|LocalModel)/.test(kind),
);
const SELDON = {
    versions: ["2.10.2"],
    repositories: ["seldonio.github.io/helm-charts"],
};
const SELDON_NEEDS = { group: "mlops.seldon.io", version: "v1alpha1" };

/** Charts of what trains, tracks and serves models. */
export const MACHINE_LEARNING_CHARTS: Readonly<Record<string, Chart>> = {
    "argo-events": {
        versions: ["2.4.22"],
        repositories: ["argoproj.github.io/argo-helm"],
        definitions: {
            kinds: CUSTOM_KINDS["argo-events"],
            from: "kept templates",
            when: when("crds.install", true),
        },
        finalizers: {
            pods: "argo-events-controller-manager",
            of: {
                "argoproj.io/EventBus": "eventbus-controller",
                "argoproj.io/EventSource": "eventsource-controller",
                "argoproj.io/Sensor": "sensor-controller",
            },
        },
        pods: [
            deployment("argo-events-controller-manager", "controller"),
            deployment("argo-events-webhook", "webhook", { when: when("webhook.enabled", false) }),
        ],
        installSeconds: 60,
        source: `chart argo-events 2.4.22, values.yaml; ${ESTIMATE}`,
    },
    "argo-rollouts": {
        versions: ["2.41.0"],
        repositories: ["argoproj.github.io/argo-helm"],
        definitions: { kinds: CUSTOM_KINDS["argo-rollouts"], from: "kept templates", when: when("installCRDs", true) },
        pods: [
            deployment("argo-rollouts", "controller", { replicas: 2 }),
            deployment("argo-rollouts-dashboard", "dashboard", { when: when("dashboard.enabled", false) }),
        ],
        installSeconds: 60,
        source: `chart argo-rollouts 2.41.0, values.yaml; ${ESTIMATE}`,
    },
    "argo-workflows": {
        versions: ["1.0.18"],
        repositories: ["argoproj.github.io/argo-helm"],
        definitions: {
            kinds: CUSTOM_KINDS["argo-workflows"],
            from: "kept templates",
            when: when("crds.install", true),
        },
        pods: [
            deployment("argo-workflows-workflow-controller", "controller"),
            deployment("argo-workflows-server", "server", { when: when("server.enabled", true) }),
        ],
        installSeconds: 75,
        source: `chart argo-workflows 1.0.18, values.yaml; ${ESTIMATE}`,
    },
    feast: {
        versions: ["0.66.0"],
        repositories: ["feast-helm-charts.storage.googleapis.com"],
        pods: [
            deployment("feast-feature-server", "feature-server", { when: when("feature-server.enabled", true) }),
            deployment("feast-transformation-service", "transformation-service", {
                when: when("transformation-service.enabled", true),
            }),
        ],
        installSeconds: 90,
        source: `chart feast 0.66.0, values.yaml; ${ESTIMATE}`,
    },
    "feast-feature-server": {
        versions: ["0.66.0"],
        repositories: ["feast-helm-charts.storage.googleapis.com"],
        pods: [deployment("feast-feature-server", "")],
        installSeconds: 90,
        source: `chart feast-feature-server 0.66.0, values.yaml; ${ESTIMATE}`,
    },
    "kserve-crd": {
        versions: ["v0.20.0"],
        repositories: ["ghcr.io/kserve/charts"],
        definitions: { kinds: KSERVE_KINDS, from: "templates" },
        pods: [],
        installSeconds: 10,
        source: "chart kserve-crd v0.20.0: definitions alone; estimate: no pods to wait for",
    },
    "kserve-resources": {
        versions: ["v0.20.0"],
        repositories: ["ghcr.io/kserve/charts"],
        needs: [
            { group: "cert-manager.io", kind: "Certificate", version: "v1" },
            { group: "serving.kserve.io", kind: "ClusterStorageContainer", version: "v1alpha1" },
        ],
        webhooks: [
            {
                name: "inferenceservice.kserve-webhook-server.defaulter",
                kinds: ["serving.kserve.io/*"],
                pods: "kserve-controller-manager",
                service: "kserve-webhook-server-service",
            },
        ],
        finalizers: {
            pods: "kserve-controller-manager",
            of: {
                "serving.kserve.io/InferenceService": "inferenceservice.finalizers",
                "serving.kserve.io/TrainedModel": "trainedmodel.finalizer",
            },
        },
        pods: [
            deployment("kserve-controller-manager", "kserve.controller", {
                requests: { cpu: "200m", memory: "600Mi" },
            }),
        ],
        installSeconds: 90,
        source: `chart kserve-resources v0.20.0, values.yaml: manager and its proxy; ${ESTIMATE}`,
    },
    "kserve-runtime-configs": {
        versions: ["v0.20.0"],
        repositories: ["ghcr.io/kserve/charts"],
        needs: [
            {
                group: "serving.kserve.io",
                kind: "ClusterServingRuntime",
                version: "v1alpha1",
                when: when("kserve.servingruntime.enabled", false),
            },
        ],
        pods: [],
        installSeconds: 10,
        source: "chart kserve-runtime-configs v0.20.0, values.yaml; estimate: no pods to wait for",
    },
    "kubeflow-trainer": {
        versions: ["2.3.0"],
        repositories: ["ghcr.io/kubeflow/charts"],
        definitions: {
            kinds: CUSTOM_KINDS["kubeflow-trainer"],
            from: "templates",
            when: when("crds.enabled", true),
        },
        webhooks: [
            {
                name: "validator.trainjob.trainer.kubeflow.org",
                kinds: ["trainer.kubeflow.org/*"],
                pods: "kubeflow-trainer-controller-manager",
                service: "kubeflow-trainer-controller-manager",
                when: { path: "webhook.failurePolicy", by: "Fail", is: "Fail" },
            },
        ],
        finalizers: {
            pods: "kubeflow-trainer-controller-manager",
            of: {
                "trainer.kubeflow.org/TrainingRuntime": "trainer.kubeflow.org/runtime-in-use",
                "trainer.kubeflow.org/ClusterTrainingRuntime": "trainer.kubeflow.org/runtime-in-use",
            },
        },
        pods: [
            deployment("kubeflow-trainer-controller-manager", "manager"),
            deployment("jobset-controller", "jobset.controller", { when: when("jobset.install", true) }),
        ],
        installSeconds: 90,
        source: `chart kubeflow-trainer 2.3.0, values.yaml; ${ESTIMATE}`,
    },
    "kuberay-operator": {
        versions: ["1.7.0"],
        repositories: ["ray-project.github.io/kuberay-helm"],
        definitions: { kinds: CUSTOM_KINDS.kuberay, from: "folder" },
        needs: [{ ...SERVICE_MONITOR, when: when("metrics.serviceMonitor.enabled", false) }],
        finalizers: { pods: "kuberay-operator", of: { "ray.io/RayJob": "ray.io/rayjob-finalizer" } },
        pods: [deployment("kuberay-operator", "", { requests: { cpu: "100m", memory: "512Mi" } })],
        installSeconds: 60,
        source: `chart kuberay-operator 1.7.0, values.yaml: limits count as requests; ${ESTIMATE}`,
    },
    kueue: {
        versions: ["0.19.2"],
        repositories: ["registry.k8s.io/kueue/charts"],
        definitions: { kinds: CUSTOM_KINDS.kueue, from: "templates" },
        webhooks: [
            {
                name: "mjob.kb.io",
                kinds: ["kueue.x-k8s.io/*", "batch/v1:Job"],
                pods: "kueue-controller-manager",
                service: "kueue-webhook-service",
            },
        ],
        finalizers: {
            pods: "kueue-controller-manager",
            of: {
                "kueue.x-k8s.io/ClusterQueue": "kueue.x-k8s.io/resource-in-use",
                "kueue.x-k8s.io/ResourceFlavor": "kueue.x-k8s.io/resource-in-use",
                "kueue.x-k8s.io/AdmissionCheck": "kueue.x-k8s.io/resource-in-use",
            },
        },
        pods: [
            deployment("kueue-controller-manager", "controllerManager", {
                resourcesAt: "controllerManager.manager.resources",
                requests: { cpu: "500m", memory: "512Mi" },
            }),
        ],
        installSeconds: 75,
        source: `chart kueue 0.19.2, values.yaml; ${ESTIMATE}`,
    },
    mlflow: {
        versions: ["1.11.5"],
        repositories: ["community-charts.github.io/helm-charts"],
        needs: [{ ...SERVICE_MONITOR, when: when("serviceMonitor.enabled", false) }],
        pods: [
            deployment("mlflow", ""),
            statefulSet("mlflow-postgresql", "postgresql.primary", {
                when: when("postgresql.enabled", false),
                volume: { size: "postgresql.primary.persistence.size", by: "8Gi" },
            }),
        ],
        installSeconds: 120,
        source: `chart mlflow 1.11.5, values.yaml; ${ESTIMATE}, and the migration of its database`,
    },
    "seldon-core-v2-crds": {
        ...SELDON,
        definitions: { kinds: CUSTOM_KINDS["seldon-core-2"], from: "templates" },
        pods: [],
        installSeconds: 10,
        source: "chart seldon-core-v2-crds 2.10.2: definitions alone; estimate: no pods to wait for",
    },
    "seldon-core-v2-setup": {
        ...SELDON,
        needs: [
            { ...SELDON_NEEDS, kind: "SeldonConfig" },
            { ...SELDON_NEEDS, kind: "ServerConfig" },
        ],
        finalizers: {
            pods: "seldon-v2-controller-manager",
            of: {
                "mlops.seldon.io/Model": "seldon.model.finalizer",
                "mlops.seldon.io/Pipeline": "seldon.pipeline.finalizer",
                "mlops.seldon.io/Experiment": "seldon.experiment.finalizer",
            },
        },
        pods: [deployment("seldon-v2-controller-manager", "controller", { requests: { cpu: "10m", memory: "64Mi" } })],
        installSeconds: 60,
        source: `chart seldon-core-v2-setup 2.10.2, values.yaml; ${ESTIMATE}`,
    },
    "seldon-core-v2-runtime": {
        ...SELDON,
        needs: [{ ...SELDON_NEEDS, kind: "SeldonRuntime" }],
        pods: [
            statefulSet("seldon-scheduler", "scheduler", {
                later: true,
                requests: { cpu: "100m", memory: "1Gi" },
                volume: { size: "scheduler.resources.storage", by: "1Gi" },
            }),
            deployment("seldon-envoy", "envoy", { later: true, requests: { cpu: "100m", memory: "128Mi" } }),
            deployment("seldon-dataflow-engine", "dataflow", {
                later: true,
                requests: { cpu: "100m", memory: "3G" },
            }),
            deployment("seldon-modelgateway", "modelgateway", { later: true, requests: { cpu: "100m", memory: "1G" } }),
            deployment("seldon-pipelinegateway", "pipelinegateway", {
                later: true,
                requests: { cpu: "100m", memory: "1G" },
            }),
        ],
        installSeconds: 30,
        source: `charts seldon-core-v2-runtime and -setup 2.10.2, values.yaml; ${ESTIMATE}`,
    },
    "seldon-core-v2-servers": {
        ...SELDON,
        needs: [{ ...SELDON_NEEDS, kind: "Server" }],
        pods: [
            statefulSet("mlserver", "mlserver", { later: true, requests: { cpu: "350m", memory: "2176Mi" } }),
            statefulSet("triton", "triton", { later: true, requests: { cpu: "350m", memory: "2176Mi" } }),
        ],
        installSeconds: 30,
        source: `charts seldon-core-v2-servers and -setup 2.10.2, values.yaml: server, agent and rclone; ${ESTIMATE}`,
    },
};
