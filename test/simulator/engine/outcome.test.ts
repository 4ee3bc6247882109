import type { EngineEvent } from "@pulumi/pulumi/automation";
import { describe, expect, it } from "vitest";

import { Events } from "../../../simulator/engine/outcome";

const URN = "urn:pulumi:dev::example::aws:s3/bucket:Bucket::logs";
const metadata = (op: string) => ({ op, urn: URN, type: "aws:s3/bucket:Bucket", provider: "" });

function collect(...events: readonly object[]): Events {
    const collected = new Events();
    for (const event of events) collected.add({ sequence: 0, timestamp: 0, ...event } as EngineEvent);
    return collected;
}

describe("the events of an operation", () => {
    it("count the steps that were done", () => {
        const { changes, steps } = collect(
            { resourcePreEvent: { metadata: metadata("create") } },
            { resOutputsEvent: { metadata: metadata("create") } },
            { resOutputsEvent: { metadata: metadata("create") } },
            { resOpFailedEvent: { metadata: metadata("update"), status: 1, steps: 0 } },
        ).outcome(1.5, undefined);
        expect(changes).toEqual({ create: 2 });
        expect(steps.map(({ op, failed }) => [op, failed])).toEqual([
            ["create", false],
            ["create", false],
            ["update", true],
        ]);
    });

    it("give findings and complaints without colours, and no chatter", () => {
        const events = collect(
            {
                policyEvent: {
                    resourceUrn: URN,
                    message: "<{%fg 1%}>Encrypt it.<{%reset%}>\n",
                    policyName: "enc-bucket",
                    enforcementLevel: "mandatory",
                },
            },
            { policyEvent: { message: "A budget is missing.", policyName: "gov-budget", enforcementLevel: "advisory" } },
            { diagnosticEvent: { severity: "error", urn: URN, message: "<{%reset%}>no quota<{%reset%}>\n" } },
            { diagnosticEvent: { severity: "warning", message: "old" } },
            { diagnosticEvent: { severity: "info", message: "hello" } },
            { diagnosticEvent: { severity: "error", message: "passing", ephemeral: true } },
        );
        const { policyFindings, diagnostics, failed } = events.outcome(0, events.refusals);
        expect(policyFindings).toEqual([
            { urn: URN, policy: "enc-bucket", message: "Encrypt it.", level: "mandatory" },
            { policy: "gov-budget", message: "A budget is missing.", level: "advisory" },
        ]);
        expect(diagnostics).toEqual([
            { urn: URN, severity: "error", message: "no quota" },
            { severity: "warning", message: "old" },
        ]);
        expect(failed).toBe("enc-bucket: Encrypt it.");
    });

    it("say each error once", () => {
        const failed = { diagnosticEvent: { severity: "error", message: "update failed" } };
        expect(collect(failed, failed).errors).toBe("update failed");
        expect(collect().errors).toBeUndefined();
    });
});
