import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, status } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { Refusal } from "../cloud/cloud";

/** A provider of one package as the engine asks it. `peer` tells the engine's connections apart: one a provider. */
export interface ProviderHandlers {
    /**
     * Whether secrets come marked. One with components must say yes; for any other the engine keeps the marks by itself.
     */
    readonly acceptsSecrets: boolean;
    checkConfig(request: proto.CheckRequest): proto.CheckResponse;
    diffConfig(request: proto.DiffRequest): proto.DiffResponse;
    configure(request: proto.ConfigureRequest, peer: string): void;
    check(request: proto.CheckRequest): proto.CheckResponse;
    diff(request: proto.DiffRequest): proto.DiffResponse;
    create(request: proto.CreateRequest, peer: string): Promise<proto.CreateResponse>;
    update(request: proto.UpdateRequest, peer: string): Promise<proto.UpdateResponse>;
    read(request: proto.ReadRequest, peer: string): Promise<proto.ReadResponse>;
    delete(request: proto.DeleteRequest, peer: string): Promise<void>;
    construct(request: proto.ConstructRequest): Promise<proto.ConstructResponse>;
}

/** A provider that listens. */
export interface ServedProvider {
    readonly port: number;
    /** Stops listening, whatever is under way. */
    close(): void;
}

/**
 * Serves a provider on a free port of this machine, for an engine that is told to attach to it.
 *
 * @param version the SDK's: the engine warns of any other
 */
export async function serveProvider(pkg: string, version: string, provider: ProviderHandlers): Promise<ServedProvider> {
    const server = new Server();
    server.addService(ResourceProviderService, {
        handshake: answering(() => new proto.ProviderHandshakeResponse().setAcceptSecrets(provider.acceptsSecrets)),
        attach: answering(() => new Empty()),
        cancel: answering(() => new Empty()),
        getPluginInfo: answering(() => new PluginInfo().setVersion(version)),
        getSchema: answering(() => new proto.GetSchemaResponse().setSchema(JSON.stringify({ name: pkg, version }))),
        checkConfig: answering((request: proto.CheckRequest) => provider.checkConfig(request)),
        diffConfig: answering((request: proto.DiffRequest) => provider.diffConfig(request)),
        configure: answering((request: proto.ConfigureRequest, peer) => {
            provider.configure(request, peer);
            return new proto.ConfigureResponse().setSupportspreview(true).setAcceptsecrets(provider.acceptsSecrets);
        }),
        check: answering((request: proto.CheckRequest) => provider.check(request)),
        diff: answering((request: proto.DiffRequest) => provider.diff(request)),
        create: answering((request: proto.CreateRequest, peer) => provider.create(request, peer)),
        update: answering((request: proto.UpdateRequest, peer) => provider.update(request, peer)),
        read: answering((request: proto.ReadRequest, peer) => provider.read(request, peer)),
        delete: answering(async (request: proto.DeleteRequest, peer) => {
            await provider.delete(request, peer);
            return new Empty();
        }),
        construct: answering((request: proto.ConstructRequest) => provider.construct(request)),
        invoke: answering((request: proto.InvokeRequest) => {
            throw new Refusal(`The function ${request.getTok()} is not simulated: the platform looks nothing up.`);
        }),
    });
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
            error ? reject(error) : resolve(bound),
        );
    });
    return { port, close: () => server.forceShutdown() };
}

/** A method of the service. A refusal becomes the resource's error; anything else is a mistake of ours and says where. */
function answering<Request, Response>(handle: (request: Request, peer: string) => Response | Promise<Response>) {
    return (call: ServerUnaryCall<Request, Response>, done: sendUnaryData<Response>): void => {
        Promise.resolve()
            .then(() => handle(call.request, call.getPeer()))
            .then(
                (response) => done(null, response),
                (error: unknown) => done({ code: status.FAILED_PRECONDITION, message: messageOf(error) }),
            );
    };
}

function messageOf(error: unknown): string {
    if (error instanceof Refusal) return error.message;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
