import { CLUSTER } from "../../facts/tokens";
import { resourceRule } from "../../machinery/rule";

/** The flag that each type calls its own. */
const FLAGS: Readonly<Record<string, string>> = {
    [CLUSTER]: "deletionProtection",
    "aws:rds/instance:Instance": "deletionProtection",
    "aws:rds/cluster:Cluster": "deletionProtection",
    "aws:lb/loadBalancer:LoadBalancer": "enableDeletionProtection",
    "aws:alb/loadBalancer:LoadBalancer": "enableDeletionProtection",
    "aws:cloudwatch/logGroup:LogGroup": "deletionProtectionEnabled",
};

/** In prod, what can protect itself from deletion does. */
export const relDeletionProtection = resourceRule({
    id: "rel-deletion-protection",
    description: "In prod, what can protect itself from deletion does.",
    why: "It also stops the console and every other tool, which the protect option of Pulumi does not.",
    types: Object.keys(FLAGS),
    level: { dev: "disabled", staging: "disabled", prod: "mandatory" },
    severity: "high",
    frameworks: [
        "FSBP RDS.7",
        "FSBP RDS.8",
        "FSBP ELB.6",
        "CKV_AWS_293",
        "CKV_AWS_139",
        "CKV_AWS_150",
        "cdk-nag AwsSolutions-RDS10",
        "trivy AWS-0177",
        "trivy AWS-0343",
        "prowler eks_cluster_deletion_protection_enabled",
    ],
    remediation: "Set the deletion protection of the resource to true.",
    check(resource, { report, known }) {
        const flag = resource.at(FLAGS[resource.type] ?? "deletionProtection");
        if (known(flag) && !flag.isTrue) report(`${flag.path} is ${flag.isFalse ? "false" : "not set"}.`);
    },
});
