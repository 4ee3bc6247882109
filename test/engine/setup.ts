import type { TestProject } from "vitest/node";

import { NoCli } from "../../simulator/engine/no-cli";
import { obtainCli } from "../../simulator/engine/obtain";
import type { Cli } from "../../simulator/engine/pulumi-cli";

declare module "vitest" {
    interface ProvidedContext {
        /** The CLI that the tests of this folder drive. Without one, where none can be had, they are skipped. */
        cli: Cli | undefined;
    }
}

/** Where nobody reads the output, a skipped tier would look like a passed one. */
const MUST_RUN = process.env.CI !== undefined && process.env.CI !== "";

/** Gets the CLI once, before all tests. */
export default async function setup(project: TestProject): Promise<void> {
    project.provide("cli", await cliForTests());
}

async function cliForTests(): Promise<Cli | undefined> {
    try {
        return await obtainCli({ log: console.log });
    } catch (error) {
        if (MUST_RUN || !(error instanceof NoCli)) throw error;
        console.warn(`SKIPPED: the tests with the real engine.\n${error.message}`);
        return undefined;
    }
}
