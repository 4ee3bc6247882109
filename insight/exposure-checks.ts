import type { EgressEntry, ExposureEntry } from "./exposure";
import { bucketWays } from "./exposure-buckets";
import { openRule, openRuleList } from "./exposure-rules";
import type { GraphResource, ResourceGraph } from "./graph";
import { at, listOf, mayBeOn, textOf, textsOf } from "./reading";

/** A way in, before it is known whose it is. */
export type Way = Pick<ExposureEntry, "what" | "from" | "close">;

type Check = (resource: GraphResource, graph: ResourceGraph) => readonly Way[];

/** Every address there is. */
const ANYWHERE: readonly string[] = ["0.0.0.0/0"];

/** How each type is judged. A new type is one row. */
export const CHECKS: Readonly<Record<string, Check>> = {
    "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": openRuleList,
    "aws:ec2/instance:Instance": instance,
    "aws:ec2/launchTemplate:LaunchTemplate": launchTemplate,
    "aws:ec2/securityGroup:SecurityGroup": openRuleList,
    "aws:ec2/securityGroupRule:SecurityGroupRule": openRule,
    "aws:ec2/subnet:Subnet": subnet,
    "aws:eks/cluster:Cluster": cluster,
    "aws:eks/nodeGroup:NodeGroup": nodeGroup,
    "aws:elb/loadBalancer:LoadBalancer": loadBalancer,
    "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
    "aws:rds/clusterInstance:ClusterInstance": database,
    "aws:rds/instance:Instance": database,
    "aws:s3/bucket:Bucket": bucketWays,
    "aws:s3/bucketV2:BucketV2": bucketWays,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": openRule,
    "kubernetes:core/v1:Service": service,
    "kubernetes:networking.k8s.io/v1:Ingress": ingress,
};

/** The way out that a resource is, if it is one. */
export function egressOf({ urn, name, type, inputs }: GraphResource): readonly EgressEntry[] {
    if (type !== "aws:ec2/natGateway:NatGateway" || inputs.connectivityType === "private") return [];
    return [{ urn, name, type, what: "NAT gateway: private subnets reach the internet, nothing comes in" }];
}

/** AWS opens the endpoint to everybody unless told otherwise. */
function cluster({ inputs }: GraphResource): Way[] {
    if (!mayBeOn(at(inputs, "vpcConfig", "endpointPublicAccess") ?? true)) return [];
    const cidrs = textsOf(at(inputs, "vpcConfig", "publicAccessCidrs"));
    return [
        {
            what: "Kubernetes API endpoint",
            from: cidrs.length > 0 ? cidrs : ANYWHERE,
            close: "Set endpointPublicAccess to false and reach the API through the VPC, or narrow publicAccessCidrs.",
        },
    ];
}

/** With a key and no source groups, EKS itself opens port 22 to the world. */
function nodeGroup({ inputs }: GraphResource): Way[] {
    const access = at(inputs, "remoteAccess");
    const open = at(access, "ec2SshKey") !== undefined && listOf(at(access, "sourceSecurityGroupIds")).length === 0;
    if (!open) return [];
    const close = "Remove remoteAccess and use Session Manager, or name sourceSecurityGroupIds.";
    return [{ what: "SSH to the nodes (port 22)", from: ANYWHERE, close }];
}

function loadBalancer({ type, inputs }: GraphResource): Way[] {
    // Only a certain "internal" closes it: a value not known yet may still turn out to be false.
    const internal = inputs.internal === true || inputs.internal === "true";
    if (internal || inputs.loadBalancerType === "gateway") return [];
    const what = type.startsWith("aws:elb/") ? "Classic load balancer" : "Load balancer";
    return [{ what, from: ANYWHERE, close: "Set internal to true, or narrow its security groups." }];
}

function instance({ inputs }: GraphResource): Way[] {
    if (!mayBeOn(inputs.associatePublicIpAddress)) return [];
    const close = "Set associatePublicIpAddress to false and use Session Manager.";
    return [{ what: "Instance with a public address", from: ANYWHERE, close }];
}

function launchTemplate({ inputs }: GraphResource): Way[] {
    const open = listOf(inputs.networkInterfaces).some((card) => mayBeOn(at(card, "associatePublicIpAddress")));
    if (!open) return [];
    const close = "Set associatePublicIpAddress to false in networkInterfaces.";
    return [{ what: "Instances with public addresses", from: ANYWHERE, close }];
}

function subnet({ inputs }: GraphResource): Way[] {
    if (!mayBeOn(inputs.mapPublicIpOnLaunch)) return [];
    const close = "Set mapPublicIpOnLaunch to false; load balancers and NAT gateways do not need it.";
    return [{ what: "Subnet that gives every instance a public address", from: ANYWHERE, close }];
}

function database({ inputs }: GraphResource): Way[] {
    if (!mayBeOn(inputs.publiclyAccessible)) return [];
    return [{ what: "Database with a public address", from: ANYWHERE, close: "Set publiclyAccessible to false." }];
}

const SERVICE_PREFIX = "service.beta.kubernetes.io/aws-load-balancer-";

function service({ inputs }: GraphResource): Way[] {
    if (at(inputs, "spec", "type") !== "LoadBalancer") return [];
    const annotations = at(inputs, "metadata", "annotations");
    const internal =
        at(annotations, `${SERVICE_PREFIX}scheme`) === "internal" ||
        at(annotations, `${SERVICE_PREFIX}internal`) === "true";
    if (internal) return [];
    const ranges = textsOf(at(inputs, "spec", "loadBalancerSourceRanges"));
    const close = `Annotate it with ${SERVICE_PREFIX}scheme: internal, or use type ClusterIP.`;
    return [{ what: "Kubernetes Service of type LoadBalancer", from: ranges.length > 0 ? ranges : ANYWHERE, close }];
}

function ingress({ inputs }: GraphResource): Way[] {
    const annotations = at(inputs, "metadata", "annotations");
    if (at(annotations, "alb.ingress.kubernetes.io/scheme") === "internal") return [];
    const cidrs = textOf(at(annotations, "alb.ingress.kubernetes.io/inbound-cidrs"));
    const from = cidrs === undefined ? ANYWHERE : cidrs.split(",").map((cidr) => cidr.trim());
    const close = "Annotate it with alb.ingress.kubernetes.io/scheme: internal.";
    return [{ what: "Kubernetes Ingress", from, close }];
}
