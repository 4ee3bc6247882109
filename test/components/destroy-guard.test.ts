import { beforeAll, describe, expect, it } from "vitest";

import { ArtifactStore, DestroyGuard } from "../../components";
import type { ResourceGraph } from "../../insight/graph";
import { Waits } from "../../insight/order/waits";
import { behavesAsComponent } from "../support/component";
import { deploy, refusal } from "../support/deploy";
import { configWith, platformOf, program, stackGraph } from "../support/stacks";

const GROUP = "aws:resourcegroups/group:Group";

behavesAsComponent("DestroyGuard", {
    create: () => new DestroyGuard("guard", { protect: true }),
    outputs: ["resourceGroupName"],
});

describe("a destroy guard", () => {
    it("is a group of everything with the stack's tag, and as protected as it was told", async () => {
        for (const protect of [true, false]) {
            const create = () => new DestroyGuard("guard", { protect, tags: { owner: "ml" } });
            const group = (await deploy(create, { stack: "dev" })).one(GROUP);
            expect(group.options.protect).toBe(protect);
            expect(group.inputs.tags).toMatchObject({ owner: "ml", "groundwork:stack": "dev" });
            expect(JSON.parse((group.inputs.resourceQuery as { query: string }).query)).toEqual({
                ResourceTypeFilters: ["AWS::AllSupported"],
                TagFilters: [{ Key: "groundwork:stack", Values: ["dev"] }],
            });
        }
    });

    it("waits for the components that it depends on", async () => {
        const { graph, one } = await deploy(() => {
            const account = { partition: "aws", accountId: "123456789012", region: "eu-central-1" };
            const store = new ArtifactStore("store", { account });
            return new DestroyGuard("guard", { protect: true }, { dependsOn: store });
        });
        expect(unguarded(graph, one(GROUP).urn)).toEqual([]);
    });

    it.each(["", "Guard", "guard_1", "g".repeat(200)])(
        "refuses the name %j before anything is registered",
        async (name) => {
            expect(await refusal(() => new DestroyGuard(name, { protect: true }))).toMatch(
                /^DestroyGuard ".*":\n {2}- name must/,
            );
        },
    );
});

/** What the engine would delete before it comes to the guard. */
function unguarded(graph: ResourceGraph, guard: string): readonly string[] {
    const guarded = new Waits(graph).behind([guard]);
    return graph.resources
        .filter(({ custom, urn }) => custom && urn !== guard && !guarded.has(urn))
        .map(({ urn }) => urn);
}

/** The guard of an example stack after a change of some branches of its configuration. */
async function guardOf(stack: string, changes: Readonly<Record<string, Record<string, unknown>>> = {}) {
    const platform = platformOf(stack);
    for (const [key, change] of Object.entries(changes)) platform[key] = { ...(platform[key] as object), ...change };
    return (await deploy(program, { stack, config: configWith(stack, platform) })).one(GROUP);
}

describe.each(["dev", "prod"])("the guard of %s", (stack) => {
    let graph: ResourceGraph;
    beforeAll(async () => {
        graph = await stackGraph(stack);
    });

    it("waits for every resource of the stack", () => {
        const [guard, ...others] = graph.ofType(GROUP);
        expect(others).toEqual([]);
        expect(unguarded(graph, guard?.urn ?? "")).toEqual([]);
    });
});

describe("a platform's guard", () => {
    const kept = { deletionProtection: true };
    const free = { deletionProtection: false };

    it("is not protected when no part is", async () => {
        const { options } = await guardOf("dev", { network: free, cluster: free, artifactStore: free });
        expect(options.protect).toBe(false);
    });

    it.each(["network", "cluster", "artifactStore"])("is protected when only the %s is", async (part) => {
        const parts = { network: free, cluster: free, artifactStore: free, [part]: kept };
        expect((await guardOf("dev", parts)).options.protect).toBe(true);
    });
});
