/**
 * Which chart brings the definitions of which custom resources: API group to names of charts, such as
 * `{ "karpenter.sh": ["karpenter"] }`.
 */
export type ChartsByApiGroup = Readonly<Record<string, readonly string[]>>;

/** What is known without being told. Source: the charts' own crds folders. */
export const KNOWN_CHARTS: ChartsByApiGroup = {
    "elbv2.k8s.aws": ["aws-load-balancer-controller"],
    "external-secrets.io": ["external-secrets"],
    "karpenter.k8s.aws": ["karpenter-crd", "karpenter"],
    "karpenter.sh": ["karpenter-crd", "karpenter"],
    "kafka.strimzi.io": ["strimzi-kafka-operator"],
    "keda.sh": ["keda"],
    "monitoring.coreos.com": ["kube-prometheus-stack"],
    "serving.kserve.io": ["kserve-crd", "kserve"],
};
