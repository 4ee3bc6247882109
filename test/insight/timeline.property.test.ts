import fc from "fast-check";
import { expect, it } from "vitest";

import { type Dependency, ResourceGraph } from "../../insight/graph";
import { timeline } from "../../insight/timeline";

const OPTIONS = { protect: false, retainOnDelete: false, deleteBeforeReplace: false, ignoreChanges: [] };

/** Resources that depend on earlier ones, by an input or without. */
const graphs = fc
    .array(
        fc.record({
            seconds: fc.integer({ min: 0, max: 600 }),
            on: fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 4 }),
        }),
        { minLength: 1, maxLength: 25 },
    )
    .map((items) => {
        const urn = (i: number) => `urn:pulumi:dev::p::aws:kms/key:Key::${i}`;
        const resources = items.map(({ on }, i) => ({
            ...{ urn: urn(i), type: "aws:kms/key:Key", name: String(i), custom: true, inputs: {}, outputs: {} },
            dependencies:
                i === 0
                    ? []
                    : on.map(([n, own]): Dependency => ({ urn: urn(n % i), ...(own ? { property: "p" } : {}) })),
            options: { ...OPTIONS, customTimeouts: {} },
        }));
        return { graph: new ResourceGraph("dev", resources), seconds: items.map((item) => item.seconds) };
    });

it("is never shorter than what cannot be avoided, nor than one resource, nor longer than all after each other", () => {
    fc.assert(
        fc.property(graphs, ({ graph, seconds }) => {
            const durations = ({ name }: { name: string }) => {
                const own = seconds[Number(name)] ?? 0;
                return { create: own, delete: own };
            };
            const { up, destroy, needless } = timeline(graph, durations);
            const sum = seconds.reduce((total, s) => total + s, 0) / 60;
            const tolerance = 1e-9;
            for (const course of [up, destroy]) {
                expect(course.minutes).toBeGreaterThanOrEqual(course.unavoidable.minutes - tolerance);
                expect(course.minutes).toBeGreaterThanOrEqual(Math.max(...seconds) / 60 - tolerance);
                expect(course.minutes).toBeLessThanOrEqual(sum + tolerance);
                const along = course.path.reduce((total, { minutes }) => total + minutes, 0);
                expect(along).toBeCloseTo(course.minutes, 6);
            }
            // Waves can only lose against deleting each as soon as nothing needs it.
            expect(destroy.minutes).toBeGreaterThanOrEqual(up.minutes - tolerance);
            for (const { minutes } of needless)
                expect(minutes).toBeLessThanOrEqual(up.minutes - up.unavoidable.minutes + tolerance);
        }),
    );
});
