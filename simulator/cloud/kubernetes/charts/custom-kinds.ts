/** A kind that a CustomResourceDefinition brings. */
export interface CustomKind {
    readonly group: string;
    readonly kind: string;
    /** Versions that the API server serves. */
    readonly versions: readonly string[];
    readonly scope: "Namespaced" | "Cluster";
}

const inNamespace = (group: string, kind: string, ...versions: string[]): CustomKind => ({
    group,
    kind,
    versions,
    scope: "Namespaced",
});
const clusterWide = (group: string, kind: string, ...versions: string[]): CustomKind => ({
    group,
    kind,
    versions,
    scope: "Cluster",
});

/**
 * The kinds of every project whose definitions the platform may install, by project.
 *
 * Source: the definitions of the projects' releases: argo-events 1.9.11, argo-rollouts 1.9.1, argo-workflows 4.1.2,
 * aws-load-balancer-controller 3.5.0, cert-manager 1.21.1, external-secrets 2.9.0, feast 0.66.0, flink operator 1.15.0,
 * gateway API 1.6.1, karpenter 1.14.1, keda 2.20.2, kserve 0.20.0, kubeflow trainer 2.3.0 and training operator 1.9.4,
 * kuberay 1.7.0, kueue 0.19.2, kyverno 1.19.0, prometheus operator 0.93.0, seldon core 2.10.2, strimzi 1.2.0,
 * velero 1.18.2. Versions that they define and do not serve are left out.
 */
