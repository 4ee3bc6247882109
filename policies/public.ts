/**
 * The policy pack for those who import it: rules and the pack as values. Nothing here serves, and nothing loads the policy
 * SDK; a pack of one's own brings that, and `judge.ts` does.
 */
export { type Exception, MAX_DAYS, MIN_REASON } from "./machinery/exceptions";
export type { Finding, FindingLevel } from "./machinery/finding";
export { Field } from "./machinery/reader";
export type { Resource } from "./machinery/resource";
export {
    type Config,
    type ConfigValue,
    ENVIRONMENTS,
    type Environment,
    type FrameworkReference,
    GROUPS,
    type Group,
    type Level,
    type Option,
    option,
    type PerEnvironment,
    type Reporter,
    type ResourceContext,
    type ResourceRule,
    type Rule,
    resourceRule,
    type Severity,
    type StackContext,
    type StackRule,
    type Surroundings,
    stackRule,
} from "./machinery/rule";
export {
    defaultSettings,
    parseSettings,
    type RuleSettings,
    readSettings,
    SETTINGS_VARIABLE,
    type Settings,
    SettingsError,
} from "./machinery/settings";
export type { StackView } from "./machinery/stack-view";
export { type PackOptions, packPolicies } from "./pack";
export * from "./rules";
