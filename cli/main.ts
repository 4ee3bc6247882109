#!/usr/bin/env node
import * as pulumi from "@pulumi/pulumi";

import { SettingsError } from "../policies/public";
import { Refusal } from "../simulator/cloud/cloud";
import { NoCli } from "../simulator/engine/no-cli";
import { type Command, parse, USAGE, UsageError } from "./command-line";
import { interruptible } from "./interrupt";
import { plan } from "./plan";
import { rehearse } from "./rehearse";
import { UserError } from "./user-error";

const EXIT = { clean: 0, refused: 1, usage: 2, noCli: 3, interrupted: 130 };

/** Screens that do not tell how wide they are. */
const DEFAULT_WIDTH = 100;

async function main(args: readonly string[]): Promise<number> {
    const command = parse(args);
    if (command.name === "help") {
        console.log(USAGE);
        return EXIT.clean;
    }
    return (await run(command)) ? EXIT.clean : EXIT.refused;
}

/** Whether all is well. */
async function run(command: Exclude<Command, { name: "help" }>): Promise<boolean> {
    const surroundings = {
        root: process.cwd(),
        width: process.stdout.isTTY ? process.stdout.columns : DEFAULT_WIDTH,
        color: process.stdout.isTTY && process.env.NO_COLOR === undefined,
        today: new Date().toISOString().slice(0, 10),
    };
    if (command.name === "rehearse") {
        const print = (line: string): void => console.log(line);
        return interruptible((signal) => rehearse({ ...command.options, ...surroundings, print, signal }));
    }
    const { text, blocked } = await plan({ ...command.options, ...surroundings });
    process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
    return !blocked;
}

/** The words for a person's mistake; anything else is a mistake of ours and keeps its stack trace. */
function explain(error: unknown): string {
    if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`;
    const forPeople =
        error instanceof UserError ||
        error instanceof SettingsError ||
        error instanceof Refusal ||
        error instanceof NoCli ||
        pulumi.RunError.isInstance(error);
    if (forPeople) return error.message;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function exitCode(error: unknown): number {
    if (error instanceof UsageError) return EXIT.usage;
    return error instanceof NoCli ? EXIT.noCli : EXIT.refused;
}

main(process.argv.slice(2)).then(
    (code) => {
        process.exitCode = code;
    },
    (error: unknown) => {
        if (error instanceof Error && error.name === "AbortError") {
            process.exitCode = EXIT.interrupted;
            return;
        }
        console.error(explain(error));
        process.exitCode = exitCode(error);
    },
);
