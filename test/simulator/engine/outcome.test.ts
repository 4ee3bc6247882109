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
    it("give the steps as they ended, a component once, and the engine's own count", () => {
        const component = { urn: "urn:pulumi:dev::example::groundwork:index:Network::net", type: "it", provider: "" };
        const created = { ...component, op: "create", new: { custom: false } };
        const bucket = (op: string) => ({ ...metadata(op), new: { custom: true } });
        const { changes, steps } = collect(
            { resourcePreEvent: { metadata: bucket("create") } },
            { resOutputsEvent: { metadata: created } },
            { resOutputsEvent: { metadata: bucket("create") } },
            { resOutputsEvent: { metadata: created } },
            { resOutputsEvent: { metadata: { ...metadata("delete"), old: { custom: true } } } },
            { resOutputsEvent: { metadata: { ...metadata("delete"), old: { custom: true } } } },
            { resOpFailedEvent: { metadata: bucket("update"), status: 1, steps: 0 } },
            { summaryEvent: { resourceChanges: { create: 2, delete: 2 } } },
        ).outcome(1.5, undefined);
        expect(changes).toEqual({ create: 2, delete: 2 });
        expect(steps.map(({ urn, op, failed }) => [urn.split("::").at(-1), op, failed])).toEqual([
            ["net", "create", false],
            ["logs", "create", false],
            ["logs", "delete", false],
            ["logs", "delete", false],
            ["logs", "update", true],
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
            {
                policyEvent: {
                    message: "A budget is missing.",
                    policyName: "gov-budget",
                    enforcementLevel: "advisory",
                },
            },
            { diagnosticEvent: { severity: "warning", urn: URN, message: "<{%reset%}>no quota<{%reset%}>\n" } },
            { diagnosticEvent: { severity: "error", message: "preview failed" } },
            { diagnosticEvent: { severity: "info", message: "hello" } },
            { diagnosticEvent: { severity: "error", message: "passing", ephemeral: true } },
        );
        const { policyFindings, diagnostics, failed } = events.outcome(0, events.reason);
        expect(policyFindings).toEqual([
            { urn: URN, policy: "enc-bucket", message: "Encrypt it.", level: "mandatory" },
            { policy: "gov-budget", message: "A budget is missing.", level: "advisory" },
        ]);
        expect(diagnostics).toEqual([
            { urn: URN, severity: "warning", message: "no quota" },
            { severity: "error", message: "preview failed" },
        ]);
        expect(failed).toBe("enc-bucket: Encrypt it.");
    });

    it("say each error once, and that the update failed only if nothing else is known", () => {
        const error = (message: string) => ({ diagnosticEvent: { severity: "error", message } });
        expect(collect(error("no quota"), error("update failed"), error("no quota")).reason).toBe("no quota");
        expect(collect(error("update failed\n")).reason).toBe("update failed");
        expect(collect().reason).toBeUndefined();
    });
});
