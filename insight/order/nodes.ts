import type { GraphResource } from "../graph";
import { BEFORE_NODES } from "./kubernetes";
import type { OrderRule } from "./order-rule";
import type { Stack } from "./stack";

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const SUBNET = "aws:ec2/subnet:Subnet";
const isNodeGroup = ({ type }: GraphResource) => type === NODE_GROUP;

/** What nodes need from before they start until they have ended. */
export const NODE_RULES: readonly OrderRule[] = [
    {
        id: "nodes-after-cluster",
        description: "Node groups are deleted before their cluster.",
        why: "EKS refuses to delete a cluster that has node groups (ResourceInUseException).",
        appliesTo: isNodeGroup,
        needs: (group, stack) => stack.namedBy(group, ["clusterName"], "aws:eks/cluster:Cluster"),
    },
    {
        id: "nodes-after-pod-network",
        description: "Node groups come after the add-ons that a node needs: vpc-cni, kube-proxy, the identity agent.",
        why:
            "A node without a pod network never becomes ready, and its group fails after half an hour " +
            "(terraform-aws-modules/terraform-aws-eks#3446).",
        appliesTo: isNodeGroup,
        needs: (group, stack) => stack.addonsFor(group, (name) => BEFORE_NODES.includes(name)),
    },
    {
        id: "nodes-after-role-policies",
        description: "Node groups are deleted before the policies of their role.",
        why:
            "Nodes without them cannot join or pull; on destroy they drop out while pods still end, and interfaces " +
            "stay that hold groups and subnets (pulumi/pulumi-eks#640).",
        appliesTo: isNodeGroup,
        needs: (group, stack) =>
            stack.namedBy(group, ["nodeRoleArn"], "aws:iam/role:Role").flatMap((role) => stack.policiesOf(role)),
    },
    {
        id: "nodes-after-routes",
        description: "Node groups are deleted before the routes and endpoints by which their subnets reach AWS.",
        why:
            "A node that cannot reach EKS and the registry never joins, and one that loses its way out cannot be " +
            "drained (EKS user guide, troubleshooting: nodes fail to join cluster).",
        appliesTo: isNodeGroup,
        needs: (group, stack) => waysOut(stack, stack.namedBy(group, ["subnetIds"], SUBNET)),
    },
];

/** Associations, routes and endpoints of some subnets. */
function waysOut(stack: Stack, subnets: readonly GraphResource[]): readonly GraphResource[] {
    const associations = subnets.flatMap((subnet) => stack.naming(subnet, ASSOCIATION, "subnetId"));
    const tables = associations.flatMap((a) => stack.namedBy(a, ["routeTableId"], "aws:ec2/routeTable:RouteTable"));
    const routes = tables.flatMap((table) => stack.naming(table, "aws:ec2/route:Route", "routeTableId"));
    const vpcs = new Set(subnets.flatMap((subnet) => stack.namedBy(subnet, ["vpcId"], "aws:ec2/vpc:Vpc")));
    const endpoints = [...vpcs].flatMap((vpc) => stack.naming(vpc, "aws:ec2/vpcEndpoint:VpcEndpoint", "vpcId"));
    return [...new Set([...associations, ...routes, ...endpoints])];
}
