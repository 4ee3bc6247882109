import type { Field } from "./reader";
import type { Resource } from "./resource";
import type { StackView } from "./stack-view";

/** The environments that a rule may distinguish, least strict first. */
export const ENVIRONMENTS = ["dev", "staging", "prod"] as const;
/** One of {@link ENVIRONMENTS}. */
export type Environment = (typeof ENVIRONMENTS)[number];

/** What a finding of a rule does: stop the operation, be shown, or nothing because the rule does not run. */
export const LEVELS = ["mandatory", "advisory", "disabled"] as const;
/** How much a finding weighs: "mandatory" stops a deployment. */
export type Level = (typeof LEVELS)[number];

/** One value for every environment. */
export type PerEnvironment<T> = { readonly [E in Environment]: T };

/** How bad a finding is, whatever its level. */
export type Severity = "low" | "medium" | "high" | "critical";

/** The groups of rules, in the order in which reports list them. */
export const GROUPS = ["enc", "net", "iam", "k8s", "cost", "rel", "gov"] as const;
/** One of {@link GROUPS}. */
export type Group = (typeof GROUPS)[number];

/** A control of a public framework that a rule covers, such as FSBP S3.17. */
export interface FrameworkReference {
    readonly name: string;
    readonly id: string;
}

/** What an option of a rule can be. */
export type ConfigValue = string | number | boolean | readonly string[];
/** The options of a rule with their values. */
export type Config = Readonly<Record<string, ConfigValue>>;

/** One setting of a rule that a settings file may change. */
export interface Option<V> {
    readonly description: string;
    readonly default: V | PerEnvironment<V>;
}

/** Where a rule reports; bound to one resource, or to the whole stack. */
export interface Reporter {
    /**
     * Reports what is wrong. Say the value that was seen, unless it may be a secret; the fix is added by itself.
     *
     * `detail` tells several findings of one rule on one resource apart: `rule-id[detail]`.
     */
    report(message: string, options?: { readonly detail?: string; readonly level?: "advisory" }): void;
    /**
     * Whether a flag or a CIDR can be judged. An unknown one is reported as `rule-id[unknown:path]`, as an advice, and
     * answers false; so it never passes in silence and never hides what the rule checks next.
     */
    known(field: Field): boolean;
}

/** What a rule may know besides the resource. */
export interface Surroundings<C extends Config> {
    readonly environment: Environment;
    /** Today as "2026-01-31". */
    readonly today: string;
    readonly config: C;
}

/** What a resource rule gets besides the resource. */
export interface ResourceContext<C extends Config> extends Surroundings<C>, Reporter {}

/** What a stack rule gets besides the stack. */
export interface StackContext<C extends Config> extends Surroundings<C> {
    /** Binds reports to one resource of the stack. */
    on(resource: Resource): Reporter;
    /** Reports about the stack as a whole. */
    readonly stack: Reporter;
}

interface RuleBase<C extends Config> {
    /** Starts with the group: "enc-kms-rotation". */
    readonly id: string;
    readonly group: Group;
    /** What must hold, as one sentence. */
    readonly description: string;
    /** What goes wrong otherwise. */
    readonly why: string;
    /** Type tokens that it reads; `aws:*` stands for every type of a package. */
    readonly types: readonly string[];
    readonly level: Level | PerEnvironment<Level>;
    readonly severity: Severity;
    readonly frameworks: readonly FrameworkReference[];
    /** How to repair a finding. */
    readonly remediation: string;
    readonly options: { readonly [K in keyof C]: Option<C[K]> };
}

/** A rule that needs one resource only. It judges inputs, before the resource exists. */
export interface ResourceRule<C extends Config = Config> extends RuleBase<C> {
    readonly kind: "resource";
    check(resource: Resource, context: ResourceContext<C>): void;
}

/** A rule that needs several resources. It judges the stack at the end of a preview. */
export interface StackRule<C extends Config = Config> extends RuleBase<C> {
    readonly kind: "stack";
    check(stack: StackView, context: StackContext<C>): void;
}

/** A rule is a plain value: tests, documentation and the pack read the same list. */
export type Rule = ResourceRule | StackRule;

type Written<R> = Omit<R, "kind" | "options" | "frameworks" | "group"> & {
    /** Anchors as the frameworks write them: "FSBP S3.17", "CIS-EKS 5.3.1", "CKV_AWS_145". */
    readonly frameworks: readonly string[];
};
type WithOptions<R, C> = Written<R> & { readonly options?: { readonly [K in keyof C]: Option<C[K]> } };

/** Widens the literals of an option's default, so that the setting `8` has the type number. */
type Widen<V> = V extends number ? number : V extends boolean ? boolean : V extends string ? string : V;

/** An option whose default may differ by environment. */
export function option<V extends ConfigValue>(description: string, value: V | PerEnvironment<V>): Option<Widen<V>> {
    return { description, default: value } as Option<Widen<V>>;
}

/** Completes a resource rule from what its file says. */
// biome-ignore lint/complexity/noBannedTypes: no options is exactly the empty object
export function resourceRule<C extends Config = {}>(rule: WithOptions<ResourceRule<C>, C>): ResourceRule<C> {
    return { kind: "resource", ...completed<C>(rule), check: rule.check };
}

/** Completes a stack rule from what its file says. */
// biome-ignore lint/complexity/noBannedTypes: no options is exactly the empty object
export function stackRule<C extends Config = {}>(rule: WithOptions<StackRule<C>, C>): StackRule<C> {
    return { kind: "stack", ...completed<C>(rule), check: rule.check };
}

function completed<C extends Config>(rule: WithOptions<RuleBase<C>, C>): RuleBase<C> {
    return {
        ...rule,
        group: groupOf(rule.id),
        options: rule.options ?? ({} as RuleBase<C>["options"]),
        frameworks: rule.frameworks.map(anchor),
    };
}

function groupOf(id: string): Group {
    const group = GROUPS.find((g) => id.startsWith(`${g}-`));
    if (!group) throw new Error(`The rule id "${id}" must start with one of: ${GROUPS.join(", ")}.`);
    return group;
}

function anchor(text: string): FrameworkReference {
    if (text.startsWith("CKV")) return { name: "checkov", id: text };
    const space = text.indexOf(" ");
    return space < 0 ? { name: text, id: "" } : { name: text.slice(0, space), id: text.slice(space + 1) };
}
