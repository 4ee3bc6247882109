import { type Dependency, type GraphResource, type Properties, ResourceGraph, type ResourceOptions } from "./graph";
import { numberOf, objectOf, textOf, textsOf } from "./reading";
import { revealed, SECRET } from "./state-values";

/** What is wrong with the JSON that should be a stack's exported state. Its message is one line. */
export class StackExportError extends Error {
    override readonly name = "StackExportError";
}

/**
 * A resource graph from the text that `pulumi stack export` prints.
 *
 * Secrets become "[secret]", also when the export was made with `--show-secrets`. Resources that are being deleted or
 * replaced are left out: they are not what the stack has.
 *
 * @throws StackExportError when the text is not JSON or not an export.
 */
export function graphFromExport(json: string): ResourceGraph {
    const deployment = objectOf(objectOf(parse(json))?.deployment);
    if (!deployment) throw new StackExportError('Not a stack export: it has no "deployment" object.');
    // A stack that was never updated exports no resources at all.
    const states = deployment.resources ?? [];
    if (!Array.isArray(states)) throw new StackExportError('Not a stack export: "deployment.resources" is not a list.');
    const resources = states
        .map((state, index) => resourceFrom(objectOf(state) ?? {}, index))
        .filter((resource) => resource !== undefined);
    const root = resources.find((r) => r.type === "pulumi:pulumi:Stack");
    return new ResourceGraph(stackOf(resources), resources, root?.outputs ?? {});
}

function parse(json: string): unknown {
    try {
        return JSON.parse(json);
    } catch (error) {
        const reason = error instanceof Error ? error.message.replaceAll(/\s+/g, " ") : "unreadable";
        throw new StackExportError(`Not a stack export: it is not JSON (${reason}).`);
    }
}

/** One state, or undefined for a resource that is on its way out. */
function resourceFrom(state: Properties, index: number): GraphResource | undefined {
    const urn = textOf(state.urn);
    const type = textOf(state.type);
    if (urn === undefined || type === undefined)
        throw new StackExportError(`Not a stack export: "deployment.resources[${index}]" has no urn or no type.`);
    if (state.delete === true || state.pendingReplacement === true) return undefined;
    const parent = textOf(state.parent);
    const provider = textOf(state.provider);
    return {
        ...{ urn, type, name: urn.split("::").slice(3).join("::") || urn },
        custom: state.custom === true,
        ...(state.external === true ? { external: true } : {}),
        inputs: propertiesOf(state.inputs),
        outputs: outputsOf(state),
        ...(parent === undefined ? {} : { parent }),
        dependencies: dependenciesOf(state),
        ...(provider === undefined ? {} : { provider }),
        options: optionsOf(state),
    };
}

function propertiesOf(value: unknown): Properties {
    return objectOf(revealed(value)) ?? {};
}

/** Outputs, with the id of the cloud beside them as the engine has it, and extra secret outputs hidden by name. */
function outputsOf(state: Properties): Properties {
    const id = textOf(state.id);
    const outputs = { ...(id === undefined ? {} : { id }), ...propertiesOf(state.outputs) };
    const secrets = textsOf(state.additionalSecretOutputs).filter((name) => name in outputs);
    return { ...outputs, ...Object.fromEntries(secrets.map((name) => [name, SECRET])) };
}

/** Dependencies with the property that they come through; what no property explains comes from `dependsOn`. */
function dependenciesOf(state: Properties): Dependency[] {
    const byProperty = Object.entries(objectOf(state.propertyDependencies) ?? {}).flatMap(([property, urns]) =>
        textsOf(urns).map((urn): Dependency => ({ urn, property })),
    );
    const explained = new Set(byProperty.map((d) => d.urn));
    const others = textsOf(state.dependencies).filter((urn) => !explained.has(urn));
    return [...byProperty, ...others.map((urn): Dependency => ({ urn }))];
}

function optionsOf(state: Properties): ResourceOptions {
    const deletedWith = textOf(state.deletedWith);
    const timeouts = objectOf(state.customTimeouts) ?? {};
    return {
        protect: state.protect === true,
        retainOnDelete: state.retainOnDelete === true,
        deleteBeforeReplace: state.deleteBeforeReplace === true,
        ignoreChanges: textsOf(state.ignoreChanges),
        ...(deletedWith === undefined ? {} : { deletedWith }),
        customTimeouts: {
            ...timeout("create", timeouts),
            ...timeout("update", timeouts),
            ...timeout("delete", timeouts),
        },
    };
}

function timeout<K extends string>(key: K, timeouts: Properties): { [key in K]?: number } {
    const seconds = numberOf(timeouts[key]) ?? secondsOf(textOf(timeouts[key]));
    // The engine writes 0 for "the provider's default".
    return seconds === undefined || seconds === 0 ? {} : ({ [key]: seconds } as { [key in K]?: number });
}

const SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** Seconds of a Go duration such as "1h30m0s". */
function secondsOf(duration: string | undefined): number | undefined {
    if (duration === undefined || !/^(\d+(\.\d+)?[hms])+$/.test(duration)) return undefined;
    return [...duration.matchAll(/(\d+(?:\.\d+)?)([hms])/g)].reduce(
        (total, [, count, unit = ""]) => total + Number(count) * (SECONDS[unit] ?? 0),
        0,
    );
}

/** The stack's name as its resources' URNs have it, "urn:pulumi:<stack>::<project>::...". */
function stackOf(resources: readonly GraphResource[]): string {
    return resources[0]?.urn.split("::")[0]?.replace(/^urn:pulumi:/, "") ?? "";
}
