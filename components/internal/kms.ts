import { type AwsAccount, arn, partitionOf } from "./account";
import { policyDocument, type Statement } from "./iam";

/** What a principal needs to read and write data under a key. */
export const KMS_USE = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/**
 * The policy of a customer managed key: the account administers it through IAM, and `grants` may use it.
 *
 * Without the first statement nobody could ever change the key again.
 */
export function keyPolicy(account: AwsAccount, grants: readonly Statement[] = []): string {
    const root = `arn:${partitionOf(account.region)}:iam::${account.accountId}:root`;
    return JSON.stringify(
        policyDocument([
            { Sid: "AccountAdministers", Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" },
            ...grants,
        ]),
    );
}

/** Lets CloudWatch Logs encrypt the log groups of this account whose names start with `prefix`. */
export function logsGrant(account: AwsAccount, prefix: string): Statement {
    return {
        Sid: "LogsEncrypt",
        Effect: "Allow",
        Principal: { Service: `logs.${account.region}.amazonaws.com` },
        Action: KMS_USE,
        Resource: "*",
        Condition: {
            ArnLike: { "kms:EncryptionContext:aws:logs:arn": arn("logs", account, `log-group:${prefix}*`) },
        },
    };
}

/** Lets EC2 Auto Scaling start nodes whose disks are encrypted: it acts under its service-linked role. */
export function autoScalingGrants(account: AwsAccount): readonly Statement[] {
    const role = `arn:${partitionOf(account.region)}:iam::${account.accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
    const principal = { AWS: role };
    return [
        { Sid: "NodeDisksUse", Effect: "Allow", Principal: principal, Action: KMS_USE, Resource: "*" },
        {
            Sid: "NodeDisksAttach",
            Effect: "Allow",
            Principal: principal,
            Action: "kms:CreateGrant",
            Resource: "*",
            Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
    ];
}
