import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";

import { UserError } from "./user-error";

/** A Pulumi project with the configuration of one of its stacks, as `pulumi up` would read them. */
export interface Project {
    /** Folder of Pulumi.yaml. */
    readonly root: string;
    readonly name: string;
    /** The program's file, relative to the root. */
    readonly main: string;
    readonly stack: string;
    /** Full keys, values as text; objects as JSON. */
    readonly config: Readonly<Record<string, string>>;
}

/** Stands for a value that only the stack's key could decrypt. */
const SECRET = "[secret]";

/**
 * Reads Pulumi.yaml and Pulumi.<stack>.yaml.
 *
 * @throws {UserError} with one line for what is missing or cannot be read
 */
export function readProject(root: string, stack: string): Project {
    if (!/^[a-zA-Z0-9_.-]{1,100}$/.test(stack)) {
        throw new UserError(
            `The stack name ${JSON.stringify(stack)} is not valid: letters, digits, "-", "_" and "." only, at most 100.`,
        );
    }
    const projectFile = join(root, "Pulumi.yaml");
    if (!existsSync(projectFile)) throw new UserError(`There is no Pulumi.yaml in ${root}: run this in a project.`);
    const { name, main } = readYaml(projectFile, "Pulumi.yaml");
    if (typeof name !== "string" || typeof main !== "string") {
        throw new UserError('Pulumi.yaml must have "name" and "main", the file of the program.');
    }
    const stackFile = `Pulumi.${stack}.yaml`;
    if (!existsSync(join(root, stackFile))) {
        throw new UserError(`There is no ${stackFile}: ${knownStacks(root)}`);
    }
    const { config = {} } = readYaml(join(root, stackFile), stackFile);
    if (!isRecord(config)) throw new UserError(`${stackFile}: "config" must be a map of settings.`);
    return { root, name, main, stack, config: asPulumiConfig(config, name) };
}

function knownStacks(root: string): string {
    const stacks = readdirSync(root).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
    return stacks.length === 0 ? "no stack has a file yet." : `stacks are ${stacks.sort().join(", ")}.`;
}

function readYaml(path: string, shown: string): Record<string, unknown> {
    const document = parseDocument(readText(path, shown));
    const [error] = document.errors;
    // The first line says what and where; the rest is a drawing of the place.
    if (error) throw new UserError(`${shown} is not valid YAML: ${error.message.split("\n")[0]?.replace(/:$/, "")}.`);
    const value: unknown = document.toJS();
    if (!isRecord(value)) throw new UserError(`${shown} must hold a map of settings.`);
    return value;
}

function readText(path: string, shown: string): string {
    try {
        return readFileSync(path, "utf8");
    } catch (error) {
        throw new UserError(`${shown} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
    }
}

function asPulumiConfig(config: Readonly<Record<string, unknown>>, project: string): Record<string, string> {
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${project}:${key}`, asText(value)]),
    );
}

function asText(value: unknown): string {
    if (isRecord(value) && "secure" in value) return SECRET;
    return typeof value === "string" ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
