import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import { policyDocument, type Statement } from "../internal/iam";
import { nameProblems } from "../internal/names";
import { Problems } from "../internal/problems";
import { componentTags, type Tags } from "../internal/tags";
import { type Transform, transformed } from "../internal/transform";

/** A cluster as identities and access entries refer to it. `Cluster` is one; so are two outputs of another stack. */
export interface ClusterRef {
    /** Name of the EKS cluster. */
    readonly name: pulumi.Input<string>;
    /** ARN of the EKS cluster. */
    readonly arn: pulumi.Input<string>;
}

/** Arguments of {@link PodIdentity}. */
export interface PodIdentityArgs {
    /** The cluster whose pods take the role. */
    readonly cluster: ClusterRef;
    /** Namespace of the service account. */
    readonly namespace: string;
    /** Name of the one service account that may take the role. It need not exist yet. */
    readonly serviceAccount: string;
    /**
     * What the role may do.
     *
     * @default nothing beyond `managedPolicyArns`
     */
    readonly statements?: readonly Statement[];
    /**
     * AWS managed policies by a short name, for EKS add-ons whose policy AWS maintains.
     *
     * @default none
     */
    readonly managedPolicyArns?: Readonly<Record<string, pulumi.Input<string>>>;
    /** Tags for every resource of this component. They win over the component's own tags. */
    readonly tags?: Tags;
    /** Last-resort changes to the resources that this component creates. */
    readonly transform?: {
        /** The role that pods take. */
        readonly role?: Transform<iam.RoleArgs>;
    };
}

/**
 * One IAM role for the pods of one service account, through EKS Pod Identity.
 *
 * The role's trust names the cluster, the namespace and the service account, so no other pod can take it. Creates the
 * role, its policy and the association. Idle, it costs nothing.
 *
 * @example
 * ```ts
 * new PodIdentity("reader", { cluster, namespace: "search", serviceAccount: "reader", statements });
 * ```
 */
export class PodIdentity extends pulumi.ComponentResource {
    /** Type token. */
    public static readonly __pulumiType = "groundwork:index:PodIdentity";

    /** ARN of the role. */
    public readonly roleArn: pulumi.Output<string>;

    constructor(name: string, args: PodIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
        checkArgs(name, args);
        const { transform, cluster, ...inputs } = args;
        super(PodIdentity.__pulumiType, name, inputs, opts);

        const childOptions = { parent: this };
        const tags = componentTags("pod-identity", name, args.tags);
        const role = new iam.Role(
            ...transformed(
                transform?.role,
                `${name}-role`,
                {
                    description: `Pods of ${args.namespace}/${args.serviceAccount}.`,
                    assumeRolePolicy: policyDocument([trust(args)]),
                    tags,
                },
                childOptions,
            ),
        );
        const permissions = this.grant(name, args, role);
        new eks.PodIdentityAssociation(
            `${name}-association`,
            {
                clusterName: cluster.name,
                namespace: args.namespace,
                serviceAccount: args.serviceAccount,
                roleArn: role.arn,
                tags,
            },
            // A pod that starts with the role before the role may do anything fails in ways that are hard to read.
            { ...childOptions, dependsOn: permissions },
        );
        this.roleArn = role.arn;
        this.registerOutputs({ roleArn: this.roleArn });
    }

    private grant(name: string, args: PodIdentityArgs, role: iam.Role): pulumi.Resource[] {
        const attachments: pulumi.Resource[] = Object.entries(args.managedPolicyArns ?? {}).map(
            ([short, policyArn]) =>
                new iam.RolePolicyAttachment(`${name}-${short}`, { role: role.name, policyArn }, { parent: this }),
        );
        if (!args.statements) return attachments;
        const policy = policyDocument(args.statements);
        return [...attachments, new iam.RolePolicy(`${name}-policy`, { role: role.name, policy }, { parent: this })];
    }
}

/** Pod Identity tags its sessions: the trust demands the tags of one service account of one cluster. */
function trust({ cluster, namespace, serviceAccount }: PodIdentityArgs): Statement {
    return {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
            StringEquals: {
                "aws:RequestTag/eks-cluster-arn": cluster.arn,
                "aws:RequestTag/kubernetes-namespace": namespace,
                "aws:RequestTag/kubernetes-service-account": serviceAccount,
            },
        },
    };
}

function checkArgs(name: string, args: PodIdentityArgs): void {
    const problems = new Problems(`PodIdentity "${name}"`);
    problems.add(nameProblems("name", name, MAX_NAME));
    problems.add(nameProblems("namespace", args.namespace, 63));
    problems.add(nameProblems("serviceAccount", args.serviceAccount, 63));
    const statements = args.statements?.length ?? 0;
    const managed = Object.keys(args.managedPolicyArns ?? {}).length;
    problems.check(statements + managed > 0, "statements or managedPolicyArns must grant something, got neither.");
    problems.throwIfAny();
}

/** The role's name is this one's plus "-role" and Pulumi's suffix of eight, within IAM's 64 characters. */
const MAX_NAME = 64 - "-role".length - 8;
