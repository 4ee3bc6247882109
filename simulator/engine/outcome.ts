import type { EngineEvent } from "@pulumi/pulumi/automation";

type StepEventMetadata = NonNullable<EngineEvent["resourcePreEvent"]>["metadata"];

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
    /** How many resources got each kind of step, as the engine counts them; empty if it was killed before it could. */
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

/** What the engine says last of any failure. */
const EMPTY_WORDS = /^(preview|update|refresh|destroy) failed$/;

/** Collects the events of one operation. */
export class Events {
    readonly #steps: Step[] = [];
    readonly #policyFindings: PolicyFinding[] = [];
    readonly #diagnostics: Diagnostic[] = [];
    #changes: Readonly<Record<string, number>> = {};

    /** Takes in one event. */
    readonly add = (event: EngineEvent): void => {
        const { resOutputsEvent, resOpFailedEvent, policyEvent, diagnosticEvent, summaryEvent } = event;
        if (resOutputsEvent) this.done(resOutputsEvent.metadata);
        if (resOpFailedEvent) this.#steps.push(stepOf(resOpFailedEvent.metadata, true));
        if (policyEvent) this.#policyFindings.push(findingOf(policyEvent));
        if (diagnosticEvent) this.#diagnostics.push(...diagnosticOf(diagnosticEvent));
        if (summaryEvent) this.#changes = summaryEvent.resourceChanges;
    };

    /** Why the operation failed, if it did: the errors, each said once, else what the policies refuse. */
    get reason(): string | undefined {
        const errors = this.#diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
        const telling = errors.filter((message) => !EMPTY_WORDS.test(message));
        const refused = this.#policyFindings
            .filter(({ level }) => level === "mandatory")
            // Most packs begin with the rule's name themselves.
            .map(({ policy, message }) => (message.startsWith(policy) ? message : `${policy}: ${message}`));
        const said = [telling, refused, errors].find((texts) => texts.length > 0);
        return said && [...new Set(said)].join("\n");
    }

    /** Everything as one value. */
    outcome(seconds: number, failed: string | undefined): Outcome {
        return {
            changes: this.#changes,
            steps: this.#steps,
            policyFindings: this.#policyFindings,
            diagnostics: this.#diagnostics,
            seconds,
            ...(failed === undefined ? {} : { failed }),
        };
    }

    /** A component tells its outputs in an event of its own, after the one that it is made. */
    private done(metadata: StepEventMetadata): void {
        const step = stepOf(metadata, false);
        const isComponent = (metadata.new ?? metadata.old)?.custom !== true;
        const isOld = () => this.#steps.some(({ urn, op, failed }) => urn === step.urn && op === step.op && !failed);
        if (!isComponent || !isOld()) this.#steps.push(step);
    }
}

function stepOf({ urn, type, op }: StepEventMetadata, failed: boolean): Step {
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
