import { isDeepStrictEqual } from "node:util";
import * as proto from "@pulumi/pulumi/proto/provider_pb";

import type { ProviderHandlers } from "../simulator/providers/grpc";
import { nameOf } from "../simulator/providers/inputs";
import { plainOf, structOf } from "../simulator/providers/values";

/** Takes any resource as it is and forgets it: the least that a provider must do. */
export class BareProvider implements ProviderHandlers {
    readonly acceptsSecrets = false;

    checkConfig(request: proto.CheckRequest): proto.CheckResponse {
        return this.check(request);
    }

    diffConfig(): proto.DiffResponse {
        return new proto.DiffResponse();
    }

    configure(): void {}

    check(request: proto.CheckRequest): proto.CheckResponse {
        return new proto.CheckResponse().setInputs(request.getNews());
    }

    diff(request: proto.DiffRequest): proto.DiffResponse {
        const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
        const same = isDeepStrictEqual(plainOf(request.getOldInputs()), plainOf(request.getNews()));
        return new proto.DiffResponse().setChanges(same ? DIFF_NONE : DIFF_SOME);
    }

    async create(request: proto.CreateRequest): Promise<proto.CreateResponse> {
        const id = request.getPreview() ? "" : `id-${nameOf(request.getUrn())}`;
        return new proto.CreateResponse().setId(id).setProperties(structOf(plainOf(request.getProperties())));
    }

    async update(request: proto.UpdateRequest): Promise<proto.UpdateResponse> {
        return new proto.UpdateResponse().setProperties(request.getNews());
    }

    async read(request: proto.ReadRequest): Promise<proto.ReadResponse> {
        return new proto.ReadResponse().setId(request.getId()).setProperties(request.getProperties());
    }

    async delete(_request: proto.DeleteRequest): Promise<void> {}

    async construct(): Promise<proto.ConstructResponse> {
        throw new Error("There are no components here.");
    }
}