export const CUSTOM_KINDS = {
    "argo-events": [
        inNamespace("argoproj.io", "EventBus", "v1alpha1"),
        inNamespace("argoproj.io", "EventSource", "v1alpha1"),
        inNamespace("argoproj.io", "Sensor", "v1alpha1"),
    ],
    "argo-rollouts": [
        inNamespace("argoproj.io", "AnalysisRun", "v1alpha1"),
        inNamespace("argoproj.io", "AnalysisTemplate", "v1alpha1"),
        clusterWide("argoproj.io", "ClusterAnalysisTemplate", "v1alpha1"),
        inNamespace("argoproj.io", "Experiment", "v1alpha1"),
        inNamespace("argoproj.io", "Rollout", "v1alpha1"),
    ],
    "argo-workflows": [
        clusterWide("argoproj.io", "ClusterWorkflowTemplate", "v1alpha1"),
        inNamespace("argoproj.io", "CronWorkflow", "v1alpha1"),
        inNamespace("argoproj.io", "Workflow", "v1alpha1"),
        inNamespace("argoproj.io", "WorkflowArtifactGCTask", "v1alpha1"),
        inNamespace("argoproj.io", "WorkflowEventBinding", "v1alpha1"),
        inNamespace("argoproj.io", "WorkflowTaskResult", "v1alpha1"),
        inNamespace("argoproj.io", "WorkflowTaskSet", "v1alpha1"),
        inNamespace("argoproj.io", "WorkflowTemplate", "v1alpha1"),
    ],
    "aws-load-balancer-controller": [
        inNamespace("aga.k8s.aws", "GlobalAccelerator", "v1beta1"),
        inNamespace("elbv2.k8s.aws", "ALBTargetControlConfig", "v1beta1"),
        clusterWide("elbv2.k8s.aws", "IngressClassParams", "v1beta1"),
        inNamespace("elbv2.k8s.aws", "TargetGroupBinding", "v1alpha1", "v1beta1"),
        inNamespace("gateway.k8s.aws", "ListenerRuleConfiguration", "v1", "v1beta1"),
        inNamespace("gateway.k8s.aws", "LoadBalancerConfiguration", "v1", "v1beta1"),
        inNamespace("gateway.k8s.aws", "TargetGroupConfiguration", "v1", "v1beta1"),
    ],
    "cert-manager": [
        inNamespace("acme.cert-manager.io", "Challenge", "v1"),
        inNamespace("acme.cert-manager.io", "Order", "v1"),
        inNamespace("cert-manager.io", "Certificate", "v1"),
        inNamespace("cert-manager.io", "CertificateRequest", "v1"),
        clusterWide("cert-manager.io", "ClusterIssuer", "v1"),
        inNamespace("cert-manager.io", "Issuer", "v1"),
    ],
    "external-secrets": [
        clusterWide("external-secrets.io", "ClusterExternalSecret", "v1"),
        clusterWide("external-secrets.io", "ClusterPushSecret", "v1alpha1"),
        clusterWide("external-secrets.io", "ClusterSecretStore", "v1"),
        inNamespace("external-secrets.io", "ExternalSecret", "v1"),
        inNamespace("external-secrets.io", "PushSecret", "v1alpha1"),
        inNamespace("external-secrets.io", "SecretStore", "v1"),
        inNamespace("generators.external-secrets.io", "ACRAccessToken", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "BeyondtrustWorkloadCredentialsDynamicSecret", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "CloudsmithAccessToken", "v1alpha1"),
        clusterWide("generators.external-secrets.io", "ClusterGenerator", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "ECRAuthorizationToken", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "Fake", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "GCRAccessToken", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "GeneratorState", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "GithubAccessToken", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "GitlabDeployToken", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "Grafana", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "MFA", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "Password", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "QuayAccessToken", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "SSHKey", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "STSSessionToken", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "UUID", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "VaultDynamicSecret", "v1alpha1"),
        inNamespace("generators.external-secrets.io", "Webhook", "v1alpha1"),
    ],
    "feast-operator": [inNamespace("feast.dev", "FeatureStore", "v1", "v1alpha1")],
    "flink-operator": [
        inNamespace("flink.apache.org", "FlinkBlueGreenDeployment", "v1beta1"),
        inNamespace("flink.apache.org", "FlinkDeployment", "v1beta1"),
        inNamespace("flink.apache.org", "FlinkSessionJob", "v1beta1"),
        inNamespace("flink.apache.org", "FlinkStateSnapshot", "v1beta1"),
    ],
    "gateway-api": [
        inNamespace("gateway.networking.k8s.io", "BackendTLSPolicy", "v1"),
        inNamespace("gateway.networking.k8s.io", "Gateway", "v1", "v1beta1"),
        clusterWide("gateway.networking.k8s.io", "GatewayClass", "v1", "v1beta1"),
        inNamespace("gateway.networking.k8s.io", "GRPCRoute", "v1"),
        inNamespace("gateway.networking.k8s.io", "HTTPRoute", "v1", "v1beta1"),
        inNamespace("gateway.networking.k8s.io", "ListenerSet", "v1"),
        inNamespace("gateway.networking.k8s.io", "ReferenceGrant", "v1", "v1beta1"),
        inNamespace("gateway.networking.k8s.io", "TCPRoute", "v1"),
        inNamespace("gateway.networking.k8s.io", "TLSRoute", "v1"),
        inNamespace("gateway.networking.k8s.io", "UDPRoute", "v1"),
    ],
    karpenter: [
        inNamespace("autoscaling.x-k8s.io", "CapacityBuffer", "v1beta1"),
        clusterWide("karpenter.k8s.aws", "EC2NodeClass", "v1"),
        clusterWide("karpenter.sh", "NodeClaim", "v1"),
        clusterWide("karpenter.sh", "NodeOverlay", "v1alpha1"),
        clusterWide("karpenter.sh", "NodePool", "v1"),
    ],
    keda: [
        inNamespace("eventing.keda.sh", "CloudEventSource", "v1alpha1"),
        clusterWide("eventing.keda.sh", "ClusterCloudEventSource", "v1alpha1"),
        clusterWide("keda.sh", "ClusterTriggerAuthentication", "v1alpha1"),
        inNamespace("keda.sh", "ScaledJob", "v1alpha1"),
        inNamespace("keda.sh", "ScaledObject", "v1alpha1"),
        inNamespace("keda.sh", "TriggerAuthentication", "v1alpha1"),
    ],
    kserve: [
        clusterWide("serving.kserve.io", "ClusterServingRuntime", "v1alpha1"),
        clusterWide("serving.kserve.io", "ClusterStorageContainer", "v1alpha1"),
        inNamespace("serving.kserve.io", "InferenceGraph", "v1alpha1"),
        inNamespace("serving.kserve.io", "InferenceService", "v1beta1"),
        inNamespace("serving.kserve.io", "LLMInferenceService", "v1alpha1", "v1alpha2"),
        inNamespace("serving.kserve.io", "LLMInferenceServiceConfig", "v1alpha1", "v1alpha2"),
        clusterWide("serving.kserve.io", "LocalModelCache", "v1alpha1"),
        inNamespace("serving.kserve.io", "LocalModelNamespaceCache", "v1alpha1"),
        clusterWide("serving.kserve.io", "LocalModelNode", "v1alpha1"),
        clusterWide("serving.kserve.io", "LocalModelNodeGroup", "v1alpha1"),
        inNamespace("serving.kserve.io", "ServingRuntime", "v1alpha1"),
        inNamespace("serving.kserve.io", "TrainedModel", "v1alpha1"),
    ],
    "kubeflow-trainer": [
        clusterWide("trainer.kubeflow.org", "ClusterTrainingRuntime", "v1alpha1"),
        inNamespace("trainer.kubeflow.org", "TrainingRuntime", "v1alpha1"),
        inNamespace("trainer.kubeflow.org", "TrainJob", "v1alpha1"),
    ],
    "kubeflow-training-operator": [
        inNamespace("kubeflow.org", "JAXJob", "v1"),
        inNamespace("kubeflow.org", "MPIJob", "v1"),
        inNamespace("kubeflow.org", "PaddleJob", "v1"),
        inNamespace("kubeflow.org", "PyTorchJob", "v1"),
        inNamespace("kubeflow.org", "TFJob", "v1"),
        inNamespace("kubeflow.org", "XGBoostJob", "v1"),
    ],
    kuberay: [
        inNamespace("ray.io", "RayCluster", "v1", "v1alpha1"),
        inNamespace("ray.io", "RayCronJob", "v1"),
        inNamespace("ray.io", "RayJob", "v1", "v1alpha1"),
        inNamespace("ray.io", "RayService", "v1", "v1alpha1"),
    ],
    kueue: [
        clusterWide("kueue.x-k8s.io", "AdmissionCheck", "v1beta1", "v1beta2"),
        clusterWide("kueue.x-k8s.io", "ClusterQueue", "v1beta1", "v1beta2"),
        clusterWide("kueue.x-k8s.io", "Cohort", "v1beta1", "v1beta2"),
        inNamespace("kueue.x-k8s.io", "LocalQueue", "v1beta1", "v1beta2"),
        clusterWide("kueue.x-k8s.io", "MultiKueueCluster", "v1beta1", "v1beta2"),
        clusterWide("kueue.x-k8s.io", "MultiKueueConfig", "v1beta1", "v1beta2"),
        clusterWide("kueue.x-k8s.io", "ProvisioningRequestConfig", "v1beta1", "v1beta2"),
        clusterWide("kueue.x-k8s.io", "ResourceFlavor", "v1beta1", "v1beta2"),
        clusterWide("kueue.x-k8s.io", "Topology", "v1beta1", "v1beta2"),
        inNamespace("kueue.x-k8s.io", "Workload", "v1beta1", "v1beta2"),
        clusterWide("kueue.x-k8s.io", "WorkloadPriorityClass", "v1beta1", "v1beta2"),
    ],
    kyverno: [
        inNamespace("kyverno.io", "CleanupPolicy", "v2", "v2beta1"),
        clusterWide("kyverno.io", "ClusterCleanupPolicy", "v2", "v2beta1"),
        clusterWide("kyverno.io", "ClusterPolicy", "v1", "v2beta1"),
        clusterWide("kyverno.io", "GlobalContextEntry", "v2", "v2alpha1", "v2beta1"),
        inNamespace("kyverno.io", "Policy", "v1", "v2beta1"),
        inNamespace("kyverno.io", "PolicyException", "v2", "v2beta1"),
        inNamespace("kyverno.io", "UpdateRequest", "v2"),
        clusterWide("policies.kyverno.io", "DeletingPolicy", "v1", "v1alpha1", "v1beta1"),
        clusterWide("policies.kyverno.io", "GeneratingPolicy", "v1", "v1alpha1", "v1beta1"),
        clusterWide("policies.kyverno.io", "ImageValidatingPolicy", "v1", "v1alpha1", "v1beta1"),
        clusterWide("policies.kyverno.io", "MutatingPolicy", "v1", "v1alpha1", "v1beta1"),
        inNamespace("policies.kyverno.io", "NamespacedDeletingPolicy", "v1", "v1beta1"),
        inNamespace("policies.kyverno.io", "NamespacedGeneratingPolicy", "v1", "v1beta1"),
        inNamespace("policies.kyverno.io", "NamespacedImageValidatingPolicy", "v1", "v1beta1"),
        inNamespace("policies.kyverno.io", "NamespacedMutatingPolicy", "v1", "v1beta1"),
        inNamespace("policies.kyverno.io", "NamespacedValidatingPolicy", "v1", "v1beta1"),
        inNamespace("policies.kyverno.io", "PolicyException", "v1", "v1alpha1", "v1beta1"),
        clusterWide("policies.kyverno.io", "ValidatingPolicy", "v1", "v1alpha1", "v1beta1"),
        clusterWide("reports.kyverno.io", "ClusterEphemeralReport", "v1"),
        inNamespace("reports.kyverno.io", "EphemeralReport", "v1"),
        clusterWide("wgpolicyk8s.io", "ClusterPolicyReport", "v1alpha2"),
        inNamespace("wgpolicyk8s.io", "PolicyReport", "v1alpha2"),
    ],
    "prometheus-operator": [
        inNamespace("monitoring.coreos.com", "Alertmanager", "v1"),
        inNamespace("monitoring.coreos.com", "AlertmanagerConfig", "v1alpha1"),
        inNamespace("monitoring.coreos.com", "PodMonitor", "v1"),
        inNamespace("monitoring.coreos.com", "Probe", "v1"),
        inNamespace("monitoring.coreos.com", "Prometheus", "v1"),
        inNamespace("monitoring.coreos.com", "PrometheusAgent", "v1alpha1"),
        inNamespace("monitoring.coreos.com", "PrometheusRule", "v1"),
        inNamespace("monitoring.coreos.com", "ScrapeConfig", "v1alpha1"),
        inNamespace("monitoring.coreos.com", "ServiceMonitor", "v1"),
        inNamespace("monitoring.coreos.com", "ThanosRuler", "v1"),
    ],
    "seldon-core-2": [
        inNamespace("mlops.seldon.io", "Experiment", "v1alpha1"),
        inNamespace("mlops.seldon.io", "Model", "v1alpha1"),
        inNamespace("mlops.seldon.io", "Pipeline", "v1alpha1"),
        inNamespace("mlops.seldon.io", "SeldonConfig", "v1alpha1"),
        inNamespace("mlops.seldon.io", "SeldonRuntime", "v1alpha1"),
        inNamespace("mlops.seldon.io", "Server", "v1alpha1"),
        inNamespace("mlops.seldon.io", "ServerConfig", "v1alpha1"),
    ],
    strimzi: [
        inNamespace("core.strimzi.io", "StrimziPodSet", "v1"),
        inNamespace("kafka.strimzi.io", "Kafka", "v1"),
        inNamespace("kafka.strimzi.io", "KafkaBridge", "v1"),
        inNamespace("kafka.strimzi.io", "KafkaConnect", "v1"),
        inNamespace("kafka.strimzi.io", "KafkaConnector", "v1"),
        inNamespace("kafka.strimzi.io", "KafkaMirrorMaker2", "v1"),
        inNamespace("kafka.strimzi.io", "KafkaNodePool", "v1"),
        inNamespace("kafka.strimzi.io", "KafkaRebalance", "v1"),
        inNamespace("kafka.strimzi.io", "KafkaTopic", "v1"),
        inNamespace("kafka.strimzi.io", "KafkaUser", "v1"),
    ],
    velero: [
        inNamespace("velero.io", "Backup", "v1"),
        inNamespace("velero.io", "BackupRepository", "v1"),
        inNamespace("velero.io", "BackupStorageLocation", "v1"),
        inNamespace("velero.io", "DataDownload", "v2alpha1"),
        inNamespace("velero.io", "DataUpload", "v2alpha1"),
        inNamespace("velero.io", "DeleteBackupRequest", "v1"),
        inNamespace("velero.io", "DownloadRequest", "v1"),
        inNamespace("velero.io", "PodVolumeBackup", "v1"),
        inNamespace("velero.io", "PodVolumeRestore", "v1"),
        inNamespace("velero.io", "Restore", "v1"),
        inNamespace("velero.io", "Schedule", "v1"),
        inNamespace("velero.io", "ServerStatusRequest", "v1"),
        inNamespace("velero.io", "VolumeSnapshotLocation", "v1"),
    ],
    "external-dns": [inNamespace("externaldns.k8s.io", "DNSEndpoint", "v1alpha1")],
    "gpu-operator": [
        clusterWide("nvidia.com", "ClusterPolicy", "v1"),
        clusterWide("nvidia.com", "NVIDIADriver", "v1alpha1"),
    ],
    alloy: [inNamespace("monitoring.grafana.com", "PodLogs", "v1alpha2")],
} as const satisfies Readonly<Record<string, readonly CustomKind[]>>;

/** Every kind that any project brings. */
export const customKinds: readonly CustomKind[] = Object.values<readonly CustomKind[]>(CUSTOM_KINDS).flat();

/** Kinds whose plural is the kind itself. */
const PLURALS = ["eventbus", "ingressclassparams"];

/** Name of a kind's definition, such as "nodepools.karpenter.sh". */
export function definitionName({ kind, group }: Pick<CustomKind, "kind" | "group">): string {
    return `${plural(kind.toLowerCase())}.${group}`;
}

function plural(kind: string): string {
    if (PLURALS.includes(kind)) return kind;
    if (kind.endsWith("s")) return `${kind}es`;
    return /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}
