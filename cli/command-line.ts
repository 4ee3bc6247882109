import { parseArgs } from "node:util";

/** How the program is called. */
export const USAGE = `Usage: groundwork plan [--stack dev] [--json] [--html file]
       groundwork rehearse [--stack dev] [--upgrade 1.36] [--kill-az a] [--fail-at urn|k] [--throttle 20%]

  plan            builds the stack's resources in this process, judges and prices them; needs no AWS account
  --stack NAME    the stack whose Pulumi.<NAME>.yaml is read (default: dev)
  --json          prints the plan as JSON, for other programs
  --html FILE     writes the plan as one page, too

  rehearse        lives the stack's whole life with the real Pulumi engine and a simulated cloud: preview, up, up again,
                  refresh, export and import, destroy; needs no AWS account
  --stack NAME    as above
  --upgrade MINOR upgrades Kubernetes on the way, such as 1.36
  --kill-az ZONE  loses an availability zone for a while, such as a
  --fail-at WHICH fails one creation, the k-th or that of a URN or name, and goes on from there
  --throttle PART throttles that part of all calls, such as 20%
  --cli PATH      the Pulumi CLI to use; otherwise one is found, installed or built

Exit code: 0 clean, 1 a mandatory finding, a mistake in the configuration or a broken promise, 2 a wrong command line,
3 no Pulumi CLI for a rehearsal, 130 interrupted.`;

/** A command line that cannot be understood. Its message is one line. */
export class UsageError extends Error {}

/** What a plan is asked for. */
export interface PlanArguments {
    readonly stack: string;
    readonly json: boolean;
    /** Where a page is written, too. */
    readonly html?: string | undefined;
}

/** What a rehearsal is asked for. */
export interface RehearseArguments {
    readonly stack: string;
    /** Path of a Pulumi CLI. */
    readonly cli?: string | undefined;
    /** The creation that fails: its number from 1, or a URN or name. */
    readonly failAt?: number | string | undefined;
    /** Share of the calls that are throttled, 0 to 1. */
    readonly throttle?: number | undefined;
    /** Letter of the availability zone that is lost. */
    readonly killZone?: string | undefined;
    /** Kubernetes minor to upgrade to. */
    readonly upgrade?: string | undefined;
}

/** What the command line asks for. */
export type Command =
    | { readonly name: "help" }
    | { readonly name: "plan"; readonly options: PlanArguments }
    | { readonly name: "rehearse"; readonly options: RehearseArguments };

const STACK = { type: "string", default: "dev" } as const;
const PLAN = { stack: STACK, json: { type: "boolean", default: false }, html: { type: "string" } } as const;
const REHEARSE = {
    stack: STACK,
    cli: { type: "string" },
    "fail-at": { type: "string" },
    throttle: { type: "string" },
    "kill-az": { type: "string" },
    upgrade: { type: "string" },
} as const;

/**
 * Reads the command line.
 *
 * @throws {UsageError} for anything that is not in the usage
 */
export function parse(args: readonly string[]): Command {
    const [name, ...rest] = args;
    if (name === undefined) throw new UsageError("There is no command.");
    if (args.includes("--help") || args.includes("-h")) return { name: "help" };
    if (name === "plan") return { name, options: valuesOf(() => parseArgs({ args: rest, options: PLAN })) };
    if (name !== "rehearse") throw new UsageError(`There is no command "${name}".`);
    const values = valuesOf(() => parseArgs({ args: rest, options: REHEARSE }));
    return {
        name,
        options: {
            stack: values.stack,
            cli: values.cli,
            failAt: values["fail-at"] === undefined ? undefined : target(values["fail-at"]),
            throttle: values.throttle === undefined ? undefined : share(values.throttle),
            killZone: values["kill-az"] === undefined ? undefined : zone(values["kill-az"]),
            upgrade: values.upgrade === undefined ? undefined : minor(values.upgrade),
        },
    };
}

function valuesOf<T>(parsed: () => { values: T }): T {
    try {
        return parsed().values;
    } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new UsageError(message.replaceAll("\n", " "));
    }
}

function target(text: string): number | string {
    if (!/^\d+$/.test(text)) return text;
    if (Number(text) < 1) throw new UsageError(`--fail-at ${text}: the first creation is 1.`);
    return Number(text);
}

function share(text: string): number {
    const percent = /^(\d{1,2}(?:\.\d+)?)%$/.exec(text)?.[1];
    if (percent === undefined) throw new UsageError(`--throttle ${text} is no share: write it as 20%, below 100%.`);
    return Number(percent) / 100;
}

function zone(text: string): string {
    if (!/^[a-z]$/.test(text)) throw new UsageError(`--kill-az ${text} is no zone: write its one letter, such as a.`);
    return text;
}

function minor(text: string): string {
    if (!/^1\.\d{1,2}$/.test(text)) throw new UsageError(`--upgrade ${text} is no Kubernetes minor such as 1.36.`);
    return text;
}
