import { beforeEach, describe, expect, it } from "vitest";

import type { Properties } from "../../../insight/graph";
import type { LiveResource } from "../../../simulator/cloud/account";
import { creatorArn } from "../../../simulator/cloud/aws/eks-access";
import { leftovers } from "../../../simulator/cloud/aws/leftovers";
import { nodesOf, poolsOf } from "../../../simulator/cloud/aws/nodes";
import { ACCOUNT } from "../../support/deploy";
import { clusterIn, daemonsIn, Lab, networkIn, nodeInputs, refused, roleIn } from "../../support/lab";

let lab: Lab;
let network: ReturnType<typeof networkIn>;
let subnetIds: readonly string[];
beforeEach(() => {
    lab = new Lab();
    network = networkIn(lab);
    subnetIds = network.private.map(({ id }) => id);
});

describe("a control plane in the simulated cloud", () => {
    it("makes a security group, two interfaces and an entry for its creator, which go with it", () => {
        const before = leftovers(lab.account).length;
        const { cluster, role } = clusterIn(lab, subnetIds);
        expect(leftovers(lab.account).filter((line) => line.endsWith("made for cluster ml"))).toHaveLength(4);
        const group = (cluster.outputs.vpcConfig as { clusterSecurityGroupId: string }).clusterSecurityGroupId;
        expect(lab.account.get("aws:ec2/securityGroup:SecurityGroup", group)?.inputs.vpcId).toBe(network.vpc.id);
        expect(refused(() => lab.remove(network.private[0]))).toMatch(/^DependencyViolation: .*made for cluster ml/);
        lab.remove(cluster);
        for (const made of lab.account.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")) lab.remove(made);
        lab.remove(role);
        expect(leftovers(lab.account)).toHaveLength(before);
    });

    it.each([
        ["one zone", { vpcConfig: { subnetIds: ["only"] } }, /^InvalidParameterException: .*"only" does not exist/],
        ["a version that is not there", { version: "1.29" }, /unsupported Kubernetes version 1\.29/],
        ["no endpoint", { vpcConfig: { endpointPrivateAccess: false, endpointPublicAccess: false } }, /cannot both/],
        ["an unknown log type", { enabledClusterLogTypes: ["audits"] }, /"audits" is not one of api/],
        ["a role that is not there", { roleArn: "arn:aws:iam::123456789012:role/none" }, /^InvalidParameterException/],
    ])("refuses %s", (_, changes, expected) => {
        expect(refused(() => clusterIn(lab, subnetIds, changes))).toMatch(expected);
    });

    it("refuses subnets in one zone, and a role without its policy", () => {
        expect(refused(() => clusterIn(lab, subnetIds.slice(0, 1)))).toMatch(/at least two different AZs/);
        const roleArn = roleIn(lab, "bare", "eks.amazonaws.com").outputs.arn;
        const inputs = { name: "x", roleArn, vpcConfig: { subnetIds } };
        expect(refused(() => lab.make("Cluster", "x", inputs))).toMatch(/needs AmazonEKSClusterPolicy/);
    });

    it("goes up one minor at a time and never down", () => {
        const { cluster } = clusterIn(lab, subnetIds, { version: "1.34" });
        expect(refused(() => lab.change(cluster, { version: "1.36" }))).toMatch(/from 1\.34 to 1\.36/);
        expect(lab.change(cluster, { version: "1.35" }).inputs.version).toBe("1.35");
        expect(refused(() => lab.change(cluster, { version: "1.34" }))).toMatch(/from 1\.35 to 1\.34/);
    });

    it("refuses to go while it is protected or has a node group", () => {
        const { cluster } = clusterIn(lab, subnetIds, { deletionProtection: true });
        expect(refused(() => lab.remove(cluster))).toMatch(/^InvalidRequestException: .*deletion protection/);
        lab.change(cluster, { deletionProtection: false });
        daemonsIn(lab);
        const group = lab.make("NodeGroup", "system", nodeInputs(lab, subnetIds));
        expect(refused(() => lab.remove(cluster))).toMatch(/^ResourceInUseException: .*NodeGroup "system"/);
        lab.remove(group);
        lab.remove(cluster);
        expect(lab.count("Addon")).toBe(0);
    });

    it("makes its log group again while it logs", () => {
        const logs = lab.make("LogGroup", "logs", { name: "/aws/eks/ml/cluster", retentionInDays: 7 });
        const { cluster } = clusterIn(lab, subnetIds, { enabledClusterLogTypes: ["audit"] });
        lab.remove(logs);
        expect(leftovers(lab.account).filter((line) => line.includes("LogGroup"))).toEqual([
            "aws:cloudwatch/logGroup:LogGroup /aws/eks/ml/cluster, made for cluster ml, which logs into it",
        ]);
        lab.remove(cluster);
        lab.remove(logs);
        expect(lab.count("LogGroup")).toBe(0);
    });

    it("takes the Kubernetes objects in it away, but not what they made in AWS", () => {
        const { cluster } = clusterIn(lab, subnetIds);
        const service = { type: "kubernetes:core/v1:Service", id: "a/b", name: "b", inputs: {}, cluster: "ml" };
        lab.account.make({ ...service, madeFor: "a chart" });
        const balancer = {
            type: "aws:lb/loadBalancer:LoadBalancer",
            id: "lb",
            name: "lb",
            inputs: { subnets: subnetIds },
        };
        lab.account.make({ ...balancer, madeFor: "Service a/b" });
        lab.remove(cluster);
        expect(lab.account.ofType(service.type)).toEqual([]);
        expect(refused(() => lab.remove(network.private[0]))).toMatch(/LoadBalancer lb, made for Service a\/b/);
    });

    it("makes a log group that nobody asked for, and leaves it", () => {
        lab.remove(clusterIn(lab, subnetIds, { enabledClusterLogTypes: ["audit"] }).cluster);
        expect(lab.count("LogGroup")).toBe(1);
    });
});

describe("a node group in the simulated cloud", () => {
    let cluster: LiveResource;
    let daemons: readonly LiveResource[];
    beforeEach(() => {
        cluster = clusterIn(lab, subnetIds).cluster;
        daemons = daemonsIn(lab);
    });
    const system = (changes = {}) => lab.make("NodeGroup", "system", { ...nodeInputs(lab, subnetIds), ...changes });

    it("has machines round its zones, seen with labels, taints and sizes, and none when it is gone", () => {
        const taints = [{ key: "only", value: "system", effect: "NO_SCHEDULE" }];
        const group = system({ taints });
        const nodes = nodesOf(lab.account, "ml");
        expect(nodes.map(({ zone }) => zone.at(-1))).toEqual(["a", "b", "a"]);
        expect(nodes[0]).toMatchObject({
            instanceType: "m7i.large",
            labels: { kind: "system", "topology.kubernetes.io/zone": "eu-central-1a", "kubernetes.io/arch": "amd64" },
            taints: [{ key: "only", value: "system", effect: "NoSchedule" }],
            capacity: { vcpu: 2, memoryGiB: 8, gpus: 0 },
        });
        expect(poolsOf(lab.account, "ml")).toMatchObject([
            { min: 1, max: 4, desired: 3, zones: [/a$/, /b$/].map(() => expect.any(String)) },
        ]);
        lab.remove(group);
        expect(nodesOf(lab.account, "ml")).toEqual([]);
        expect(leftovers(lab.account).filter((line) => line.includes("made for node group"))).toEqual([]);
        expect(leftovers(lab.account).filter((line) => line.includes("aws-K8S"))).toEqual([]);
    });

    it("scales, and keeps its subnets while machines are in them", () => {
        const group = system();
        lab.change(group, { scalingConfig: { minSize: 0, maxSize: 4, desiredSize: 1 } });
        expect(nodesOf(lab.account, "ml")).toHaveLength(1);
        lab.change(group, { scalingConfig: { minSize: 0, maxSize: 4, desiredSize: 4 } });
        expect(new Set(nodesOf(lab.account, "ml").map(({ name }) => name)).size).toBe(4);
        expect(refused(() => lab.remove(network.private[1]))).toMatch(/^DependencyViolation/);
    });

    it("leaves the CNI's interfaces behind when the CNI went first, and they hold subnet and security group", () => {
        const group = system();
        for (const daemon of daemons) lab.remove(daemon);
        lab.remove(group);
        lab.remove(cluster);
        expect(leftovers(lab.account).filter((line) => line.includes("aws-K8S-i-"))).toHaveLength(3);
        expect(lab.count("SecurityGroup")).toBe(1);
        expect(refused(() => lab.remove(network.private[0]))).toMatch(/^DependencyViolation: .*aws-K8S-i-/);
    });

    it.each([
        ["no vpc-cni", () => lab.remove(daemons[0] as LiveResource), /no vpc-cni add-on/],
        ["no kube-proxy", () => lab.remove(daemons[1] as LiveResource), /no kube-proxy add-on/],
        [
            "no way out",
            () => lab.remove(network.route),
            /private-a has no route to a NAT gateway and no endpoint for ec2/,
        ],
        ["a way to nowhere", () => lab.remove(network.nat), /no route to a NAT gateway/],
    ])("refuses nodes that would never join: %s", (_, breakIt, expected) => {
        breakIt();
        const message = refused(system);
        expect(message).toMatch(/^NodeCreationFailure: .*would fail after 20 minutes/);
        expect(message).toMatch(expected);
    });

    it.each([
        ["AmazonEKSWorkerNodePolicy", /lacks AmazonEKSWorkerNodePolicy/],
        ["AmazonEC2ContainerRegistryPullOnly", /may not pull images/],
    ])("refuses nodes whose role lacks %s", (policy, expected) => {
        const inputs = nodeInputs(lab, subnetIds);
        lab.account.delete(
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            `nodes-${suffix()}/arn:aws:iam::aws:policy/${policy}`,
        );
        expect(refused(() => lab.make("NodeGroup", "system", inputs))).toMatch(expected);
    });
    const suffix = () =>
        lab.account
            .ofType("aws:iam/role:Role")
            .find(({ name }) => name === "nodes")
            ?.id.slice(-7) ?? "";

    it("takes interface endpoints in place of a NAT gateway, and no nodes without either", () => {
        lab.remove(network.route);
        expect(system({ scalingConfig: { minSize: 0, maxSize: 4, desiredSize: 0 } }).id).toMatch(/^ml:system-/);
        const vpcId = network.vpc.id;
        for (const service of ["ec2", "ecr.api", "ecr.dkr"]) {
            const serviceName = `com.amazonaws.eu-central-1.${service}`;
            const inputs = { vpcId, serviceName, vpcEndpointType: "Interface", privateDnsEnabled: true, subnetIds };
            lab.make("VpcEndpoint", service, inputs);
        }
        const s3 = { vpcId, serviceName: "com.amazonaws.eu-central-1.s3", vpcEndpointType: "Gateway" };
        const [group] = lab.account.ofType("aws:eks/nodeGroup:NodeGroup");
        const grow = () =>
            lab.change(group as LiveResource, { scalingConfig: { minSize: 1, maxSize: 4, desiredSize: 1 } });
        expect(refused(grow)).toMatch(/no endpoint for s3/);
        lab.make("VpcEndpoint", "s3", { ...s3, routeTableIds: [network.table.id] });
        grow();
        expect(nodesOf(lab.account, "ml")).toHaveLength(1);
    });

    it.each([
        ["a desired size above the largest", { scalingConfig: { minSize: 1, maxSize: 2, desiredSize: 3 } }, /between/],
        ["an unknown instance type", { instanceTypes: ["m7i.tiny"] }, /"m7i\.tiny" is not one/],
        ["an unknown image", { amiType: "AL3_x86_64" }, /no image type/],
        ["a name of 64 characters", { nodeGroupName: "n".repeat(64) }, /at most 63/],
        ["nodes above the control plane", { version: "1.36" }, /above the control plane/],
        ["nodes far behind", { version: "1.31" }, /too far behind/],
        [
            "an unknown taint",
            { taints: [{ key: "a", effect: "NoSchedule" }] },
            /"NoSchedule" is not one of NO_SCHEDULE/,
        ],
        ["a subnet that is not there", { subnetIds: ["subnet-0"] }, /subnet-0" does not exist/],
    ])("refuses %s", (_, changes, expected) => {
        expect(refused(() => system(changes))).toMatch(expected);
    });

    it("holds its role, and goes up only after the control plane", () => {
        const group = system();
        const role = lab.account.ofType("aws:iam/role:Role").find(({ name }) => name === "nodes") as LiveResource;
        for (const made of lab.account.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")) lab.remove(made);
        expect(refused(() => lab.remove(role))).toMatch(/^DeleteConflict: .*NodeGroup/);
        expect(refused(() => lab.change(group, { version: "1.36" }))).toMatch(/above the control plane/);
        lab.change(cluster, { version: "1.36" });
        expect(lab.change(group, { version: "1.36" }).inputs.version).toBe("1.36");
    });

    it("makes a scaling group, whose tags go with it", () => {
        const group = system();
        const [scaling] = lab.account.ofType("aws:autoscaling/group:Group");
        const tag = (key: string) => ({ autoscalingGroupName: scaling?.id, tag: { key, value: "x" } });
        expect(lab.make("Tag", "a", tag("a")).id).toBe(`${scaling?.id},a`);
        expect(lab.make("Tag", "b", tag("b")).id).toBe(`${scaling?.id},b`);
        expect(refused(() => lab.make("Tag", "c", { autoscalingGroupName: "no", tag: { key: "c" } }))).toMatch(
            /^ValidationError/,
        );
        lab.remove(group);
        expect(lab.account.ofType("aws:autoscaling/group:Group")).toEqual([]);
    });
});

describe("add-ons and access in the simulated cloud", () => {
    beforeEach(() => {
        clusterIn(lab, subnetIds);
        daemonsIn(lab);
    });
    const dns = (values: object = {}) =>
        lab.make("Addon", "coredns", {
            clusterName: "ml",
            addonName: "coredns",
            addonVersion: "v1.13.2-eksbuild.11",
            configurationValues: JSON.stringify(values),
        });

    it("refuses what only a node can run while no node fits", () => {
        expect(refused(dns)).toMatch(/^ml:coredns: the add-on would stay DEGRADED .* 20 minutes: .*no nodes available/);
        const taints = [{ key: "only", value: "x", effect: "NO_SCHEDULE" }];
        const tainted = lab.make("NodeGroup", "tainted", { ...nodeInputs(lab, subnetIds), taints });
        expect(refused(dns)).toMatch(/DEGRADED/);
        expect(refused(() => dns({ nodeSelector: { kind: "gpu" } }))).toMatch(/node selector kind=gpu/);
        const tolerations = [{ key: "only", operator: "Exists" }];
        expect(dns({ nodeSelector: { kind: "system" }, tolerations }).id).toBe("ml:coredns");
        lab.remove(tainted);
    });

    it.each<[string, Properties, RegExp]>([
        ["an unknown add-on", { addonName: "core-dns" }, /"core-dns" is not one of/],
        ["a version without a build", { addonVersion: "1.13.2" }, /a version such as/],
        [
            "a kube-proxy above the cluster",
            { addonName: "kube-proxy", addonVersion: "v1.36.0-eksbuild.1" },
            /not supported/,
        ],
        ["configuration that is no JSON", { configurationValues: "replicas: 2" }, /no JSON object/],
        ["a cluster that is not there", { clusterName: "no" }, /^ResourceNotFoundException/],
    ])("refuses %s", (_, changes, expected) => {
        const inputs = { clusterName: "ml", addonName: "eks-pod-identity-agent", ...changes };
        if (changes.addonName === "kube-proxy") lab.account.delete("aws:eks/addon:Addon", "ml:kube-proxy");
        expect(refused(() => lab.make("Addon", "more", inputs))).toMatch(expected);
    });

    it("refuses a second entry for the creator, and a policy without an entry", () => {
        const creator = { clusterName: "ml", principalArn: creatorArn(ACCOUNT) };
        expect(refused(() => lab.make("AccessEntry", "creator", creator))).toMatch(/AlreadyExists/);
        const view = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
        const principalArn = "arn:aws:iam::123456789012:role/reader";
        const grant = { clusterName: "ml", principalArn, policyArn: view, accessScope: { type: "cluster" } };
        expect(refused(() => lab.make("AccessPolicyAssociation", "reader", grant))).toMatch(
            /^ResourceNotFoundException/,
        );
        const entry = lab.make("AccessEntry", "reader", { clusterName: "ml", principalArn });
        lab.make("AccessPolicyAssociation", "reader", grant);
        lab.remove(entry);
        expect(lab.count("AccessPolicyAssociation")).toBe(0);
        const system = { clusterName: "ml", principalArn, kubernetesGroups: ["system:masters"] };
        expect(refused(() => lab.make("AccessEntry", "reader", system))).toMatch(/system:masters/);
    });

    it("refuses pod identities without a cluster, with a wrong trust, and twice for one account", () => {
        const roleArn = roleIn(lab, "pods", "pods.eks.amazonaws.com").outputs.arn;
        const inputs = { clusterName: "ml", namespace: "a", serviceAccount: "b", roleArn };
        const make = (name: string, changes = {}) =>
            lab.make("PodIdentityAssociation", name, { ...inputs, ...changes });
        expect(refused(() => make("lost", { clusterName: "no" }))).toMatch(/^ResourceNotFoundException/);
        const wrong = roleIn(lab, "wrong", "ec2.amazonaws.com").outputs.arn;
        expect(refused(() => make("wrong", { roleArn: wrong }))).toMatch(/its trust does not name pods\.eks/);
        make("first");
        expect(refused(() => make("second"))).toMatch(/^ResourceInUseException: .*a\/b \(first\)/);
    });
});
