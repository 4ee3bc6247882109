/** Every version that the platform pins, in one file. Nothing here is looked up while a plan is made. */

/** Versions that belong to one Kubernetes minor of EKS. */
export interface KubernetesVersion {
    /** Last day of standard support, ISO date. After it AWS bills 0.60 instead of 0.10 USD an hour. */
    readonly standardSupportUntil: string;
    /** EKS add-on versions built for this minor. */
    readonly addons: Readonly<Record<AddonName, string>>;
}

/** EKS add-ons that every cluster of the platform has. */
export type AddonName = "vpc-cni" | "kube-proxy" | "coredns" | "eks-pod-identity-agent" | "aws-ebs-csi-driver";

/**
 * Kubernetes minors in standard support on 2026-11-25, when this table was last compared with AWS, oldest first.
 *
 * Support dates: EKS release calendar; 1.36 is its release of June 2026 plus 14 months. Add-ons: the newest build of
 * `aws eks describe-addon-versions` for the minor that public infrastructure repositories recorded by August 2026.
 */
export const KUBERNETES_VERSIONS = {
    "1.34": {
        standardSupportUntil: "2026-12-02",
        addons: {
            "vpc-cni": "v1.22.3-eksbuild.1",
            "kube-proxy": "v1.34.6-eksbuild.13",
            coredns: "v1.13.2-eksbuild.11",
            "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
            "aws-ebs-csi-driver": "v1.62.0-eksbuild.1",
        },
    },
    "1.35": {
        standardSupportUntil: "2027-03-26",
        addons: {
            "vpc-cni": "v1.22.4-eksbuild.3",
            "kube-proxy": "v1.35.3-eksbuild.21",
            coredns: "v1.13.2-eksbuild.21",
            "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
            "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
        },
    },
    "1.36": {
        standardSupportUntil: "2027-08-02",
        addons: {
            "vpc-cni": "v1.22.4-eksbuild.3",
            "kube-proxy": "v1.36.0-eksbuild.21",
            coredns: "v1.14.3-eksbuild.16",
            "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
            "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
        },
    },
} as const satisfies Record<string, KubernetesVersion>;

/** A Kubernetes minor that a cluster may have. */
export type KubernetesMinor = keyof typeof KUBERNETES_VERSIONS;

/** Names of the minors, oldest first, for messages and schemas. */
export const kubernetesMinors = Object.keys(KUBERNETES_VERSIONS) as readonly KubernetesMinor[];

/** The minor of a cluster that does not ask for one. */
export const DEFAULT_KUBERNETES_MINOR: KubernetesMinor = "1.35";

/** PostgreSQL on RDS. AWS takes its newest default minor of the major, and upgrades it in maintenance windows. */
export const POSTGRES = {
    engineVersion: "17",
    parameterFamily: "postgres17",
    certificateAuthority: "rds-ca-rsa2048-g1",
} as const;

/** Standard support that had ended by then: kept to say when, not to be used. */
export const ENDED_SUPPORT: Readonly<Record<string, string>> = {
    "1.33": "2026-07-29",
    "1.32": "2026-03-23",
    "1.31": "2025-11-26",
    "1.30": "2025-07-23",
};

/** Why a minor cannot be used, or undefined for one that can. */
export function versionProblem(version: string): string | undefined {
    if (Object.hasOwn(KUBERNETES_VERSIONS, version)) return undefined;
    const ended = Object.hasOwn(ENDED_SUPPORT, version) ? ENDED_SUPPORT[version] : undefined;
    const why = ended === undefined ? "is not known" : `is past standard support, which ended on ${ended}`;
    return `Kubernetes ${version} ${why}: take one of ${kubernetesMinors.join(", ")}.`;
}
