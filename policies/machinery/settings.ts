import { existsSync, readFileSync } from "node:fs";

import type { Exception } from "./exceptions";
import type { ConfigValue, Environment, Level, PerEnvironment, Rule } from "./rule";
import { checkSettings } from "./settings-checks";

/** The environment variable with the path of the settings file. */
export const SETTINGS_VARIABLE = "GROUNDWORK_POLICY_SETTINGS";

/** What the settings say about one rule. */
export interface RuleSettings {
    readonly level?: Level | PerEnvironment<Level>;
    readonly config?: Readonly<Record<string, ConfigValue | PerEnvironment<ConfigValue>>>;
}

/** How the pack is to judge. */
export interface Settings {
    /** Today as "2026-01-31". Only an entry point reads the clock. */
    readonly today: string;
    /** Decides alone when given; otherwise the stack's tag or name does. */
    readonly environment?: Environment;
    readonly rules: Readonly<Record<string, RuleSettings>>;
    readonly exceptions: readonly Exception[];
}

/** Says everything that is wrong with a settings file, one line each. */
export class SettingsError extends Error {
    override readonly name = "SettingsError";

    constructor(where: string, problems: readonly string[]) {
        super([`${where}:`, ...problems.map((p) => `  - ${p}`)].join("\n"));
    }
}

/** The settings of a pack that nobody has configured: every rule at its own level, no exceptions. */
export function defaultSettings(today: string): Settings {
    return { today, rules: {}, exceptions: [] };
}

/**
 * Settings from the value that a settings file holds.
 *
 * @throws {SettingsError} with every mistake at once.
 */
export function parseSettings(value: unknown, today: string, rules: readonly Rule[], where: string): Settings {
    const problems = checkSettings(value, rules);
    if (problems.length > 0) throw new SettingsError(where, problems);
    // The check has seen every key and every value.
    const file = value as {
        environment?: Environment;
        rules?: Record<string, Level | RuleSettings>;
        exceptions?: Exception[];
    };
    return {
        today,
        ...(file.environment && { environment: file.environment }),
        rules: Object.fromEntries(Object.entries(file.rules ?? {}).map(([id, rule]) => [id, written(rule)])),
        exceptions: file.exceptions ?? [],
    };
}

/**
 * Settings from a file, or the defaults without one.
 *
 * @throws {SettingsError} with every mistake at once.
 */
export function readSettings(path: string | undefined, today: string, rules: readonly Rule[]): Settings {
    if (!path) return defaultSettings(today);
    const where = `Policy settings ${path}`;
    if (!existsSync(path)) throw new SettingsError(where, [`there is no such file (set in ${SETTINGS_VARIABLE})`]);
    return parseSettings(parseJson(readFileSync(path, "utf8"), where), today, rules, where);
}

function parseJson(text: string, where: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        throw new SettingsError(where, [`is no JSON: ${error instanceof Error ? error.message : String(error)}`]);
    }
}

/** `"rule": "advisory"` is short for `"rule": {"level": "advisory"}`. */
function written(rule: Level | RuleSettings): RuleSettings {
    return typeof rule === "string" ? { level: rule } : rule;
}
