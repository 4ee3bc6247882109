import { beforeAll, describe, expect, it } from "vitest";

import { Platform, type PlatformArgs } from "../../components";
import type { GraphResource } from "../../insight/graph";
import { behavesAsComponent } from "../support/component";
import { ACCOUNT, type Deployed, deploy, known, refusal } from "../support/deploy";

const role = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
const args: PlatformArgs = {
    account: ACCOUNT,
    network: { cidr: "10.20.0.0/16", zones: ["a", "b"], nat: "perZone", interfaceEndpoints: ["sts"] },
    cluster: { access: { breakGlass: { oncall: role("oncall") }, viewers: { audit: role("audit") } } },
    nodeGroups: {
        system: { kind: "system", instanceTypes: ["t3.large"], minSize: 2, maxSize: 4 },
        gpu: { kind: "gpu", instanceTypes: ["g5.xlarge"], maxGpus: 4 },
    },
    teams: {
        search: { quota: { cpu: 2, memoryGiB: 8, gpus: 1 }, roleArn: role("search") },
        vision: { quota: { cpu: 2, memoryGiB: 8 } },
    },
    tags: { owner: "us", costCenter: "1", environment: "test" },
};

behavesAsComponent("Platform", {
    create: () => new Platform("ml", args),
    outputs: ({ cluster, artifactStore }) => ({
        clusterName: cluster.name,
        kubeconfig: cluster.kubeconfig,
        artifactRoot: artifactStore.uri,
    }),
});

describe("a platform", () => {
    let made: Deployed<Platform>;
    beforeAll(async () => {
        made = await deploy(() => new Platform("ml", args));
    });

    /** Every resource that must exist before this one, and so is deleted after it. */
    function waitsFor(resource: GraphResource): ReadonlySet<string> {
        const reached = new Set<string>();
        const open = [resource];
        for (let at = open.pop(); at; at = open.pop()) {
            const provider = at.provider?.slice(0, at.provider.lastIndexOf("::"));
            for (const urn of [...at.dependencies.map((d) => d.urn), at.parent ?? "", provider ?? ""]) {
                const next = made.graph.get(urn);
                if (!next || reached.has(urn)) continue;
                reached.add(urn);
                open.push(next);
            }
        }
        return reached;
    }
    const addon = (name: string) => made.one("aws:eks/addon:Addon", name).urn;
    const systemNodes = () => made.one("aws:eks/nodeGroup:NodeGroup", "ml-system-nodes").urn;

    it("has every Kubernetes resource wait for its access, the pod network and system nodes", () => {
        const inside = made.graph.resources.filter((resource) => resource.type.startsWith("kubernetes:"));
        // Team roles are admitted by entries of their own, which nothing inside the cluster needs.
        const access = made.graph
            .ofType("aws:eks/accessEntry:AccessEntry")
            .filter(({ name }) => name.startsWith("ml-cluster-access"));
        expect(access).toHaveLength(2);
        const needed = [...access.map(({ urn }) => urn), addon("ml-cluster-addons-vpc-cni"), systemNodes()];
        expect(inside.length).toBeGreaterThan(20);
        for (const resource of inside) {
            const reached = waitsFor(resource);
            expect(
                needed.filter((urn) => !reached.has(urn)),
                resource.urn,
            ).toEqual([]);
        }
    });

    it("starts nodes once they have a route out and a pod network", () => {
        const routes = made.graph.ofType("aws:ec2/route:Route").map(({ urn }) => urn);
        expect(routes).toHaveLength(3);
        const needed = [...routes, addon("ml-cluster-addons-vpc-cni"), addon("ml-cluster-addons-kube-proxy")];
        for (const nodes of made.graph.ofType("aws:eks/nodeGroup:NodeGroup")) {
            const reached = waitsFor(nodes);
            expect(
                needed.filter((urn) => !reached.has(urn)),
                nodes.urn,
            ).toEqual([]);
        }
    });

    it("starts DNS and the disk driver once system nodes run", () => {
        for (const name of ["ml-addons-coredns", "ml-addons-aws-ebs-csi-driver"]) {
            expect(waitsFor(made.one("aws:eks/addon:Addon", name))).toContain(systemNodes());
        }
        expect(waitsFor(made.one("aws:eks/addon:Addon", "ml-cluster-addons-vpc-cni"))).not.toContain(systemNodes());
    });

    it("has no cycle in what waits for what", () => {
        const cyclic = made.graph.resources.filter((resource) => waitsFor(resource).has(resource.urn));
        expect(cyclic.map(({ urn }) => urn)).toEqual([]);
    });

    it("puts the control plane into intra and nodes into private subnets of its network", async () => {
        const { network } = made.result;
        const intra = await Promise.all(Object.values(network.intraSubnetIds).map(known));
        const nodes = await Promise.all(Object.values(network.privateSubnetIds).map(known));
        expect(made.one("aws:eks/cluster:Cluster").inputs.vpcConfig).toMatchObject({ subnetIds: intra });
        for (const group of made.graph.ofType("aws:eks/nodeGroup:NodeGroup")) {
            expect(group.inputs.subnetIds).toEqual(nodes);
        }
    });

    it("names its cluster after itself and the stack, and tags its subnets for it", async () => {
        expect(await known(made.result.cluster.name)).toBe("ml-test");
        expect(made.one("aws:ec2/subnet:Subnet", "ml-network-private-a").inputs.tags).toMatchObject({
            "kubernetes.io/cluster/ml-test": "shared",
        });
    });

    it("puts its tags on everything that has tags", () => {
        const tagged = made.graph.resources.filter((r) => r.type.startsWith("aws:") && r.inputs.tags !== undefined);
        expect(tagged.length).toBeGreaterThan(40);
        for (const { urn, inputs } of tagged) expect(inputs.tags, urn).toMatchObject(args.tags);
    });

    it("gives each team the store's key and its own prefix", () => {
        const key = made.one("aws:kms/key:Key", "ml-artifacts-key").outputs.arn;
        for (const team of ["search", "vision"]) {
            const { policy } = made.one("aws:iam/rolePolicy:RolePolicy", `ml-${team}-identity-policy`).inputs;
            const text = JSON.stringify(policy);
            expect(text).toContain(`/teams/${team}/*`);
            expect(text).toContain(String(key));
        }
    });
});

