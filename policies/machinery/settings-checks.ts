import { type ConfigValue, ENVIRONMENTS, LEVELS, type Option, type Rule } from "./rule";
import { suggest } from "./suggest";

type Report = (problem: string) => void;
type Bag = Readonly<Record<string, unknown>>;

/** Everything that is wrong with the content of a settings file; an empty list when it is right. */
export function checkSettings(value: unknown, rules: readonly Rule[]): readonly string[] {
    const problems: string[] = [];
    const report: Report = (problem) => problems.push(problem);
    if (!isBag(value)) return [`must be an object, got ${shown(value)}`];

    checkKeys("", value, ["environment", "rules", "exceptions"], report);
    if (value.environment !== undefined) checkOneOf("environment", value.environment, ENVIRONMENTS, report);
    checkRules(value.rules, rules, report);
    checkExceptions(value.exceptions, rules, report);
    return problems;
}

function checkRules(value: unknown, rules: readonly Rule[], report: Report): void {
    if (value === undefined) return;
    if (!isBag(value)) {
        report(`rules must be an object from rule to level or settings, got ${shown(value)}`);
        return;
    }
    for (const [id, setting] of Object.entries(value)) {
        const rule = rules.find((r) => r.id === id);
        if (!rule) report(`rules: there is no rule "${id}"${didYouMean(id, idsOf(rules))}`);
        else if (isBag(setting)) checkRule(rule, setting, report);
        else checkOneOf(`rules.${id}`, setting, LEVELS, report);
    }
}

function checkRule(rule: Rule, setting: Bag, report: Report): void {
    const at = `rules.${rule.id}`;
    checkKeys(`${at}.`, setting, ["level", "config"], report);
    const { level, config } = setting as { level?: unknown; config?: unknown };
    if (level !== undefined) perEnvironment(`${at}.level`, level, (path, v) => checkOneOf(path, v, LEVELS, report));
    if (config === undefined) return;
    if (!isBag(config)) {
        report(`${at}.config must be an object, got ${shown(config)}`);
        return;
    }

    const options: Readonly<Record<string, Option<ConfigValue>>> = rule.options;
    for (const [key, value] of Object.entries(config)) {
        const option = options[key];
        const path = `${at}.config.${key}`;
        if (option) perEnvironment(path, value, (p, v) => checkValue(p, v, sample(option), report));
        else report(`${path} is no option${didYouMean(key, Object.keys(options))}`);
    }
}

function checkExceptions(value: unknown, rules: readonly Rule[], report: Report): void {
    if (value === undefined) return;
    if (!Array.isArray(value)) {
        report(`exceptions must be a list, got ${shown(value)}`);
        return;
    }
    for (const [index, exception] of value.entries()) {
        const at = `exceptions[${index}]`;
        if (!isBag(exception)) {
            report(`${at} must be an object, got ${shown(exception)}`);
            continue;
        }
        const fields = ["finding", "urn", "stack", "reason", "owner", "expires"];
        checkKeys(`${at}.`, exception, fields, report);
        for (const field of fields) {
            const text = exception[field];
            if (text !== undefined && typeof text !== "string")
                report(`${at}.${field} must be a text, got ${shown(text)}`);
        }
        checkFinding(`${at}.finding`, exception.finding, rules, report);
    }
}

function checkFinding(path: string, finding: unknown, rules: readonly Rule[], report: Report): void {
    if (finding === undefined) {
        report(`${path} is missing: the id of the finding, as its message begins`);
        return;
    }
    if (typeof finding !== "string") return;
    const id = finding.split("[")[0] ?? "";
    if (!idsOf(rules).includes(id)) report(`${path}: there is no rule "${id}"${didYouMean(id, idsOf(rules))}`);
}

/** Runs a check on a value, or on each of the values of `{dev, staging, prod}`. */
function perEnvironment(path: string, value: unknown, check: (path: string, value: unknown) => void): void {
    if (!isBag(value)) {
        check(path, value);
        return;
    }
    for (const environment of ENVIRONMENTS) check(`${path}.${environment}`, value[environment]);
    for (const key of Object.keys(value)) {
        if (!ENVIRONMENTS.some((e) => e === key)) check(`${path}.${key} (no environment)`, undefined);
    }
}

/** A value that shows which type an option has. */
function sample(option: Option<ConfigValue>): ConfigValue {
    return isBag(option.default) ? option.default.prod : option.default;
}

function checkValue(path: string, value: unknown, like: ConfigValue, report: Report): void {
    const wanted = Array.isArray(like) ? "list of texts" : typeof like === "string" ? "text" : typeof like;
    const right = Array.isArray(like)
        ? Array.isArray(value) && value.every((v) => typeof v === "string")
        : typeof value === typeof like;
    if (!right) report(`${path} must be a ${wanted}, got ${shown(value)}`);
}

function checkOneOf(path: string, value: unknown, allowed: readonly string[], report: Report): void {
    if (allowed.some((a) => a === value)) return;
    report(`${path} must be one of ${allowed.join(", ")}, got ${shown(value)}`);
}

function checkKeys(prefix: string, value: Bag, allowed: readonly string[], report: Report): void {
    for (const key of Object.keys(value)) {
        if (!allowed.includes(key)) report(`${prefix}${key} is no setting${didYouMean(key, allowed)}`);
    }
}

function didYouMean(wrong: string, names: readonly string[]): string {
    const name = suggest(wrong, names);
    return name ? `; did you mean "${name}"?` : "";
}

function idsOf(rules: readonly Rule[]): readonly string[] {
    return rules.map((r) => r.id);
}

function isBag(value: unknown): value is Bag {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
    return value === undefined ? "nothing" : JSON.stringify(value);
}
