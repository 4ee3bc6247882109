import * as proto from "@pulumi/pulumi/proto/provider_pb";

import type { Properties } from "../../insight/graph";
import type { Account, LiveResource } from "../cloud/account";
import { type Place, Refusal } from "../cloud/cloud";
import { resourceTypeOf } from "../cloud/resource-types";
import { previewed, UNKNOWN } from "../cloud/unknown";
import { changesOf } from "./changes";
import type { Operation, Weather } from "./faults";
import type { ProviderHandlers } from "./grpc";
import { DEFAULTS, named, nameOf, typeOf, withoutDefaults } from "./inputs";
import { plainOf, structOf, withoutUnknown } from "./values";

/** What a provider of the simulated cloud works with. */
export interface CloudProviderOptions {
    readonly account: Account;
    /** What goes wrong on the way to the cloud. */
    readonly weather: Weather;
}

/** A provider whose resources exist in an account of the simulated cloud. */
export class CloudProvider implements ProviderHandlers {
    readonly acceptsSecrets: boolean = false;
    protected readonly account: Account;
    readonly #weather: Weather;

    constructor({ account, weather }: CloudProviderOptions) {
        this.account = account;
        this.#weather = weather;
    }

    checkConfig(request: proto.CheckRequest): proto.CheckResponse {
        return new proto.CheckResponse().setInputs(request.getNews());
    }

    diffConfig(_request: proto.DiffRequest): proto.DiffResponse {
        return new proto.DiffResponse();
    }

    configure(_request: proto.ConfigureRequest, _peer: string): void {}

    /** Fills in generated names, and says everything that is wrong with the inputs whatever else exists. */
    check(request: proto.CheckRequest): proto.CheckResponse {
        const urn = request.getUrn();
        const news = plainOf(request.getNews());
        const olds = request.getOlds() ? plainOf(request.getOlds()) : undefined;
        const type = resourceTypeOf(typeOf(urn), nameOf(urn));
        const inputs = named(type, { urn: this.account.urnOfNext(urn), name: nameOf(urn), inputs: news }, olds);
        const problems = type.check?.(withoutUnknown(withoutDefaults(inputs)), this.place) ?? [];
        const failures = problems.map((problem) => new proto.CheckFailure().setReason(problem));
        return new proto.CheckResponse().setInputs(structOf(inputs)).setFailuresList(failures);
    }

    diff(request: proto.DiffRequest): proto.DiffResponse {
        const type = resourceTypeOf(typeOf(request.getUrn()), nameOf(request.getUrn()));
        const [olds, news] = [plainOf(request.getOldInputs()), plainOf(request.getNews())];
        const { changed, replaces, collides } = changesOf(type, olds, news);
        const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
        return new proto.DiffResponse()
            .setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME)
            .setDiffsList([...changed])
            .setReplacesList([...replaces])
            .setDeletebeforereplace(replaces.length > 0 && collides);
    }

    async create(request: proto.CreateRequest, peer: string): Promise<proto.CreateResponse> {
        const urn = request.getUrn();
        const inputs = plainOf(request.getProperties());
        if (request.getPreview()) {
            return new proto.CreateResponse().setId("").setProperties(structOf(this.foreseen(urn, inputs)));
        }
        const made = await this.#weather.around(this.operation("create", urn), () =>
            this.account.create({
                urn,
                type: typeOf(urn),
                name: nameOf(urn),
                inputs: withoutDefaults(inputs),
                ...this.located(peer),
            }),
        );
        return new proto.CreateResponse().setId(made.id).setProperties(structOf(stateOf(made, inputs)));
    }

    async update(request: proto.UpdateRequest, peer: string): Promise<proto.UpdateResponse> {
        const urn = request.getUrn();
        const inputs = plainOf(request.getNews());
        if (request.getPreview()) {
            return new proto.UpdateResponse().setProperties(structOf(this.foreseenChange(request, inputs)));
        }
        const { cluster } = this.located(peer);
        const next = await this.#weather.around(this.operation("update", urn), () =>
            this.account.update(typeOf(urn), request.getId(), withoutDefaults(inputs), cluster),
        );
        return new proto.UpdateResponse().setProperties(structOf(stateOf(next, inputs)));
    }

    /** What exists now; a resource that is gone has no id. */
    async read(request: proto.ReadRequest, peer: string): Promise<proto.ReadResponse> {
        const urn = request.getUrn();
        const { cluster } = this.located(peer);
        const found = await this.#weather.around(this.operation("read", urn), () =>
            this.account.get(typeOf(urn), request.getId(), cluster),
        );
        if (!found) return new proto.ReadResponse();
        const defaults = plainOf(request.getInputs())[DEFAULTS];
        const inputs = { ...found.inputs, ...(defaults === undefined ? {} : { [DEFAULTS]: defaults }) };
        return new proto.ReadResponse()
            .setId(found.id)
            .setInputs(structOf(inputs))
            .setProperties(structOf(stateOf(found, inputs)));
    }

    async delete(request: proto.DeleteRequest, peer: string): Promise<void> {
        const urn = request.getUrn();
        const { cluster } = this.located(peer);
        await this.#weather.around(this.operation("delete", urn), () =>
            this.account.delete(typeOf(urn), request.getId(), cluster),
        );
    }

    async construct(request: proto.ConstructRequest): Promise<proto.ConstructResponse> {
        throw new Refusal(`${request.getType()} "${request.getName()}": the simulated provider has no such component.`);
    }

    /** Where a connection's provider works, if not in the account itself. */
    protected located(_peer: string): { readonly cluster?: string } {
        return {};
    }

    protected get place(): Place {
        return this.account.place;
    }

    private operation(kind: Operation["kind"], urn: string): Operation {
        return { kind, urn, type: typeOf(urn), name: nameOf(urn) };
    }

    /** What a preview shows: names and inputs, and an unknown for what only the cloud gives. */
    private foreseen(urn: string, inputs: Properties): Properties {
        const type = resourceTypeOf(typeOf(urn), nameOf(urn));
        const request = { urn, type: typeOf(urn), name: nameOf(urn), inputs: withoutDefaults(inputs) };
        const { outputs } = type.answer(request, this.place);
        return previewed(inputs, { ...outputs, ...idOutput(typeOf(urn), "") });
    }

    /** What a preview shows of a change: outputs stay as they are, but for those that count up. */
    private foreseenChange(request: proto.UpdateRequest, inputs: Properties): Properties {
        const { renews } = resourceTypeOf(typeOf(request.getUrn()), nameOf(request.getUrn()));
        const outputs = plainOf(request.getOlds());
        const old = { inputs: withoutDefaults(plainOf(request.getOldInputs())), outputs };
        const renewed = Object.entries(renews?.(old, withoutDefaults(inputs)) ?? {})
            .filter(([key, value]) => value !== outputs[key])
            .map(([key]) => [key, UNKNOWN]);
        return { ...outputs, ...inputs, ...Object.fromEntries(renewed) };
    }
}

/** The state that the engine keeps: inputs, what the cloud answered, and the id where the provider repeats it. */
function stateOf({ type, id, outputs }: LiveResource, inputs: Properties): Properties {
    return { ...inputs, ...outputs, ...idOutput(type, id) };
}

/** The AWS provider repeats the id among a resource's outputs. */
function idOutput(type: string, id: string): Properties {
    return type.startsWith("aws:") ? { id } : {};
}
