import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Account } from "../../../simulator/cloud/account";
import { CloudProvider } from "../../../simulator/providers/cloud-provider";
import { Weather } from "../../../simulator/providers/faults";
import { type ServedProvider, serveProvider } from "../../../simulator/providers/grpc";
import { plainOf, structOf } from "../../../simulator/providers/values";
import { ACCOUNT } from "../../support/deploy";
import { urnOf } from "../../support/provider-calls";

const weather = new Weather();
let served: ServedProvider;
let client: ResourceProviderClient;
beforeAll(async () => {
    served = await serveProvider("aws", "7.48.0", new CloudProvider({ account: new Account(ACCOUNT), weather }));
    client = new ResourceProviderClient(`127.0.0.1:${served.port}`, credentials.createInsecure());
});
afterAll(() => {
    client.close();
    served.close();
});

function called<T>(call: (done: (error: ServiceError | null, response: T) => void) => unknown): Promise<T> {
    return new Promise((resolve, reject) => call((error, response) => (error ? reject(error) : resolve(response))));
}

function create(type: string, inputs: Parameters<typeof structOf>[0]): Promise<proto.CreateResponse> {
    const request = new proto.CreateRequest().setUrn(urnOf(type, "one")).setProperties(structOf(inputs));
    return called((done) => client.create(request, done));
}

describe("a provider that the engine attaches to", () => {
    it("says who it is and what it takes", async () => {
        const hello = await called<proto.ProviderHandshakeResponse>((done) =>
            client.handshake(new proto.ProviderHandshakeRequest(), done),
        );
        expect(hello.getAcceptSecrets()).toBe(false);
        const configured = await called<proto.ConfigureResponse>((done) =>
            client.configure(new proto.ConfigureRequest(), done),
        );
        expect([configured.getSupportspreview(), configured.getAcceptsecrets()]).toEqual([true, false]);
        const schema = await called<proto.GetSchemaResponse>((done) =>
            client.getSchema(new proto.GetSchemaRequest(), done),
        );
        expect(JSON.parse(schema.getSchema())).toEqual({ name: "aws", version: "7.48.0" });
    });

    it("creates over the wire", async () => {
        const made = await create("aws:s3/bucket:Bucket", { bucket: "logs-1" });
        expect(made.getId()).toBe("logs-1");
        expect(plainOf(made.getProperties())).toMatchObject({ arn: "arn:aws:s3:::logs-1" });
    });

    it("gives a refusal in the cloud's words alone", async () => {
        const failed = await create("aws:ec2/subnet:Subnet", { vpcId: "vpc-1" }).catch((error: ServiceError) => error);
        expect((failed as ServiceError).details).toMatch(/^InvalidVpcID\.NotFound: [^\n]*$/);
    });

    it("says where a mistake of its own is", async () => {
        weather.set({
            before: () => {
                throw new TypeError("a mistake");
            },
        });
        const failed = await create("aws:s3/bucket:Bucket", {}).catch((error: ServiceError) => error);
        weather.clear();
        expect((failed as ServiceError).details).toMatch(/^TypeError: a mistake\n\s+at .*grpc\.test/);
    });

    it("refuses every function: nothing is looked up", async () => {
        const request = new proto.InvokeRequest().setTok("aws:index/getRegion:getRegion");
        await expect(called((done) => client.invoke(request, done))).rejects.toThrow("aws:index/getRegion:getRegion");
    });
});
