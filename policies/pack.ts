import type { Policies, ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";

import type { Finding } from "./machinery/finding";
import { InputMemory } from "./machinery/input-memory";
import { ResourceView } from "./machinery/resource";
import type { ResourceRule, Rule, StackRule } from "./machinery/rule";
import { Session, type Sink } from "./machinery/session";
import type { Settings } from "./machinery/settings";
import { StackView } from "./machinery/stack-view";
import { rules as allRules } from "./rules";
import { exceptionsValid } from "./rules/gov/gov-exceptions-valid";

/** What a caller may put in the place of the pack's own. */
export interface PackOptions {
    /** @default every rule of the pack */
    readonly rules?: readonly Rule[];
    /** Receives each finding besides the engine, excepted ones marked as such. */
    readonly onFinding?: Sink;
}

/**
 * The pack as values: one policy for each resource type that has rules, one for the rules of whole packages (`aws:*`),
 * and one for all stack rules. Building it has no effect; only `policies/index.ts` serves it.
 *
 * One policy for each type, not one for each rule, because the SDK reads a resource anew for every policy.
 */
export function packPolicies(settings: Settings, { rules = allRules, onFinding }: PackOptions = {}): Policies {
    const session = new Session(settings);
    const byToken = new Map<string, ResourceRule[]>();
    const wide: ResourceRule[] = [];
    for (const rule of rules) {
        if (rule.kind !== "resource") continue;
        if (rule.types.some((t) => t.endsWith("*"))) wide.push(rule);
        else for (const token of rule.types) byToken.set(token, [...(byToken.get(token) ?? []), rule]);
    }
    const inputs = new InputMemory();
    return [
        ...[...byToken].map(([token, own]) => typedPolicy(session, token, own, onFinding)),
        widePolicy(session, wide, inputs, onFinding),
        stackPolicy(session, rules, inputs, onFinding),
    ];
}

function typedPolicy(
    session: Session,
    token: string,
    rules: readonly ResourceRule[],
    onFinding: Sink | undefined,
): ResourceValidationPolicy {
    const validate = (args: ResourceValidationArgs, report: ReportViolation): void => {
        const resource = new ResourceView(args);
        for (const rule of rules) session.checkResource(rule, resource, args.stackTags, sinkTo(report, onFinding));
    };
    // With this mark the SDK calls the function for one type only, and reads the resource for that type only.
    const validateResource = Object.assign(validate, { __pulumiType: token });
    return { ...metadata(`resource-${slug(token)}`, rules), validateResource };
}

/** Sees every resource: keeps its inputs for the stack's rules, and judges it by the rules of whole packages. */
function widePolicy(
    session: Session,
    rules: readonly ResourceRule[],
    inputs: InputMemory,
    onFinding: Sink | undefined,
): ResourceValidationPolicy {
    const validate = (args: ResourceValidationArgs, report: ReportViolation): void => {
        inputs.remember(args.urn, args.props);
        const resource = new ResourceView(args);
        for (const rule of rules) {
            if (!rule.types.some((t) => args.type.startsWith(t.slice(0, -1)))) continue;
            session.checkResource(rule, resource, args.stackTags, sinkTo(report, onFinding));
        }
    };
    return {
        ...metadata("resource-every-type", rules, 'Keeps the inputs of all resources for the policy "stack".'),
        validateResource: validate,
    };
}

function stackPolicy(
    session: Session,
    rules: readonly Rule[],
    inputs: InputMemory,
    onFinding: Sink | undefined,
): Policies[number] {
    const exceptions = exceptionsValid(session.ledger);
    const others = rules.filter((r): r is StackRule => r.kind === "stack" && r.id !== exceptions.id);
    // Exceptions are judged last: until then a rule may still use one.
    const own = [...others, exceptions];
    return {
        ...metadata("stack", own),
        validateStack: ({ resources, stackTags }, report) => {
            const stack = new StackView(resources, inputs);
            const root = resources.find((r) => r.type === "pulumi:pulumi:Stack")?.urn ?? stack.anyUrn;
            const sink = sinkTo(report, onFinding);
            for (const rule of own) session.checkStack(rule, stack, root, stackTags, sink);
        },
    };
}

/** What the engine and a reader learn of a policy; the tags are the ids of its rules. */
function metadata(name: string, rules: readonly Rule[], task?: string) {
    const ids = rules.map((r) => r.id);
    const judged = ids.length === 0 ? undefined : `Rules: ${ids.join(", ")}`;
    const description = [task, judged].filter((text) => text !== undefined).join(" ");
    return { name, description, enforcementLevel: "mandatory" as const, tags: ids };
}

/** The form of a violation that carries a rule's own name; the SDK has it, its declarations do not. */
type ObjectReport = (violation: {
    readonly name: string;
    readonly message: string;
    readonly urn: string;
    readonly enforcementLevel: "mandatory" | "advisory";
    readonly severity: Finding["severity"];
}) => void;

function sinkTo(report: ReportViolation, onFinding: Sink | undefined): Sink {
    return (finding) => {
        onFinding?.(finding);
        (report as unknown as ObjectReport)({
            name: finding.rule,
            message: finding.message,
            urn: finding.urn,
            enforcementLevel: finding.level === "mandatory" ? "mandatory" : "advisory",
            severity: finding.severity,
        });
    };
}

function slug(token: string): string {
    return token.replace(/[^A-Za-z0-9]+/g, "-");
}
