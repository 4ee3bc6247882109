import type { Chart } from "./chart";
import { CUSTOM_KINDS } from "./custom-kinds";
import { daemonSet, deployment, required, SERVICE_MONITOR, statefulSet, when } from "./rows";

const ESTIMATE = "estimate: image pull and start of its pods";

/** Nodes with an NVIDIA GPU, as the device plugin's chart finds them. */
const NVIDIA_NODES = required(
    [{ key: "feature.node.kubernetes.io/pci-10de.present", operator: "In", values: ["true"] }],
    [{ key: "feature.node.kubernetes.io/cpu-model.vendor_id", operator: "In", values: ["NVIDIA"] }],
    [{ key: "nvidia.com/gpu.present", operator: "In", values: ["true"] }],
);
const GPU_TOLERATION = { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" };
const EVERY_NODE = [{ operator: "Exists", effect: "NoSchedule" }];

/** Charts that watch a cluster and its GPUs. */
export const MONITORING_CHARTS: Readonly<Record<string, Chart>> = {
    alloy: {
        versions: ["1.11.1"],
        repositories: ["grafana.github.io/helm-charts"],
        definitions: { kinds: CUSTOM_KINDS.alloy, from: "folder", when: when("crds.create", true) },
        needs: [{ ...SERVICE_MONITOR, when: when("serviceMonitor.enabled", false) }],
        pods: [
            daemonSet("alloy", "controller", {
                resourcesAt: "alloy.resources",
                when: { path: "controller.type", by: "daemonset", is: "daemonset" },
            }),
            deployment("alloy", "controller", {
                resourcesAt: "alloy.resources",
                when: { path: "controller.type", by: "daemonset", is: "deployment" },
            }),
            statefulSet("alloy", "controller", {
                resourcesAt: "alloy.resources",
                when: { path: "controller.type", by: "daemonset", is: "statefulset" },
            }),
        ],
        installSeconds: 60,
        source: `chart alloy 1.11.1, values.yaml; ${ESTIMATE}`,
    },
    "dcgm-exporter": {
        versions: ["4.8.2"],
        repositories: ["nvidia.github.io/dcgm-exporter/helm-charts"],
        needs: [{ ...SERVICE_MONITOR, when: when("serviceMonitor.enabled", true) }],
        pods: [
            daemonSet("dcgm-exporter", "", {
                privileged: true,
                requests: { cpu: "100m", memory: "128Mi" },
                defaults: {
                    tolerations: [
                        { key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" },
                    ],
                },
            }),
        ],
        installSeconds: 60,
        source: `chart dcgm-exporter 4.8.2, values.yaml; ${ESTIMATE}`,
    },
    grafana: {
        versions: ["12.11.1"],
        repositories: ["grafana-community.github.io/helm-charts", "ghcr.io/grafana-community/helm-charts"],
        needs: [{ ...SERVICE_MONITOR, when: when("serviceMonitor.enabled", false) }],
        pods: [
            deployment("grafana", "", {
                volume: { size: "persistence.size", by: "10Gi", when: "persistence.enabled" },
            }),
        ],
        installSeconds: 90,
        source: `chart grafana 12.11.1, values.yaml; ${ESTIMATE}`,
    },
    "gpu-operator": {
        versions: ["v26.7.0"],
        repositories: ["helm.ngc.nvidia.com/nvidia"],
        definitions: { kinds: CUSTOM_KINDS["gpu-operator"], from: "folder" },
        pods: [
            deployment("gpu-operator", "operator", { requests: { cpu: "200m", memory: "100Mi" } }),
            daemonSet("gpu-operator-node-feature-discovery-worker", "node-feature-discovery.worker", {
                privileged: true,
                when: when("nfd.enabled", true),
                defaults: { tolerations: [GPU_TOLERATION] },
            }),
            daemonSet("nvidia-device-plugin-daemonset", "daemonsets", {
                privileged: true,
                later: true,
                resourcesAt: "devicePlugin.resources",
                offers: "nvidia.com/gpu",
                when: when("devicePlugin.enabled", true),
                defaults: { tolerations: [GPU_TOLERATION], affinity: NVIDIA_NODES },
            }),
            daemonSet("nvidia-dcgm-exporter", "daemonsets", {
                privileged: true,
                later: true,
                resourcesAt: "dcgmExporter.resources",
                when: when("dcgmExporter.enabled", true),
                defaults: { tolerations: [GPU_TOLERATION], affinity: NVIDIA_NODES },
            }),
        ],
        installSeconds: 150,
        source: `chart gpu-operator v26.7.0, values.yaml; ${ESTIMATE}, of which the operator starts most`,
    },
    "kube-prometheus-stack": {
        versions: ["88.5.3"],
        repositories: ["prometheus-community.github.io/helm-charts", "ghcr.io/prometheus-community/charts"],
        definitions: {
            kinds: CUSTOM_KINDS["prometheus-operator"],
            from: "folder",
            when: when("crds.enabled", true),
        },
        needs: [SERVICE_MONITOR],
        webhooks: [
            {
                name: "prometheusrulemutate.monitoring.coreos.com",
                kinds: ["monitoring.coreos.com/v1:PrometheusRule"],
                pods: "kube-prometheus-stack-operator",
                service: "kube-prometheus-stack-operator",
                when: when("prometheusOperator.admissionWebhooks.enabled", true),
            },
        ],
        pods: [
            deployment("kube-prometheus-stack-operator", "prometheusOperator", {
                when: when("prometheusOperator.enabled", true),
            }),
            deployment("kube-state-metrics", "kube-state-metrics", { when: when("kubeStateMetrics.enabled", true) }),
            deployment("grafana", "grafana", {
                when: when("grafana.enabled", true),
                volume: { size: "grafana.persistence.size", by: "10Gi", when: "grafana.persistence.enabled" },
            }),
            daemonSet("prometheus-node-exporter", "prometheus-node-exporter", {
                privileged: true,
                when: when("nodeExporter.enabled", true),
                defaults: { tolerations: EVERY_NODE },
            }),
            statefulSet("prometheus", "prometheus.prometheusSpec", {
                later: true,
                when: when("prometheus.enabled", true),
                volume: {
                    size: "prometheus.prometheusSpec.storageSpec.volumeClaimTemplate.spec.resources.requests.storage",
                },
            }),
            statefulSet("alertmanager", "alertmanager.alertmanagerSpec", {
                later: true,
                when: when("alertmanager.enabled", true),
                volume: {
                    size: "alertmanager.alertmanagerSpec.storage.volumeClaimTemplate.spec.resources.requests.storage",
                },
            }),
        ],
        installSeconds: 180,
        source: `chart kube-prometheus-stack 88.5.3, values.yaml and its subcharts; ${ESTIMATE}`,
    },
    "kube-state-metrics": {
        versions: ["8.4.0"],
        repositories: ["prometheus-community.github.io/helm-charts", "ghcr.io/prometheus-community/charts"],
        needs: [{ ...SERVICE_MONITOR, when: when("prometheus.monitor.enabled", false) }],
        pods: [deployment("kube-state-metrics", "")],
        installSeconds: 60,
        source: `chart kube-state-metrics 8.4.0, values.yaml; ${ESTIMATE}`,
    },
    loki: {
        versions: ["18.11.0"],
        repositories: ["grafana-community.github.io/helm-charts", "ghcr.io/grafana-community/helm-charts"],
        pods: [
            statefulSet("loki", "singleBinary", {
                volume: { size: "singleBinary.persistence.size", by: "10Gi", when: "singleBinary.persistence.enabled" },
                when: { path: "deploymentMode", by: "Monolithic", is: "Monolithic" },
            }),
            deployment("loki-gateway", "gateway", { when: when("gateway.enabled", true) }),
            daemonSet("loki-canary", "lokiCanary", { when: when("lokiCanary.enabled", true) }),
            statefulSet("loki-results-cache", "resultsCache", {
                requests: { cpu: "500m", memory: "1229Mi" },
                when: when("resultsCache.enabled", true),
            }),
            statefulSet("loki-chunks-cache", "chunksCache", {
                requests: { cpu: "500m", memory: "9830Mi" },
                when: when("chunksCache.enabled", true),
            }),
        ],
        shared: "defaults",
        installSeconds: 150,
        source: `chart loki 18.11.0, values.yaml; caches request 1.2 times their allocatedMemory; ${ESTIMATE}`,
    },
    "nvidia-device-plugin": {
        versions: ["0.20.0"],
        repositories: ["nvidia.github.io/k8s-device-plugin"],
        pods: [
            daemonSet("nvidia-device-plugin", "", {
                privileged: true,
                offers: "nvidia.com/gpu",
                when: when("devicePlugin.enabled", true),
                defaults: {
                    tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }, GPU_TOLERATION],
                    affinity: NVIDIA_NODES,
                },
            }),
        ],
        installSeconds: 60,
        source: `chart nvidia-device-plugin 0.20.0, values.yaml; ${ESTIMATE}`,
    },
    opencost: {
        versions: ["2.5.17"],
        repositories: ["opencost.github.io/opencost-helm-chart"],
        needs: [{ ...SERVICE_MONITOR, when: when("opencost.metrics.serviceMonitor.enabled", false) }],
        pods: [
            deployment("opencost", "opencost", {
                resourcesAt: "opencost.exporter.resources",
                requests: { cpu: "20m", memory: "110Mi" },
            }),
        ],
        installSeconds: 60,
        source: `chart opencost 2.5.17, values.yaml: exporter and page in one pod; ${ESTIMATE}`,
    },
    "prometheus-node-exporter": {
        versions: ["4.56.1"],
        repositories: ["prometheus-community.github.io/helm-charts", "ghcr.io/prometheus-community/charts"],
        needs: [{ ...SERVICE_MONITOR, when: when("prometheus.monitor.enabled", false) }],
        pods: [daemonSet("prometheus-node-exporter", "", { privileged: true, defaults: { tolerations: EVERY_NODE } })],
        installSeconds: 60,
        source: `chart prometheus-node-exporter 4.56.1, values.yaml; ${ESTIMATE}`,
    },
};
