/** The AWS account and region that a component is created in. Plain, so that nothing has to be looked up. */
export interface AwsAccount {
    /** Twelve digits, such as "123456789012". */
    readonly accountId: string;
    /** Such as "eu-central-1". */
    readonly region: string;
}

/** Problems of an account as the user wrote it. */
export function accountProblems({ accountId, region }: AwsAccount): readonly string[] {
    const problems: string[] = [];
    if (!/^\d{12}$/.test(accountId)) {
        problems.push(`account.accountId must be twelve digits, such as "123456789012", got "${accountId}".`);
    }
    if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
        problems.push(`account.region must be an AWS region, such as "eu-central-1", got "${region}".`);
    }
    return problems;
}

/** The partition of a region: the second part of every ARN there. */
export function partitionOf(region: string): "aws" | "aws-cn" | "aws-us-gov" {
    if (region.startsWith("cn-")) return "aws-cn";
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** An ARN in an account and its region. */
export function arn(service: string, { accountId, region }: AwsAccount, resource: string): string {
    return `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${resource}`;
}
