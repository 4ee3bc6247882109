import { beforeAll, describe, expect, it } from "vitest";

import type { GraphResource, ResourceGraph } from "../../insight/graph";
import { type Durations, type Timeline, timeline } from "../../insight/timeline";
import { GraphBuilder } from "../support/graph";
import { added, cut, mapped, named } from "../support/graph-edits";
import { stackGraph } from "../support/stacks";

/** Minutes by the first letter of a resource's name, so that a test reads as it adds up. */
const BY_LETTER: Readonly<Record<string, number>> = { a: 1, b: 2, c: 4, d: 8, e: 16 };
const byLetter: Durations = ({ name }) => {
    const minutes = BY_LETTER[name.slice(0, 1)] ?? 0;
    return { create: 60 * minutes, delete: 60 * minutes };
};

/** Figures of the size that AWS has. */
const AWS_MINUTES: Readonly<Record<string, readonly [create: number, remove: number]>> = {
    "aws:eks/cluster:Cluster": [9, 3],
    "aws:eks/nodeGroup:NodeGroup": [2.5, 5],
    "aws:eks/addon:Addon": [0.5, 0.25],
    "aws:ec2/natGateway:NatGateway": [2, 1],
};
const likeAws: Durations = ({ type }) => {
    const [create, remove] = AWS_MINUTES[type] ?? [0.03, 0.03];
    return { create: 60 * create, delete: 60 * remove };
};

const TYPE = "aws:kms/key:Key";
/** Resources of which each is made of the one before. */
function chain(builder: GraphBuilder, ...names: readonly string[]): GraphResource[] {
    const made: GraphResource[] = [];
    for (const name of names) {
        const before = made.at(-1);
        made.push(builder.add(TYPE, name, before ? { from: { keyId: before } } : {}));
    }
    return made;
}
const names = (path: Timeline["up"]["path"]) => path.map(({ name }) => name);

describe("the timeline of a small stack", () => {
    it("is that of the longest chain, with each link's start", () => {
        const builder = new GraphBuilder();
        chain(builder, "a", "b", "c");
        chain(builder, "a2", "d");
        const { up, destroy } = timeline(builder.graph(), byLetter);
        expect(names(up.path)).toEqual(["a2", "d"]);
        expect(up.path.map(({ start, minutes }) => [start, minutes])).toEqual([
            [0, 1],
            [1, 8],
        ]);
        expect([up.minutes, up.unavoidable.minutes, up.ratio]).toEqual([9, 9, 1]);
        // Waves: c alone, then d and b, then both roots.
        expect(names(destroy.path)).toEqual(["c", "d", "a"]);
        expect([destroy.minutes, destroy.unavoidable.minutes]).toEqual([13, 9]);
    });

    it("begins a child when its component's own dependencies are there, and charges the component nothing", () => {
        const builder = new GraphBuilder();
        const c = builder.add(TYPE, "c");
        const component = builder.component("NodeGroup", "e-component", { from: { key: c } });
        builder.add(TYPE, "d", { parent: component });
        const { up, needless } = timeline(builder.graph(), byLetter);
        expect(names(up.path)).toEqual(["c", "d"]);
        expect([up.minutes, up.unavoidable.minutes, up.ratio]).toEqual([12, 8, 1.5]);
        expect(needless).toEqual([{ waiter: "e-component", awaited: "c", minutes: 4 }]);
    });

    it("waits for all that is in a remote component, and for a provider", () => {
        const builder = new GraphBuilder();
        const remote = builder.component("Remote", "remote");
        builder.add(TYPE, "e-inside", { parent: remote });
        const provider = builder.add("pulumi:providers:kubernetes", "provider", { from: { kubeconfig: remote } });
        builder.add("kubernetes:core/v1:ConfigMap", "a", { provider: `${provider.urn}::id` });
        const { up, needless } = timeline(builder.graph(), byLetter);
        expect(names(up.path)).toEqual(["e-inside", "a"]);
        expect([up.minutes, up.ratio, needless]).toEqual([17, 1, []]);
    });

    it("takes no time to delete what dies with another or is kept, nor to make what is only read", () => {
        const builder = new GraphBuilder();
        const [c] = chain(builder, "c") as [GraphResource];
        const graph = added(builder.graph(), TYPE, "d", { deletedWith: c, on: [c] });
        const read = mapped(added(graph, TYPE, "e"), (r) => (r.name === "e" ? { ...r, external: true } : r));
        const { up, destroy } = timeline(read, byLetter);
        expect([up.minutes, destroy.minutes]).toEqual([12, 4]);
        const kept = mapped(read, (r) => ({ ...r, options: { ...r.options, retainOnDelete: true } }));
        expect(timeline(kept, byLetter).destroy).toMatchObject({ minutes: 0, path: [], ratio: 1 });
    });

    it("comes to an end where dependencies go round, and has nothing to say of an empty stack", () => {
        const builder = new GraphBuilder();
        const [a, b] = chain(builder, "a", "b") as [GraphResource, GraphResource];
        const round = mapped(builder.graph(), (r) => (r === a ? { ...r, dependencies: [{ urn: b.urn }] } : r));
        expect(timeline(round, byLetter).up.minutes).toBe(3);
        expect(timeline(new GraphBuilder().graph(), byLetter).up).toMatchObject({ minutes: 0, path: [], ratio: 1 });
    });
});

