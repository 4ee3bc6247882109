import type { Chart } from "./chart";
import { CUSTOM_KINDS } from "./custom-kinds";
import { daemonSet, deployment, required, SERVICE_MONITOR, when } from "./rows";

const ESTIMATE = "estimate: image pull, start and leader election of its deployments";

/** Charts of operators and controllers: what others' objects need to be alive. */
export const OPERATOR_CHARTS: Readonly<Record<string, Chart>> = {
    "aws-load-balancer-controller": {
        versions: ["3.5.0"],
        repositories: ["aws.github.io/eks-charts"],
        definitions: { kinds: CUSTOM_KINDS["aws-load-balancer-controller"], from: "folder" },
        needs: [{ ...SERVICE_MONITOR, when: when("serviceMonitor.enabled", false) }],
        webhooks: [
            {
                name: "mservice.elbv2.k8s.aws",
                kinds: ["core/v1:Service"],
                pods: "aws-load-balancer-controller",
                service: "aws-load-balancer-webhook-service",
                when: when("enableServiceMutatorWebhook", true),
            },
            {
                name: "vingress.elbv2.k8s.aws",
                kinds: ["networking.k8s.io/v1:Ingress"],
                pods: "aws-load-balancer-controller",
                service: "aws-load-balancer-webhook-service",
            },
            {
                name: "mtargetgroupbinding.elbv2.k8s.aws",
                kinds: ["elbv2.k8s.aws/*"],
                pods: "aws-load-balancer-controller",
                service: "aws-load-balancer-webhook-service",
            },
        ],
        finalizers: {
            pods: "aws-load-balancer-controller",
            of: {
                "elbv2.k8s.aws/TargetGroupBinding": "elbv2.k8s.aws/resources",
                "aga.k8s.aws/GlobalAccelerator": "aga.k8s.aws/resources",
            },
        },
        pods: [deployment("aws-load-balancer-controller", "", { replicas: 2 })],
        installSeconds: 90,
        source: "chart aws-load-balancer-controller 3.5.0, values.yaml; kubernetes-sigs/aws-load-balancer-controller#4140",
    },
    "cert-manager": {
        versions: ["v1.21.1"],
        repositories: ["quay.io/jetstack/charts", "charts.jetstack.io"],
        definitions: {
            kinds: CUSTOM_KINDS["cert-manager"],
            from: "kept templates",
            when: when("crds.enabled", false),
        },
        webhooks: [
            {
                name: "webhook.cert-manager.io",
                kinds: ["cert-manager.io/*", "acme.cert-manager.io/*"],
                pods: "cert-manager-webhook",
                service: "cert-manager-webhook",
            },
        ],
        finalizers: {
            pods: "cert-manager",
            of: { "acme.cert-manager.io/Challenge": "acme.cert-manager.io/finalizer" },
        },
        pods: [
            deployment("cert-manager", ""),
            deployment("cert-manager-webhook", "webhook"),
            deployment("cert-manager-cainjector", "cainjector", { when: when("cainjector.enabled", true) }),
        ],
        shared: "global",
        installSeconds: 75,
        source: `chart cert-manager v1.21.1, values.yaml; ${ESTIMATE} and its startup check`,
    },
    "cluster-autoscaler": {
        versions: ["9.59.0"],
        repositories: ["kubernetes.github.io/autoscaler"],
        needs: [{ ...SERVICE_MONITOR, when: when("serviceMonitor.enabled", false) }],
        pods: [deployment("cluster-autoscaler", "")],
        installSeconds: 60,
        source: `chart cluster-autoscaler 9.59.0, values.yaml; ${ESTIMATE}`,
    },
    "external-dns": {
        versions: ["1.21.1"],
        repositories: ["kubernetes-sigs.github.io/external-dns"],
        definitions: { kinds: CUSTOM_KINDS["external-dns"], from: "folder" },
        needs: [{ ...SERVICE_MONITOR, when: when("serviceMonitor.enabled", false) }],
        pods: [deployment("external-dns", "")],
        installSeconds: 60,
        source: `chart external-dns 1.21.1, values.yaml; ${ESTIMATE}`,
    },
    "external-secrets": {
        versions: ["2.9.0"],
        repositories: ["charts.external-secrets.io"],
        definitions: {
            kinds: CUSTOM_KINDS["external-secrets"],
            from: "templates",
            when: when("installCRDs", true),
        },
        webhooks: [
            {
                name: "validate.externalsecret.external-secrets.io",
                kinds: ["external-secrets.io/*"],
                pods: "external-secrets-webhook",
                service: "external-secrets-webhook",
                when: when("webhook.create", true),
            },
        ],
        finalizers: {
            pods: "external-secrets",
            of: { "external-secrets.io/PushSecret": "pushsecret.externalsecrets.external-secrets.io" },
        },
        pods: [
            deployment("external-secrets", ""),
            deployment("external-secrets-webhook", "webhook", { when: when("webhook.create", true) }),
            deployment("external-secrets-cert-controller", "certController", {
                when: when("certController.create", true),
            }),
        ],
        shared: "global",
        installSeconds: 75,
        source: `chart external-secrets 2.9.0, values.yaml; ${ESTIMATE}, and the certificate of its webhook`,
    },
    karpenter: {
        versions: ["1.14.1"],
        repositories: ["public.ecr.aws/karpenter"],
        definitions: { kinds: CUSTOM_KINDS.karpenter, from: "folder" },
        needs: [{ ...SERVICE_MONITOR, when: when("serviceMonitor.enabled", false) }],
        finalizers: {
            pods: "karpenter",
            of: {
                "karpenter.sh/NodePool": "karpenter.sh/termination",
                "karpenter.sh/NodeClaim": "karpenter.sh/termination",
                "karpenter.k8s.aws/EC2NodeClass": "karpenter.k8s.aws/termination",
            },
        },
        pods: [
            deployment("karpenter", "", {
                replicas: 2,
                resourcesAt: "controller.resources",
                defaults: {
                    affinity: required([{ key: "karpenter.sh/nodepool", operator: "DoesNotExist" }]),
                    tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
                    topologySpreadConstraints: [
                        { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
                    ],
                },
            }),
        ],
        installSeconds: 75,
        source: `chart karpenter 1.14.1, values.yaml; aws/karpenter-provider-aws#1134 #6870; ${ESTIMATE}`,
    },
    "karpenter-crd": {
        versions: ["1.14.1"],
        repositories: ["public.ecr.aws/karpenter"],
        definitions: { kinds: CUSTOM_KINDS.karpenter, from: "templates" },
        pods: [],
        installSeconds: 10,
        source: "chart karpenter-crd 1.14.1: definitions alone; estimate: no pods to wait for",
    },
    keda: {
        versions: ["2.20.2"],
        repositories: ["kedacore.github.io/charts"],
        definitions: { kinds: CUSTOM_KINDS.keda, from: "templates", when: when("crds.install", true) },
        webhooks: [
            {
                name: "vscaledobject.kb.io",
                kinds: ["keda.sh/*"],
                pods: "keda-admission-webhooks",
                service: "keda-admission-webhooks",
                when: { path: "webhooks.failurePolicy", by: "Ignore", is: "Fail" },
            },
        ],
        finalizers: {
            pods: "keda-operator",
            of: { "keda.sh/ScaledObject": "finalizer.keda.sh", "keda.sh/ScaledJob": "finalizer.keda.sh" },
        },
        pods: [
            deployment("keda-operator", "operator", {
                resourcesAt: "resources.operator",
                requests: { cpu: "100m", memory: "100Mi" },
            }),
            deployment("keda-operator-metrics-apiserver", "metricsServer", {
                resourcesAt: "resources.metricServer",
                requests: { cpu: "100m", memory: "100Mi" },
                when: when("metricsServer.enabled", true),
            }),
            deployment("keda-admission-webhooks", "webhooks", {
                resourcesAt: "resources.webhooks",
                requests: { cpu: "10m", memory: "10Mi" },
                when: when("webhooks.enabled", true),
            }),
        ],
        shared: "",
        installSeconds: 90,
        source: `chart keda 2.20.2, values.yaml; ${ESTIMATE}`,
    },
    kyverno: {
        versions: ["3.9.0"],
        repositories: ["kyverno.github.io/kyverno"],
        definitions: { kinds: CUSTOM_KINDS.kyverno, from: "templates", when: when("crds.install", true) },
        webhooks: [
            {
                name: "validate-policy.kyverno.svc",
                kinds: ["kyverno.io/*", "policies.kyverno.io/*"],
                pods: "kyverno-admission-controller",
                service: "kyverno-svc",
            },
        ],
        pods: [
            deployment("kyverno-admission-controller", "admissionController", {
                resourcesAt: "admissionController.container.resources",
                requests: { cpu: "100m", memory: "128Mi" },
            }),
            ...["background", "cleanup", "reports"].map((name) =>
                deployment(`kyverno-${name}-controller`, `${name}Controller`, {
                    requests: { cpu: "100m", memory: "64Mi" },
                    when: when(`${name}Controller.enabled`, true),
                }),
            ),
        ],
        shared: "global",
        installSeconds: 120,
        source: `chart kyverno 3.9.0, values.yaml; ${ESTIMATE} of four controllers`,
    },
    "metrics-server": {
        versions: ["3.13.1"],
        repositories: ["kubernetes-sigs.github.io/metrics-server"],
        needs: [{ ...SERVICE_MONITOR, when: when("serviceMonitor.enabled", false) }],
        pods: [deployment("metrics-server", "", { requests: { cpu: "100m", memory: "200Mi" } })],
        installSeconds: 60,
        source: `chart metrics-server 3.13.1, values.yaml; ${ESTIMATE}`,
    },
    "strimzi-kafka-operator": {
        versions: ["1.0.0", "1.2.0"],
        repositories: ["quay.io/strimzi-helm", "strimzi.io/charts"],
        definitions: { kinds: CUSTOM_KINDS.strimzi, from: "folder" },
        finalizers: {
            pods: "strimzi-cluster-operator",
            of: { "kafka.strimzi.io/KafkaTopic": "strimzi.io/topic-operator" },
        },
        pods: [deployment("strimzi-cluster-operator", "", { requests: { cpu: "200m", memory: "384Mi" } })],
        installSeconds: 90,
        source: `chart strimzi-kafka-operator 1.2.0, values.yaml; ${ESTIMATE}`,
    },
    velero: {
        versions: ["12.1.0"],
        repositories: ["vmware-tanzu.github.io/helm-charts"],
        definitions: { kinds: CUSTOM_KINDS.velero, from: "folder" },
        needs: [{ ...SERVICE_MONITOR, when: when("metrics.serviceMonitor.enabled", false) }],
        finalizers: {
            pods: "velero",
            of: { "velero.io/Restore": "restores.velero.io/external-resources-finalizer" },
        },
        pods: [
            deployment("velero", ""),
            daemonSet("node-agent", "nodeAgent", { privileged: true, when: when("deployNodeAgent", false) }),
        ],
        installSeconds: 75,
        source: `chart velero 12.1.0, values.yaml; ${ESTIMATE}`,
    },
};
