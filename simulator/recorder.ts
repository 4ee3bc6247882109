import type * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceOutputsRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

import type { Dependency, GraphResource, Properties, ResourceOptions } from "../insight/graph";
import { answerFor } from "./cloud/answers";
import { type CloudAnswer, Refusal, type RemoteChild, type ResourceRequest } from "./cloud/cloud";
import { constructEksCluster, constructed, EKS_CLUSTER } from "./cloud/eks-cluster";
import { previewed } from "./cloud/unknown";
import type { Simulation } from "./simulate";

/** The part of Pulumi's mock monitor that the recorder stands in front of. */
interface MockMonitor {
    newUrn(parent: string, type: string, name: string): string;
    registerResource(request: RegisterResourceRequest, callback: unknown): unknown;
    registerResourceOutputs(request: RegisterResourceOutputsRequest, callback: unknown): unknown;
}

const NO_DEPENDENCIES: readonly Dependency[] = [];

/** Answers for the cloud, and keeps what the program asked for with everything that mocks do not show. */
export class Recorder implements pulumi.runtime.Mocks {
    readonly #byUrn = new Map<string, GraphResource>();
    readonly #refusals: string[] = [];
    #request: RegisterResourceRequest | undefined;
    /** How many registrations were begun. */
    requests = 0;

    constructor(private readonly simulation: Simulation) {}

    /** Everything registered so far, in the order of registration. */
    get resources(): readonly GraphResource[] {
        return [...this.#byUrn.values()];
    }

    /** Stands in front of the monitor: mocks alone show neither dependencies nor options. */
    attach(monitor: unknown): void {
        const mock = monitor as MockMonitor;
        const register = mock.registerResource.bind(mock);
        const registerOutputs = mock.registerResourceOutputs.bind(mock);
        mock.newUrn = (parent, type, name) => this.urn(parent, type, name);
        mock.registerResource = (request, callback) => {
            this.requests += 1;
            // The monitor calls `newResource` before it first yields, so this is the request that it asks about.
            this.#request = request;
            return register(request, callback);
        };
        mock.registerResourceOutputs = (request, callback) => {
            this.recordOutputs(request);
            return registerOutputs(request, callback);
        };
    }

    newResource(args: pulumi.runtime.MockResourceArgs): { id: string | undefined; state: Properties } {
        const request = this.#request;
        if (!request) throw new Error(`${args.type} "${args.name}" is read, and reading is not simulated.`);
        const urn = this.urn(request.getParent(), args.type, args.name);
        if (this.#byUrn.has(urn)) this.#refusals.push(`Two resources have the URN ${urn}: rename one.`);
        const inputs: Properties = args.inputs;
        const { id, outputs } = this.answer({ urn, type: args.type, name: args.name, inputs }, request);
        const known = this.simulation.preview ? inputs : { ...inputs, ...outputs };
        // Mocks drop what is not known yet. As the engine shows it to policies, it stays in place as a sentinel.
        const raw: Properties = this.simulation.preview ? (request.getObject()?.toJavaScript() ?? {}) : inputs;
        const outputsSeen = this.simulation.preview ? raw : known;
        this.#byUrn.set(urn, { ...this.described(urn, args, request), inputs: raw, outputs: outputsSeen });
        return { id: this.simulation.preview ? undefined : id, state: known };
    }

    call(args: pulumi.runtime.MockCallArgs): never {
        const refusal = new Refusal(`The function ${args.token} is not simulated: plans look nothing up.`);
        // The SDK loses the message of what is thrown here.
        this.#refusals.push(refusal.message);
        throw refusal;
    }

    /** Throws when the cloud refused anything, with all that it refused. */
    throwIfRefused(): void {
        if (this.#refusals.length > 0) throw new Refusal(this.#refusals.join("\n"));
    }

    private answer(request: ResourceRequest, rpc: RegisterResourceRequest): CloudAnswer {
        try {
            if (request.type === EKS_CLUSTER) return this.construct(request, rpc);
            if (!rpc.getCustom()) return { id: "", outputs: {} };
            return answerFor(request, this.simulation.place);
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            // A registration that fails would end the process inside the SDK, before the other mistakes are seen.
            this.#refusals.push(error.message);
            return { id: request.name, outputs: {} };
        }
    }

    private construct(request: ResourceRequest, rpc: RegisterResourceRequest): CloudAnswer {
        const construction = constructEksCluster(request, this.simulation.place);
        const options = optionsOf(rpc);
        // The parent is recorded after its answer; maps keep the order in which keys were first set.
        this.#byUrn.set(request.urn, { ...this.described(request.urn, request, rpc), inputs: {}, outputs: {} });
        const outputs = constructed(construction, (child, inputs) =>
            this.recordChild(request.urn, child, inputs, options),
        );
        return { id: "", outputs };
    }

    private recordChild(
        component: string,
        child: RemoteChild,
        inputs: Properties,
        options: ResourceOptions,
    ): Properties {
        const parent = (child.within ?? []).reduce((urn, { type, name }) => this.urn(urn, type, name), component);
        const urn = this.urn(parent, child.type, child.name);
        const request = { urn, type: child.type, name: child.name, inputs };
        const answered = child.custom ? answerFor(request, this.simulation.place).outputs : {};
        const outputs = this.simulation.preview ? previewed(inputs, answered) : { ...inputs, ...answered };
        const dependencies = (child.dependsOn ?? []).map(({ type, name, property }): Dependency => {
            const target = this.#find(component, type, name);
            return property === undefined ? { urn: target } : { urn: target, property };
        });
        this.#byUrn.set(urn, {
            ...request,
            custom: child.custom,
            outputs,
            parent,
            dependencies,
            options: { ...options, ignoreChanges: [] },
        });
        return outputs;
    }

    /** URN of a child of a remote component that was recorded before. */
    #find(component: string, type: string, name: string): string {
        for (const [urn, resource] of this.#byUrn) {
            if (resource.type === type && resource.name === name && isBelow(urn, component)) return urn;
        }
        throw new Error(`${type} "${name}" must be listed before what depends on it.`);
    }

