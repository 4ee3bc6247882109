import type * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";

/** One statement of an IAM document. */
export interface Statement {
    /** A name for people. */
    readonly Sid?: string;
    /** Whether the statement grants or forbids; a "Deny" always wins. */
    readonly Effect: "Allow" | "Deny";
    /** Who is meant, in trust and resource policies. */
    readonly Principal?: pulumi.Input<"*" | iam.AWSPrincipal | iam.ServicePrincipal>;
    /** Actions such as "s3:GetObject". */
    readonly Action: readonly string[] | string;
    /** ARNs that the actions are about; absent in trust policies. */
    readonly Resource?: pulumi.Input<pulumi.Input<string>[]> | pulumi.Input<string>;
    /** Values by operator and by condition key. */
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, pulumi.Input<string | string[]>>>>>;
}

/**
 * An IAM document. It stays an object until the provider writes it: text made from it would be unknown as a whole in a
 * preview when one ARN in it is, and no policy could judge it.
 */
export function policyDocument(statements: readonly Statement[]): iam.PolicyDocument {
    return { Version: "2012-10-17", Statement: statements.map(mutable) };
}

/** The provider's types know no read-only lists. */
function mutable({ Action, ...statement }: Statement): iam.PolicyStatement {
    return { ...statement, Action: typeof Action === "string" ? Action : [...Action] };
}

/** The statement by which one AWS service of one account may take a role. */
export function serviceTrust(service: string, accountId: string): Statement {
    return {
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
    };
}
