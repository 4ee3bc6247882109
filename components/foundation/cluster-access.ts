import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

import type { Problems } from "../internal/problems";
import type { Tags } from "../internal/tags";

/** IAM principals by a stable short name, such as `{ oncall: "arn:aws:iam::123456789012:role/oncall" }`. */
export type Principals = Readonly<Record<string, string>>;

/** Who may use the Kubernetes API of a cluster, by EKS access entries. */
export interface ClusterAccessSpec {
    /** Administrators who are kept for emergencies, apart from the roles of daily work. At least one. */
    readonly breakGlass: Principals;
    /** Administrators of daily work. */
    readonly admins?: Principals;
    /**
     * Roles that CI runs `pulumi up` with. The principal that creates the cluster needs no entry: EKS gives it one, and
     * refuses a second.
     */
    readonly deployers?: Principals;
    /** People who may look at everything but Secrets. */
    readonly viewers?: Principals;
}

const GROUPS = ["breakGlass", "admins", "deployers", "viewers"] as const;
type Group = (typeof GROUPS)[number];

/** EKS access policies by group. Deployers create CRDs and roles, which only cluster administrators may. */
const POLICIES: Readonly<Record<Group, string>> = {
    breakGlass: "AmazonEKSClusterAdminPolicy",
    admins: "AmazonEKSClusterAdminPolicy",
    deployers: "AmazonEKSClusterAdminPolicy",
    viewers: "AmazonEKSViewPolicy",
};

interface ClusterAccessArgs {
    readonly clusterName: pulumi.Input<string>;
    readonly partition: string;
    readonly access: ClusterAccessSpec;
    readonly tags: Tags;
}

/** The access entries of a cluster. What needs the Kubernetes API depends on them, so they are deleted after it. */
export class ClusterAccess extends pulumi.ComponentResource {
    public static readonly __pulumiType = "groundwork:index:ClusterAccess";

    constructor(name: string, args: ClusterAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super(ClusterAccess.__pulumiType, name, args, opts);
        for (const group of GROUPS) {
            for (const [short, principalArn] of Object.entries(args.access[group] ?? {})) {
                this.admit(`${name}-${kebab(group)}-${short}`, principalArn, POLICIES[group], args);
            }
        }
        this.registerOutputs({});
    }

    private admit(name: string, principalArn: string, policy: string, args: ClusterAccessArgs): void {
        const { clusterName, partition, tags } = args;
        const entry = new eks.AccessEntry(name, { clusterName, principalArn, tags }, { parent: this });
        new eks.AccessPolicyAssociation(
            name,
            {
                clusterName,
                principalArn: entry.principalArn,
                policyArn: `arn:${partition}:eks::aws:cluster-access-policy/${policy}`,
                accessScope: { type: "cluster" },
            },
            { parent: this },
        );
    }
}

const PRINCIPAL = /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/;

/** Records every mistake of an access specification. */
export function checkAccess(problems: Problems, access: ClusterAccessSpec): void {
    problems.check(
        Object.keys(access.breakGlass).length > 0,
        "access.breakGlass must name at least one administrator, or a lost deploy role locks everybody out.",
    );
    const seen = new Map<string, string>();
    for (const group of GROUPS) {
        for (const [short, arn] of Object.entries(access[group] ?? {})) {
            const where = `access.${group}.${short}`;
            problems.check(
                PRINCIPAL.test(arn),
                `${where} must be the ARN of an IAM role or user, such as "arn:aws:iam::123456789012:role/admin", got "${arn}".`,
            );
            const other = seen.get(arn);
            problems.check(
                other === undefined,
                `${where} is the principal of ${other} too: EKS allows one entry each.`,
            );
            seen.set(arn, where);
        }
    }
}

function kebab(camel: string): string {
    return camel.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
