import type { EngineEvent } from "@pulumi/pulumi/automation";

/** One step of an operation on one resource. */
export interface Step {
    readonly urn: string;
    readonly type: string;
    /** As the engine calls it: "create", "update", "delete", "same", "create-replacement", "refresh" and so on. */
    readonly op: string;
    readonly failed: boolean;
}

/** What a policy pack said through the engine. */
export interface PolicyFinding {
    /** The resource it is about; none for a rule about the whole stack. */
    readonly urn?: string;
    readonly policy: string;
    readonly message: string;
    readonly level: "advisory" | "mandatory";
}

/** What the engine, a provider or the program complained about. */
export interface Diagnostic {
    readonly urn?: string;
    readonly severity: "warning" | "error";
    readonly message: string;
}

/** What came of one operation. A failure is an outcome like any other, not an exception. */
export interface Outcome {
    /** How many steps of each kind were done; those that failed are not counted. */
    readonly changes: Readonly<Record<string, number>>;
    /** In the order in which they ended. */
    readonly steps: readonly Step[];
    readonly policyFindings: readonly PolicyFinding[];
    readonly diagnostics: readonly Diagnostic[];
    /** Wall-clock time. */
    readonly seconds: number;
    /** Why the operation failed, for people; not set if it succeeded. */
    readonly failed?: string;
}

/** Colours, as the engine writes them in its events. */
const MARKUP = /<\{%.*?%\}>/g;

/** Collects the events of one operation. */
export class Events {
    readonly #steps: Step[] = [];
    readonly #policyFindings: PolicyFinding[] = [];
    readonly #diagnostics: Diagnostic[] = [];

    /** Takes in one event. */
    readonly add = (event: EngineEvent): void => {
        const { resOutputsEvent, resOpFailedEvent, policyEvent, diagnosticEvent } = event;
        if (resOutputsEvent) this.#steps.push(stepOf(resOutputsEvent.metadata, false));
        if (resOpFailedEvent) this.#steps.push(stepOf(resOpFailedEvent.metadata, true));
        if (policyEvent) this.#policyFindings.push(findingOf(policyEvent));
        if (diagnosticEvent) this.#diagnostics.push(...diagnosticOf(diagnosticEvent));
    };

    /** The errors, each said once, as one text; undefined if there are none. */
    get errors(): string | undefined {
        const errors = this.#diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
        return errors.length === 0 ? undefined : [...new Set(errors)].join("\n");
    }

    /** The mandatory findings as one text; undefined if there are none. */
    get refusals(): string | undefined {
        const mandatory = this.#policyFindings.filter(({ level }) => level === "mandatory");
        if (mandatory.length === 0) return undefined;
        return mandatory.map(({ policy, message }) => `${policy}: ${message}`).join("\n");
    }

    outcome(seconds: number, failed: string | undefined): Outcome {
        const changes: Record<string, number> = {};
        for (const { op, failed } of this.#steps) if (!failed) changes[op] = (changes[op] ?? 0) + 1;
        return {
            changes,
            steps: this.#steps,
            policyFindings: this.#policyFindings,
            diagnostics: this.#diagnostics,
            seconds,
            ...(failed === undefined ? {} : { failed }),
        };
    }
}

function stepOf({ urn, type, op }: { urn: string; type: string; op: string }, failed: boolean): Step {
    return { urn, type, op, failed };
}

function findingOf(event: NonNullable<EngineEvent["policyEvent"]>): PolicyFinding {
    return {
        ...(event.resourceUrn ? { urn: event.resourceUrn } : {}),
        policy: event.policyName,
        message: plain(event.message),
        level: event.enforcementLevel === "mandatory" ? "mandatory" : "advisory",
    };
}

function diagnosticOf(event: NonNullable<EngineEvent["diagnosticEvent"]>): readonly Diagnostic[] {
    const { severity, urn, message, ephemeral } = event;
    if (ephemeral || (severity !== "error" && severity !== "warning")) return [];
    return [{ ...(urn ? { urn } : {}), severity, message: plain(message) }];
}

function plain(text: string): string {
    return text.replace(MARKUP, "").trim();
}
