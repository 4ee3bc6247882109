import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";

import { type Deployed, deploy, known } from "./deploy";

/** A component as every test of it starts. */
interface ComponentCase<T extends pulumi.ComponentResource> {
    /** Creates what the component needs, and the component last. */
    readonly create: () => T;
    /** Creates only what the component needs. */
    readonly surroundings?: () => unknown;
    /** What it registers as outputs: public properties by name, or values of those. Nothing else is registered. */
    readonly outputs: readonly (keyof T & string)[] | ((component: T) => Readonly<Record<string, unknown>>);
}

/** What holds for every component: it is the parent, a preview shows the same, and its outputs are registered. */
export function behavesAsComponent<T extends pulumi.ComponentResource>(name: string, about: ComponentCase<T>): void {
    describe(`${name}, as every component,`, () => {
        let up: Deployed<T>;
        let urn = "";
        let around: ReadonlySet<string>;

        beforeAll(async () => {
            up = await deploy(about.create);
            urn = await known(up.result.urn);
            const before = await deploy(() => about.surroundings?.());
            around = new Set(before.graph.resources.map((resource) => resource.urn));
        });

        it("is the parent of all that it creates", () => {
            const own = up.graph.resources.filter((resource) => !around.has(resource.urn) && resource.urn !== urn);
            const strangers = own.filter((resource) => !up.graph.ancestorsOf(resource).some((a) => a.urn === urn));
            expect(strangers.map((resource) => resource.urn)).toEqual([]);
        });

        it("registers the same resources in a preview", async () => {
            const preview = await deploy(about.create, { preview: true });
            expect(preview.graph.resources.map((r) => r.urn).sort()).toEqual(
                up.graph.resources.map((r) => r.urn).sort(),
            );
        });

        it("registers its public outputs and nothing else", async () => {
            const { outputs } = about;
            const { result } = up;
            const expected =
                typeof outputs === "function"
                    ? outputs(result)
                    : Object.fromEntries(outputs.map((key) => [key, result[key]]));
            expect(up.graph.get(urn)?.outputs).toEqual(await plain(expected));
        });

        it("keeps no function in its state", () => {
            expect(Object.keys(up.graph.get(urn)?.inputs ?? {})).not.toContain("transform");
        });
    });
}

/** A value without outputs in it. */
function plain(value: unknown): Promise<unknown> {
    return known(pulumi.output(value as pulumi.Input<unknown>));
}