describe("the timeline of an example stack", () => {
    let dev: ResourceGraph;
    let real: Timeline;
    beforeAll(async () => {
        dev = await stackGraph("dev");
        real = timeline(dev, likeAws);
    });

    it("is that of control plane, node group and last add-on, up and down", () => {
        const slow = (path: Timeline["up"]["path"]) =>
            path.filter(({ minutes }) => minutes >= 1).map(({ name }) => name);
        expect(slow(real.up.path)).toEqual(["ml-cluster-eks-eksCluster", "ml-system-nodes"]);
        expect(names(real.up.unavoidable.path)).toContain("ml-addons-aws-ebs-csi-driver");
        const [first, second] = slow(real.destroy.path);
        expect(first).toMatch(/-nodes$/);
        expect(second).toBe("ml-cluster-eks-eksCluster");
    });

    it("is near the shortest that there is", () => {
        expect(real.up.ratio).toBeLessThanOrEqual(1.15);
        expect(real.destroy.ratio).toBeLessThanOrEqual(1.2);
        expect(real.up.ratio).toBeGreaterThanOrEqual(1);
        expect(real.destroy.ratio).toBeGreaterThanOrEqual(1);
    });

    it("grows by a wait that nothing needs, and names it", () => {
        const slowed = mapped(dev, (r) =>
            r.name === "ml-cluster" && !r.custom
                ? { ...r, dependencies: [...r.dependencies, { urn: named(dev, "ml-network-nat-a", "natGateway").urn }] }
                : r,
        );
        const { up, needless } = timeline(slowed, likeAws);
        expect(up.minutes).toBeGreaterThan(real.up.minutes + 1.5);
        expect(needless[0]).toMatchObject({ waiter: "ml-cluster" });
        expect(needless[0]?.awaited).toMatch(/^ml-network/);
        expect(needless[0]?.minutes).toBeGreaterThan(1.5);
    });

    it("does not call needless what an order rule demands", () => {
        expect(needlessNames(real)).not.toContain("ml-search");
        const free = cut(dev, /^ml-search$/, /^ml-(gpu|spot|system|addons)/);
        expect(timeline(free, likeAws).up.unavoidable).toEqual(real.up.unavoidable);
    });

    it("does not depend on the order of registration", () => {
        const backwards = mapped(dev, (resource) => resource);
        (backwards.resources as unknown[]).reverse();
        expect(timeline(backwards, likeAws)).toEqual(real);
    });
});

const needlessNames = ({ needless }: Timeline) => needless.filter(({ minutes }) => minutes > 0.5).map((n) => n.waiter);