describe("a platform in a network that exists", () => {
    it("creates no network of its own and uses what is there", async () => {
        const existing = { vpcId: "vpc-1", privateSubnetIds: { a: "subnet-a", b: "subnet-b" } };
        const made = await deploy(() => new Platform("ml", { ...args, network: { existing }, teams: {} }));
        const types = made.graph.resources.map((resource) => resource.type);
        expect(types.filter((type) => /^aws:ec2\/(vpc|subnet|route|natGateway)/.test(type))).toEqual([]);
        expect(made.one("aws:eks/nodeGroup:NodeGroup", "ml-gpu-nodes").inputs.subnetIds).toEqual([
            "subnet-a",
            "subnet-b",
        ]);
    });
});

describe("a platform's arguments", () => {
    it("are all judged before anything is registered, each with the path to it", async () => {
        const wrong: PlatformArgs = {
            ...args,
            network: { cidr: "10.20.0.0/24", zones: ["a", "b"], nat: "none", interfaceEndpoints: ["sts", "eks"] },
            cluster: { access: { breakGlass: {} } },
            nodeGroups: {
                gpu: { kind: "gpu", instanceTypes: ["g5.xlarge"], maxGpus: 2, zones: ["c"] },
                "a-group-with-a-long-name": { kind: "system", instanceTypes: ["t3.large"], minSize: 0, maxSize: 1 },
            },
            teams: {
                team_a: { quota: { cpu: 1, memoryGiB: 1 } },
                "team-a": { quota: { cpu: 11, memoryGiB: 99, gpus: 3 } },
            },
            tags: { owner: "us" },
        };
        const label = "must be lower-case letters, digits and dashes, starting with a letter";
        expect(await refusal(() => new Platform("platform9", wrong))).toBe(
            [
                'Platform "platform9":',
                '  - name must have at most 8 characters, got 9 ("platform9").',
                "  - tags.costCenter is required: costs are told apart by it.",
                "  - tags.environment is required: costs are told apart by it.",
                "  - network.cidr 10.20.0.0/24 is too small for the subnets of 4 zones: take /16 to /22.",
                '  - network.nat "none" needs the interfaceEndpoints that nodes start with: add ecr.api, ecr.dkr, ec2, eks-auth.',
                "  - cluster.access.breakGlass must name at least one administrator, or a lost deploy role locks everybody out.",
                '  - nodeGroups.gpu.zones: the network has no zone "c", only a, b.',
                '  - nodeGroups.a-group-with-a-long-name: the name must have at most 20 characters, got 24 ("a-group-with-a-long-name").',
                '  - nodeGroups.a-group-with-a-long-name.minSize must be at least 1 for the kind "system": DNS and drivers run there, got 0.',
                `  - teams.team_a: the name ${label}, got "team_a": write "team-a".`,
                '  - teams "team_a" and "team-a" would share one namespace: rename one.',
                "  - teams.team-a.quota.cpu is above what all node groups offer at their largest: at most 10, got 11.",
                "  - teams.team-a.quota.memoryGiB is above what all node groups offer at their largest: at most 40, got 99.",
                "  - teams.team-a.quota.gpus is above what all node groups offer at their largest: at most 2, got 3.",
            ].join("\n"),
        );
    });

    it.each<[string, Partial<PlatformArgs>, string]>([
        ["a retention that no cloud offers", { cluster: { ...args.cluster, logRetentionDays: 2 } }, "logRetentionDays"],
        ["a team that Kubernetes owns", { teams: { default: { quota: { cpu: 1, memoryGiB: 1 } } } }, "team"],
        ["a store that keeps nothing", { artifactStore: { restoreWindowDays: 0 } }, "restoreWindowDays"],
    ])("refuse %s before anything is registered", async (_, wrong, argument) => {
        expect(await refusal(() => new Platform("ml", { ...args, ...wrong }))).toContain(argument);
    });
});
