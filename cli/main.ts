#!/usr/bin/env node
import { parseArgs } from "node:util";
import * as pulumi from "@pulumi/pulumi";

import { SettingsError } from "../policies/public";
import { Refusal } from "../simulator/cloud/cloud";
import { plan } from "./plan";
import { UserError } from "./user-error";

const USAGE = `Usage: groundwork plan [--stack dev] [--json] [--html file]

  plan          builds the stack's resources in this process, judges and prices them; needs no AWS account
  --stack NAME  the stack whose Pulumi.<NAME>.yaml is read (default: dev)
  --json        prints the plan as JSON, for other programs
  --html FILE   writes the plan as one page, too

Exit code: 0 clean, 1 a mandatory finding or a mistake in the configuration, 2 a wrong command line.`;

const EXIT = { clean: 0, refused: 1, usage: 2 };

/** Screens that do not tell how wide they are. */
const DEFAULT_WIDTH = 100;

class UsageError extends Error {}

async function main(args: readonly string[]): Promise<number> {
    const { command, values } = parse(args);
    if (values.help || command === undefined) {
        console.log(USAGE);
        return command === undefined && !values.help ? EXIT.usage : EXIT.clean;
    }
    if (command !== "plan") throw new UsageError(`There is no command "${command}".`);
    const { text, blocked } = await plan({
        stack: values.stack,
        json: values.json,
        html: values.html,
        root: process.cwd(),
        width: process.stdout.isTTY ? process.stdout.columns : DEFAULT_WIDTH,
        color: process.stdout.isTTY && process.env.NO_COLOR === undefined,
        today: new Date().toISOString().slice(0, 10),
    });
    process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
    return blocked ? EXIT.refused : EXIT.clean;
}

function parse(args: readonly string[]) {
    try {
        const { values, positionals } = parseArgs({
            args: [...args],
            allowPositionals: true,
            options: {
                stack: { type: "string", default: "dev" },
                json: { type: "boolean", default: false },
                html: { type: "string" },
                help: { type: "boolean", short: "h", default: false },
            },
        });
        const [command, surplus] = positionals;
        if (surplus !== undefined) throw new UsageError(`"${surplus}" is one word too many.`);
        return { command, values };
    } catch (error) {
        throw new UsageError(error instanceof Error ? error.message : String(error));
    }
}

/** The words for a person's mistake; anything else is a mistake of ours and keeps its stack trace. */
function explain(error: unknown): string {
    if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`;
    const forPeople =
        error instanceof UserError ||
        error instanceof SettingsError ||
        error instanceof Refusal ||
        pulumi.RunError.isInstance(error);
    if (forPeople) return error.message;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main(process.argv.slice(2)).then(
    (code) => {
        process.exitCode = code;
    },
    (error: unknown) => {
        console.error(explain(error));
        process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.refused;
    },
);
