import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";

import type { AwsAccount } from "../internal/account";
import { policyDocument, serviceTrust } from "../internal/iam";
import { keyPolicy, logsGrant } from "../internal/kms";
import type { Tags } from "../internal/tags";

interface FlowLogsArgs {
    readonly account: AwsAccount;
    readonly vpcId: pulumi.Input<string>;
    /** Unit: days. */
    readonly retentionDays: number;
    /** Whether AWS and Pulumi refuse to delete what was recorded, and its key. */
    readonly protect: boolean;
    readonly tags: Tags;
}

/** Longest aggregation that flow logs offer. Unit: seconds. A tenth of the records of the shortest, so of the cost. */
const AGGREGATION_SECONDS = 600;

/**
 * Flow logs of a VPC in an encrypted log group that expires.
 *
 * The role may not create log groups: otherwise late records would make the group again after it was destroyed.
 */
export class FlowLogs extends pulumi.ComponentResource {
    public static readonly __pulumiType = "groundwork:index:FlowLogs";

    constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
        super(FlowLogs.__pulumiType, name, args, opts);
        const group = this.createLogGroup(name, args);
        const { role, policy } = this.createRole(name, args, group);
        new ec2.FlowLog(
            `${name}-all`,
            {
                vpcId: args.vpcId,
                trafficType: "ALL",
                maxAggregationInterval: AGGREGATION_SECONDS,
                logDestinationType: "cloud-watch-logs",
                logDestination: group.arn,
                iamRoleArn: role.arn,
                tags: args.tags,
            },
            // Flow logs under a role that may not write yet end in "Access error", and nothing tries again soon.
            { parent: this, dependsOn: [policy] },
        );
        this.registerOutputs({});
    }

    private createLogGroup(name: string, args: FlowLogsArgs): cloudwatch.LogGroup {
        const key = new kms.Key(
            `${name}-key`,
            {
                description: `Encrypts the flow logs "${name}".`,
                enableKeyRotation: true,
                policy: keyPolicy(args.account, [logsGrant(args.account, name)]),
                tags: args.tags,
            },
            { parent: this, protect: args.protect },
        );
        return new cloudwatch.LogGroup(
            name,
            {
                retentionInDays: args.retentionDays,
                deletionProtectionEnabled: args.protect,
                kmsKeyId: key.arn,
                tags: args.tags,
            },
            { parent: this },
        );
    }

    private createRole(
        name: string,
        args: FlowLogsArgs,
        group: cloudwatch.LogGroup,
    ): { role: iam.Role; policy: iam.RolePolicy } {
        const role = new iam.Role(
            `${name}-role`,
            {
                description: `Writes the flow logs "${name}".`,
                assumeRolePolicy: policyDocument([serviceTrust("vpc-flow-logs.amazonaws.com", args.account.accountId)]),
                tags: args.tags,
            },
            { parent: this },
        );
        const policy = new iam.RolePolicy(
            `${name}-write`,
            {
                role: role.name,
                policy: policyDocument([
                    {
                        Effect: "Allow",
                        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                        Resource: pulumi.interpolate`${group.arn}:*`,
                    },
                ]),
            },
            { parent: this },
        );
        return { role, policy };
    }
}
