import { type sendUnaryData as Answer, Server, ServerCredentials, type ServerUnaryCall } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";

import { structOf } from "../../policies/machinery/sdk";
import { answerFor } from "../../simulator/cloud/answers";
import type { CloudAnswer, Place, ResourceRequest } from "../../simulator/cloud/cloud";
import { constructEksCluster, constructed, EKS_CLUSTER } from "../../simulator/cloud/eks-cluster";

type Handler<Request, Response> = (call: ServerUnaryCall<Request, Response>, answer: Answer<Response>) => void;
/** A message without fields, of Pulumi's own copy of its class. */
const empty = () => ResourceMonitorService.registerResourceOutputs.responseDeserialize(Buffer.alloc(0));
type Empty = ReturnType<typeof empty>;

/** What a program registered with the engine. */
export interface Registration {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
}

/** What the engine does that this one does not: the program must then do without. */
const UNSUPPORTED = ["outputValues", "secrets", "transforms", "invokeTransforms"];

/** The half of Pulumi's engine that a running program speaks to, over gRPC on a free port of this machine. */
export class FakeEngine {
    readonly registered: Registration[] = [];
    /** The same as they came. */
    readonly requests: proto.RegisterResourceRequest[] = [];
    /** What the program logged as an error. */
    readonly errors: string[] = [];
    /** Functions of providers that the program called. */
    readonly invoked: string[] = [];
    readonly outputs = new Map<string, unknown>();
    readonly #server = new Server();
    #root = "";
    #address = "";

    constructor(
        private readonly project: string,
        private readonly stack: string,
        private readonly place: Place,
    ) {}

    /** "host:port" for both services. */
    get address(): string {
        return this.#address;
    }

    /** Begins to listen. */
    async start(): Promise<void> {
        this.#server.addService(ResourceMonitorService, this.monitor());
        this.#server.addService(EngineService, this.engine());
        const port = await new Promise<number>((resolve, reject) => {
            this.#server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
                error ? reject(error) : resolve(bound),
            );
        });
        this.#address = `127.0.0.1:${port}`;
    }

    /** Stops listening, whatever is under way. */
    stop(): void {
        this.#server.forceShutdown();
    }

    private monitor() {
        const supportsFeature: Handler<proto.SupportsFeatureRequest, proto.SupportsFeatureResponse> = (
            call,
            answer,
        ) => {
            const response = new proto.SupportsFeatureResponse();
            response.setHassupport(!UNSUPPORTED.includes(call.request.getId()));
            answer(null, response);
        };
        const invoke: Handler<proto.ResourceInvokeRequest, provider.InvokeResponse> = (call, answer) => {
            this.invoked.push(call.request.getTok());
            answer(null, new provider.InvokeResponse());
        };
        const registerResource: Handler<proto.RegisterResourceRequest, proto.RegisterResourceResponse> = (
            call,
            answer,
        ) => answer(null, this.register(call.request));
        const registerResourceOutputs: Handler<proto.RegisterResourceOutputsRequest, Empty> = (call, answer) => {
            this.outputs.set(call.request.getUrn(), call.request.getOutputs()?.toJavaScript() ?? {});
            answer(null, empty());
        };
        const signalAndWaitForShutdown: Handler<Empty, Empty> = (_, answer) => answer(null, empty());
        return { supportsFeature, invoke, registerResource, registerResourceOutputs, signalAndWaitForShutdown };
    }

    private engine() {
        const log: Handler<engine.LogRequest, Empty> = (call, answer) => {
            if (call.request.getSeverity() === engine.LogSeverity.ERROR) this.errors.push(call.request.getMessage());
            answer(null, empty());
        };
        const getRootResource: Handler<engine.GetRootResourceRequest, engine.GetRootResourceResponse> = (_, answer) => {
            const response = new engine.GetRootResourceResponse();
            response.setUrn(this.#root);
            answer(null, response);
        };
        const setRootResource: Handler<engine.SetRootResourceRequest, engine.SetRootResourceResponse> = (
            call,
            answer,
        ) => {
            this.#root = call.request.getUrn();
            answer(null, new engine.SetRootResourceResponse());
        };
        return { log, getRootResource, setRootResource };
    }

    private register(request: proto.RegisterResourceRequest): proto.RegisterResourceResponse {
        const [type, name] = [request.getType(), request.getName()];
        const urn = this.urn(request.getParent(), type, name);
        this.registered.push({ urn, type, name });
        this.requests.push(request);
        const inputs = (request.getObject()?.toJavaScript() ?? {}) as Record<string, unknown>;
        const { id, outputs } = this.answer({ urn, type, name, inputs }, request);
        const response = new proto.RegisterResourceResponse();
        response.setUrn(urn);
        response.setId(id);
        response.setObject(structOf({ ...inputs, ...outputs }));
        return response;
    }

    private answer(request: ResourceRequest, rpc: proto.RegisterResourceRequest): CloudAnswer {
        // A provider registers its component without this mark: it constructs it itself.
        if (rpc.getRemote() && request.type === EKS_CLUSTER) return { id: "", outputs: this.construct(request) };
        return rpc.getCustom() ? answerFor(request, this.place) : { id: "", outputs: {} };
    }

    private construct(request: ResourceRequest): CloudAnswer["outputs"] {
        return constructed(constructEksCluster(request, this.place), ({ type, name, custom, within = [] }, inputs) => {
            const parent = within.reduce(
                (urn, component) => this.urn(urn, component.type, component.name),
                request.urn,
            );
            const child = { urn: this.urn(parent, type, name), type, name, inputs };
            return { ...inputs, ...(custom ? answerFor(child, this.place).outputs : {}) };
        });
    }

    private urn(parent: string, type: string, name: string): string {
        const [, , above = ""] = parent.split("::");
        const chain = above === "" || above === "pulumi:pulumi:Stack" ? type : `${above}$${type}`;
        return `urn:pulumi:${this.stack}::${this.project}::${chain}::${name}`;
    }
}
