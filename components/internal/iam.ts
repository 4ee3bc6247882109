import * as pulumi from "@pulumi/pulumi";

/** One statement of an IAM document. */
export interface Statement {
    readonly Sid?: string;
    readonly Effect: "Allow" | "Deny";
    readonly Principal?: pulumi.Input<"*" | Readonly<Record<string, pulumi.Input<string>>>>;
    readonly Action: readonly string[] | string;
    readonly Resource?: pulumi.Input<pulumi.Input<string>[]> | pulumi.Input<string>;
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, pulumi.Input<string | string[]>>>>>;
}

/** An IAM document as the JSON text that AWS stores. Its text depends on the statements alone. */
export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
    return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
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