    private described(
        urn: string,
        { type, name }: { readonly type: string; readonly name: string },
        request: RegisterResourceRequest,
    ): Omit<GraphResource, "inputs" | "outputs"> {
        const parent = request.getParent();
        const provider = request.getProvider();
        return {
            urn,
            type,
            name,
            custom: request.getCustom(),
            dependencies: dependenciesOf(request),
            options: optionsOf(request),
            ...(parent === "" ? {} : { parent }),
            ...(provider === "" ? {} : { provider }),
        };
    }

    private recordOutputs(request: RegisterResourceOutputsRequest): void {
        const resource = this.#byUrn.get(request.getUrn());
        const outputs = request.getOutputs()?.toJavaScript() ?? {};
        if (resource) this.#byUrn.set(resource.urn, { ...resource, outputs });
    }

    /** A URN as the engine makes it: with the types of all parents. The mock monitor keeps only the nearest. */
    private urn(parent: string, type: string, name: string): string {
        const { project, stack } = this.simulation;
        const above = parent === "" ? "" : `${parent.split("::")[2] ?? ""}$`;
        return `urn:pulumi:${stack}::${project}::${above}${type}::${name}`;
    }
}

/** Whether a URN's types begin with all of another's. */
function isBelow(urn: string, ancestor: string): boolean {
    return (urn.split("::")[2] ?? "").startsWith(`${ancestor.split("::")[2] ?? ""}$`);
}

function dependenciesOf(request: RegisterResourceRequest): readonly Dependency[] {
    const found: Dependency[] = [];
    const throughProperties = new Set<string>();
    for (const [property, urns] of request.getPropertydependenciesMap().entries()) {
        for (const urn of urns.getUrnsList()) {
            throughProperties.add(urn);
            found.push({ urn, property });
        }
    }
    for (const urn of request.getDependenciesList()) {
        if (!throughProperties.has(urn)) found.push({ urn });
    }
    return found.length === 0 ? NO_DEPENDENCIES : found;
}

function optionsOf(request: RegisterResourceRequest): ResourceOptions {
    const deletedWith = request.getDeletedwith();
    return {
        protect: request.getProtect() ?? false,
        retainOnDelete: request.getRetainondelete() ?? false,
        deleteBeforeReplace: request.getDeletebeforereplace(),
        ignoreChanges: request.getIgnorechangesList(),
        customTimeouts: {},
        ...(deletedWith === "" ? {} : { deletedWith }),
    };
}
