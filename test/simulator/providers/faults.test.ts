import { describe, expect, it } from "vitest";

import { Refusal } from "../../../simulator/cloud/cloud";
import { type Fault, failAt, type Operation, throttle, Weather } from "../../../simulator/providers/faults";

const operation = (name: string, kind: Operation["kind"] = "create"): Operation => ({
    kind,
    urn: `urn:pulumi:test::groundwork::aws:s3/bucket:Bucket::${name}`,
    type: "aws:s3/bucket:Bucket",
    name,
});
const NAMES = Array.from({ length: 200 }, (_, i) => `bucket-${i}`);

/** Names of the operations that a fault refuses. */
async function refusedBy(fault: Fault, names = NAMES): Promise<readonly string[]> {
    const refused: string[] = [];
    for (const name of names) {
        try {
            await fault(operation(name));
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            refused.push(name);
        }
    }
    return refused;
}

describe("a creation that fails as asked", () => {
    it("is the k-th of the run and no other, whatever else is called", async () => {
        const fault = failAt(3);
        for (const kind of ["read", "update", "delete"] as const) await fault(operation("bucket-0", kind));
        expect(await refusedBy(fault)).toEqual(["bucket-2"]);
    });

    it("is that of a name, or of a URN", async () => {
        expect(await refusedBy(failAt("bucket-7"))).toEqual(["bucket-7"]);
        expect(await refusedBy(failAt(operation("bucket-8").urn))).toEqual(["bucket-8"]);
        expect(await refusedBy(failAt("bucket"))).toEqual([]);
    });
});

describe("throttling", () => {
    it("strikes the same calls in every run", async () => {
        const [first, second] = [throttle(0.5), throttle(0.5)];
        const refused = await refusedBy(first);
        expect(await refusedBy(second)).toEqual(refused);
        expect(second.throttled()).toBe(first.throttled());
        expect(refused.length).toBeGreaterThan(0);
    });

    it("strikes about the share of calls that was asked for, and gives up after three in a row", async () => {
        const fault = throttle(0.2);
        const refused = await refusedBy(fault);
        // Of 200 calls 40 are throttled, of their repeats 8, of those 1.6: about 50. Three in a row: 0.8 % of 200.
        expect(fault.throttled()).toBeGreaterThan(25);
        expect(fault.throttled()).toBeLessThan(80);
        expect(refused.length).toBeLessThan(8);
    });

    it("leaves everything alone at 0, and nothing at 1", async () => {
        expect(await refusedBy(throttle(0))).toEqual([]);
        expect(await refusedBy(throttle(1))).toEqual(NAMES);
    });

    it("lets a call through that is repeated often enough", async () => {
        const fault = throttle(0.5);
        const [refused] = await refusedBy(fault);
        const again = await refusedBy(fault, Array<string>(20).fill(refused ?? ""));
        expect(again.length).toBeLessThan(20);
    });
});

describe("the weather", () => {
    const broken = () => {
        throw new Refusal("lightning");
    };

    it("strikes on the way there, where nothing is done, or on the way back, where it is", async () => {
        const weather = new Weather();
        const done: string[] = [];
        const act = (name: string) => weather.around(operation(name), () => done.push(name));
        weather.set({ before: broken });
        await expect(act("before")).rejects.toThrow("lightning");
        weather.set({ after: broken });
        await expect(act("after")).rejects.toThrow("lightning");
        weather.clear();
        expect(await act("clear")).toBe(2);
        expect(done).toEqual(["after", "clear"]);
    });
});
