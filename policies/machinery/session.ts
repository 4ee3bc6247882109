import { environmentOf } from "./environment";
import { ExceptionLedger } from "./exceptions";
import { type Finding, partsOfUrn } from "./finding";
import type { Field } from "./reader";
import type { Resource } from "./resource";
import type { Config, ConfigValue, Environment, Level, PerEnvironment, Reporter, Rule, Surroundings } from "./rule";
import type { Settings } from "./settings";
import type { StackView } from "./stack-view";

/** Receives each finding at the moment it is made. */
export type Sink = (finding: Finding) => void;

interface Run extends Surroundings<Config> {
    readonly level: "mandatory" | "advisory";
}

/** Everything that the calls of one run share: settings, levels, and which exceptions have been used. */
export class Session {
    readonly ledger: ExceptionLedger;
    readonly #runs = new Map<string, Run | undefined>();

    constructor(private readonly settings: Settings) {
        this.ledger = new ExceptionLedger(settings.exceptions, settings.today);
    }

    /** Runs one rule on one resource. */
    checkResource(rule: Rule, resource: Resource, tags: ReadonlyMap<string, string>, sink: Sink): void {
        const run = this.run(rule, resource.urn, tags);
        if (rule.kind !== "resource" || !run) return;
        const reporter = this.reporter(rule, run, resource.urn, sink);
        guarded(reporter, () => rule.check(resource, { ...run, ...reporter }));
    }

    /** Runs one rule on the whole stack. */
    checkStack(rule: Rule, stack: StackView, rootUrn: string, tags: ReadonlyMap<string, string>, sink: Sink): void {
        const run = this.run(rule, rootUrn, tags);
        if (rule.kind !== "stack" || !run) return;
        const whole = this.reporter(rule, run, rootUrn, sink);
        const on = (resource: Resource): Reporter => this.reporter(rule, run, resource.urn, sink);
        guarded(whole, () => rule.check(stack, { ...run, on, stack: whole }));
    }

    /** What a rule runs with in the environment of a URN; undefined when it is disabled there. */
    private run(rule: Rule, urn: string, tags: ReadonlyMap<string, string>): Run | undefined {
        const environment = environmentOf(urn, tags, this.settings.environment);
        const key = `${rule.id} ${environment}`;
        if (!this.#runs.has(key)) this.#runs.set(key, this.newRun(rule, environment));
        return this.#runs.get(key);
    }

    private newRun(rule: Rule, environment: Environment): Run | undefined {
        const setting = this.settings.rules[rule.id];
        const level: Level = pick(setting?.level ?? rule.level, environment);
        if (level === "disabled") return undefined;
        const config: Record<string, ConfigValue> = {};
        for (const [key, option] of Object.entries(rule.options)) {
            config[key] = pick(setting?.config?.[key] ?? option.default, environment);
        }
        return { environment, level, config, today: this.settings.today };
    }

    private reporter(rule: Rule, run: Run, urn: string, sink: Sink): Reporter {
        const seen = new Set<string>();
        const report: Reporter["report"] = (message, { detail, level = run.level } = {}) => {
            const id = detail === undefined ? rule.id : `${rule.id}[${detail}]`;
            if (seen.has(`${id} ${message}`)) return;
            seen.add(`${id} ${message}`);
            sink(this.finding(rule, { id, urn, message, level: run.level === "advisory" ? "advisory" : level }));
        };
        const known = (field: Field): boolean => {
            if (field.state !== "unknown") return true;
            const message = `${field.path} is not known before the update, so this cannot be judged yet.`;
            report(message, { detail: `unknown:${field.path}`, level: "advisory" });
            return false;
        };
        return { report, known };
    }

    private finding(rule: Rule, made: Pick<Finding, "id" | "urn" | "message" | "level">): Finding {
        const { id, urn, level } = made;
        const exception = rule.id === "gov-exceptions-valid" ? undefined : this.ledger.excuse(id, urn);
        const excuse = exception ? `excepted until ${exception.expires} by ${exception.owner}: ` : "";
        return {
            rule: rule.id,
            id,
            group: rule.group,
            urn,
            ...partsOfUrn(urn),
            level: exception ? "excepted" : level,
            severity: rule.severity,
            message: `${id}: ${excuse}${made.message}\nFix: ${rule.remediation}`,
            remediation: rule.remediation,
            ...(exception && { exception }),
        };
    }
}

/** A rule that throws has judged nothing. That is a finding, and the other rules go on. */
function guarded(reporter: Reporter, check: () => void): void {
    try {
        check();
    } catch (error) {
        // The error's own text may hold a value of the resource, so only its kind and place are shown.
        const place = error instanceof Error ? error.stack?.match(/[^\s/\\(]+:\d+:\d+/)?.[0] : undefined;
        const kind = error instanceof Error ? error.name : typeof error;
        reporter.report(
            `rule crashed (${kind}${place ? ` at ${place}` : ""}), so nothing is known about this resource.`,
            {
                detail: "crashed",
            },
        );
    }
}

function pick<T extends string | ConfigValue>(value: T | PerEnvironment<T>, environment: Environment): T {
    return isPerEnvironment(value) ? value[environment] : value;
}

function isPerEnvironment<T>(value: T | PerEnvironment<T>): value is PerEnvironment<T> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
