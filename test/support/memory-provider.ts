import * as proto from "@pulumi/pulumi/proto/provider_pb";

import { BareProvider } from "../../bench/bare-provider";
import type { Properties } from "../../insight/graph";
import { type ServedProvider, serveProvider } from "../../simulator/providers/grpc";
import { nameOf } from "../../simulator/providers/inputs";
import { plainOf, structOf } from "../../simulator/providers/values";

/** A provider that takes any resource as it is and remembers it: what the engine does is then its own doing. */
export class MemoryProvider extends BareProvider {
    /** Inputs by id. */
    readonly resources = new Map<string, Properties>();
    /** Runs before each creation. */
    beforeCreate: (name: string) => Promise<void> | void = () => undefined;

    static async serve(pkg: string): Promise<{ provider: MemoryProvider; served: ServedProvider }> {
        const provider = new MemoryProvider();
        const { version } = require(`@pulumi/${pkg}/package.json`) as { version: string };
        return { provider, served: await serveProvider(pkg, version, provider) };
    }

    override async create(request: proto.CreateRequest): Promise<proto.CreateResponse> {
        const inputs = plainOf(request.getProperties());
        const response = new proto.CreateResponse().setProperties(structOf(inputs));
        if (request.getPreview()) return response.setId("");
        const name = nameOf(request.getUrn());
        await this.beforeCreate(name);
        this.resources.set(`id-${name}`, inputs);
        return response.setId(`id-${name}`);
    }

    override async update(request: proto.UpdateRequest): Promise<proto.UpdateResponse> {
        if (!request.getPreview()) this.resources.set(request.getId(), plainOf(request.getNews()));
        return new proto.UpdateResponse().setProperties(request.getNews());
    }

    override async read(request: proto.ReadRequest): Promise<proto.ReadResponse> {
        const inputs = this.resources.get(request.getId());
        if (!inputs) return new proto.ReadResponse();
        return new proto.ReadResponse()
            .setId(request.getId())
            .setInputs(structOf(inputs))
            .setProperties(structOf(inputs));
    }

    override async delete(request: proto.DeleteRequest): Promise<void> {
        this.resources.delete(request.getId());
    }
}
