import * as proto from "@pulumi/pulumi/proto/analyzer_pb";

import { type Finding, partsOfUrn } from "./machinery/finding";
import { UNKNOWN_SENTINELS } from "./machinery/reader";
import type { Rule } from "./machinery/rule";
import { analyzer, stackAnalyzer, structOf } from "./machinery/sdk";
import type { Settings } from "./machinery/settings";
import { packPolicies } from "./pack";

/** One resource to judge. A resource of a `ResourceGraph` is one. */
export interface JudgedResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly parent?: string;
    readonly dependencies: readonly { readonly urn: string; readonly property?: string }[];
    /** Reference to an explicit provider, "urn::id". */
    readonly provider?: string;
    readonly options: {
        readonly protect: boolean;
        readonly ignoreChanges: readonly string[];
        readonly deleteBeforeReplace: boolean;
        readonly customTimeouts?: { readonly create?: number; readonly update?: number; readonly delete?: number };
    };
}

/**
 * Judges a whole stack as the engine would, without an engine: each resource's inputs, then the stack's outputs, through
 * the policy SDK's own code.
 */
export async function judge(
    stack: string,
    resources: readonly JudgedResource[],
    settings: Settings,
    rules?: readonly Rule[],
): Promise<Finding[]> {
    const made = new Map<string, Finding>();
    const onFinding = (finding: Finding): void => void made.set(`${finding.urn} ${finding.message}`, finding);
    const policies = packPolicies(settings, rules ? { rules, onFinding } : { onFinding });
    const analyze = analyzer(policies);
    const byUrn = new Map(resources.map((r) => [r.urn, r]));
    const providers = new Map<string, proto.AnalyzerProviderResource | undefined>();
    const providerOf = ({ provider }: JudgedResource) => {
        if (provider === undefined) return undefined;
        if (!providers.has(provider)) providers.set(provider, providerMessage(provider, byUrn));
        return providers.get(provider);
    };

    const diagnostics: proto.AnalyzeDiagnostic[] = [];
    for (const resource of resources) {
        const response = await analyze(resourceRequest(resource, providerOf(resource)));
        diagnostics.push(...response.getDiagnosticsList());
    }
    const whole = new proto.AnalyzeStackRequest();
    whole.setResourcesList(resources.map((r) => stackResource(r, providerOf(r))));
    diagnostics.push(...(await stackAnalyzer(policies)(whole)).getDiagnosticsList());
    return diagnostics.map((d) => made.get(`${d.getUrn()} ${d.getMessage()}`) ?? foreign(d, stack));
}

function resourceRequest(
    r: JudgedResource,
    provider: proto.AnalyzerProviderResource | undefined,
): proto.AnalyzeRequest {
    const request = new proto.AnalyzeRequest();
    request.setType(r.type);
    request.setUrn(r.urn);
    request.setName(r.name);
    request.setProperties(structOf(plainBag(r.inputs)));
    request.setOptions(optionsOf(r));
    if (provider) request.setProvider(provider);
    return request;
}

function stackResource(
    r: JudgedResource,
    provider: proto.AnalyzerProviderResource | undefined,
): proto.AnalyzerResource {
    const resource = new proto.AnalyzerResource();
    resource.setType(r.type);
    resource.setUrn(r.urn);
    resource.setName(r.name);
    resource.setProperties(structOf(plainBag({ ...r.inputs, ...r.outputs })));
    resource.setOptions(optionsOf(r));
    if (provider) resource.setProvider(provider);
    if (r.parent !== undefined) resource.setParent(r.parent);
    resource.setDependenciesList([...new Set(r.dependencies.map((d) => d.urn))]);
    const through = resource.getPropertydependenciesMap();
    for (const property of new Set(r.dependencies.flatMap((d) => d.property ?? []))) {
        const dependencies = new proto.AnalyzerPropertyDependencies();
        dependencies.setUrnsList(r.dependencies.filter((d) => d.property === property).map((d) => d.urn));
        through.set(property, dependencies);
    }
    return resource;
}

function optionsOf({ options, parent }: JudgedResource): proto.AnalyzerResourceOptions {
    const message = new proto.AnalyzerResourceOptions();
    message.setProtect(options.protect);
    message.setIgnorechangesList([...options.ignoreChanges]);
    message.setDeletebeforereplace(options.deleteBeforeReplace);
    message.setDeletebeforereplacedefined(true);
    if (parent !== undefined) message.setParent(parent);
    const timeouts = new proto.AnalyzerResourceOptions.CustomTimeouts();
    timeouts.setCreate(options.customTimeouts?.create ?? 0);
    timeouts.setUpdate(options.customTimeouts?.update ?? 0);
    timeouts.setDelete(options.customTimeouts?.delete ?? 0);
    message.setCustomtimeouts(timeouts);
    return message;
}

function providerMessage(
    reference: string,
    byUrn: ReadonlyMap<string, JudgedResource>,
): proto.AnalyzerProviderResource | undefined {
    const resource = byUrn.get(reference.slice(0, reference.lastIndexOf("::")));
    if (!resource) return undefined;
    const message = new proto.AnalyzerProviderResource();
    message.setType(resource.type);
    message.setUrn(resource.urn);
    message.setName(resource.name);
    message.setProperties(structOf(plainBag(resource.inputs)));
    return message;
}

/** A property bag as JSON holds it: what is not set is left out, and what is no plain value counts as not known. */
function plainBag(bag: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const entries = Object.entries(bag).filter(([, value]) => value !== undefined);
    return Object.fromEntries(entries.map(([key, value]) => [key, plain(value)]));
}

function plain(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => plain(item ?? null));
    if (value === null || ["string", "number", "boolean"].includes(typeof value)) return value;
    const prototype: unknown = typeof value === "object" ? Object.getPrototypeOf(value) : undefined;
    if (prototype === Object.prototype || prototype === null) return plainBag(value as Record<string, unknown>);
    return [...UNKNOWN_SENTINELS].at(-1);
}

/** A line that the SDK has written by itself; it is shown rather than lost. */
function foreign(diagnostic: proto.AnalyzeDiagnostic, stack: string): Finding {
    const urn = diagnostic.getUrn();
    return {
        rule: diagnostic.getPolicyname(),
        id: diagnostic.getPolicyname(),
        group: "gov",
        urn: urn || `urn:pulumi:${stack}`,
        ...partsOfUrn(urn),
        level: diagnostic.getEnforcementlevel() === proto.EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
        severity: "medium",
        message: diagnostic.getMessage(),
        remediation: "",
    };
}
