import type { Policies } from "@pulumi/policy";
import * as server from "@pulumi/policy/server";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";

type Call<Request, Response> = (
    call: { readonly request: Request },
    callback: (error: Error | null | undefined, response?: Response) => void,
) => Promise<void>;
type Make<Request> = (
    pack: string,
    version: string,
    level: string,
    policies: Policies,
) => Call<Request, proto.AnalyzeResponse>;

/** The functions behind the SDK's gRPC service. It exports them for itself and leaves them out of its declarations. */
const internal = server as unknown as {
    readonly makeAnalyzeRpcFun: Make<proto.AnalyzeRequest>;
    readonly makeAnalyzeStackRpcFun: Make<proto.AnalyzeStackRequest>;
};

/** Calls the SDK's own Analyze on policies, in this process. */
export function analyzer(policies: Policies): (request: proto.AnalyzeRequest) => Promise<proto.AnalyzeResponse> {
    return answered(internal.makeAnalyzeRpcFun("groundwork", "0", "mandatory", policies));
}

/** Calls the SDK's own AnalyzeStack on policies, in this process. */
export function stackAnalyzer(
    policies: Policies,
): (request: proto.AnalyzeStackRequest) => Promise<proto.AnalyzeResponse> {
    return answered(internal.makeAnalyzeStackRpcFun("groundwork", "0", "mandatory", policies));
}

function answered<Q>(call: Call<Q, proto.AnalyzeResponse>): (request: Q) => Promise<proto.AnalyzeResponse> {
    return (request) =>
        new Promise((resolve, reject) => {
            call({ request }, (error, response) => {
                if (response) resolve(response);
                else reject(error ?? new Error("The policy SDK gave no answer."));
            }).catch(reject);
        });
}

type Struct = NonNullable<ReturnType<proto.AnalyzeRequest["getProperties"]>>;

/** Field 2 of a request, an empty Struct: it yields Pulumi's own copy of that class, which the SDK insists on. */
const REQUEST_WITH_EMPTY_PROPERTIES = Uint8Array.of(0x12, 0x00);

const structClass = proto.AnalyzeRequest.deserializeBinary(REQUEST_WITH_EMPTY_PROPERTIES).getProperties()
    ?.constructor as unknown as { fromJavaScript(value: object): Struct };

/** A property bag as the engine sends it. */
export function structOf(properties: Readonly<Record<string, unknown>>): Struct {
    return structClass.fromJavaScript(properties);
}
