import type { ResourceType } from "../resource-type";
import { AUTOSCALING } from "./autoscaling";
import { EC2_COMPUTE } from "./ec2-compute";
import { EC2_NETWORK } from "./ec2-network";
import { EC2_SECURITY } from "./ec2-security";
import { EKS_ACCESS } from "./eks-access";
import { EKS_ADDON } from "./eks-addon";
import { EKS_CONTROL_PLANE } from "./eks-control-plane";
import { EKS_NODE_GROUP } from "./eks-node-group";
import { IAM } from "./iam";
import { KMS } from "./kms";
import { LB } from "./lb";
import { LOGS } from "./logs";
import { RDS } from "./rds";
import { RESOURCE_GROUPS } from "./resource-groups";
import { S3 } from "./s3";

/** What AWS knows, by resource type. A type that is not here is refused. */
export const AWS: Readonly<Record<string, ResourceType>> = {
    ...AUTOSCALING,
    ...EC2_COMPUTE,
    ...EC2_NETWORK,
    ...EC2_SECURITY,
    ...EKS_ACCESS,
    ...EKS_ADDON,
    ...EKS_CONTROL_PLANE,
    ...EKS_NODE_GROUP,
    ...IAM,
    ...KMS,
    ...LB,
    ...LOGS,
    ...RDS,
    ...RESOURCE_GROUPS,
    ...S3,
};
