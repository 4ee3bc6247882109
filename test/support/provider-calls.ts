import * as proto from "@pulumi/pulumi/proto/provider_pb";

import type { Properties } from "../../insight/graph";
import type { ProviderHandlers } from "../../simulator/providers/grpc";
import { plainOf, structOf } from "../../simulator/providers/values";

const { DIFF_NONE } = proto.DiffResponse.DiffChanges;

/** The URN of a resource of the tests' stack. */
export function urnOf(type: string, name: string): string {
    return `urn:pulumi:test::groundwork::${type}::${name}`;
}

/** Calls a provider as the engine does for one resource, with plain values. */
export class ProviderCalls {
    constructor(
        private readonly provider: ProviderHandlers,
        private readonly urn: string,
        /** The engine's connection. */
        private readonly peer = "127.0.0.1:1",
    ) {}

    check(news: Properties, olds?: Properties) {
        const request = new proto.CheckRequest().setUrn(this.urn).setNews(structOf(news));
        const response = this.provider.check(olds === undefined ? request : request.setOlds(structOf(olds)));
        const failures = response.getFailuresList().map((failure) => failure.getReason());
        return { inputs: plainOf(response.getInputs()), failures };
    }

    diff(olds: Properties, news: Properties) {
        const request = new proto.DiffRequest().setUrn(this.urn).setOldInputs(structOf(olds)).setNews(structOf(news));
        const response = this.provider.diff(request);
        return {
            same: response.getChanges() === DIFF_NONE,
            diffs: response.getDiffsList(),
            replaces: response.getReplacesList(),
            deleteBeforeReplace: response.getDeletebeforereplace(),
        };
    }

    async create(inputs: Properties, { preview = false } = {}) {
        const request = new proto.CreateRequest().setUrn(this.urn).setProperties(structOf(inputs)).setPreview(preview);
        const response = await this.provider.create(request, this.peer);
        return { id: response.getId(), state: plainOf(response.getProperties()) };
    }

    async update(id: string, olds: Properties, news: Properties, { preview = false } = {}): Promise<Properties> {
        const request = new proto.UpdateRequest().setUrn(this.urn).setId(id).setPreview(preview);
        request.setOlds(structOf(olds)).setOldInputs(structOf(olds)).setNews(structOf(news));
        return plainOf((await this.provider.update(request, this.peer)).getProperties());
    }

    async read(id: string, inputs: Properties = {}) {
        const request = new proto.ReadRequest().setUrn(this.urn).setId(id).setInputs(structOf(inputs));
        const response = await this.provider.read(request, this.peer);
        return {
            id: response.getId(),
            inputs: plainOf(response.getInputs()),
            state: plainOf(response.getProperties()),
        };
    }

    delete(id: string): Promise<void> {
        return this.provider.delete(new proto.DeleteRequest().setUrn(this.urn).setId(id), this.peer);
    }
}
