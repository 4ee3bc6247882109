import type { PolicyProviderResource, PolicyResourceOptions } from "@pulumi/policy";

import { Field, type Step } from "./reader";

/** One resource as a rule sees it. */
export interface Resource {
    readonly urn: string;
    /** Type token, such as "aws:s3/bucket:Bucket". */
    readonly type: string;
    readonly name: string;
    /** Whether `protect` is set: the only "do not delete" option that the engine shows to policies. */
    readonly protect: boolean;
    /** One of its properties: inputs in a resource rule, outputs in a stack rule. */
    at(...path: readonly Step[]): Field;
    /** A property of its explicit or default provider; absent when the engine names none. */
    provider(...path: readonly Step[]): Field;
}

/** What the SDK hands over for one resource, in both kinds of rules. */
export interface SdkResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly props: object;
    readonly opts: PolicyResourceOptions;
    readonly provider?: PolicyProviderResource;
}

/** Wraps a resource of the SDK, so that all reading goes through {@link Field}. */
export class ResourceView implements Resource {
    readonly #properties: Field;
    readonly #provider: Field;

    constructor(private readonly source: SdkResource) {
        this.#properties = Field.of(source.props);
        this.#provider = Field.of(source.provider?.props);
    }

    get urn(): string {
        return this.source.urn;
    }

    get type(): string {
        return this.source.type;
    }

    get name(): string {
        return this.source.name;
    }

    get protect(): boolean {
        return this.source.opts.protect;
    }

    at(...path: readonly Step[]): Field {
        return this.#properties.at(...path);
    }

    provider(...path: readonly Step[]): Field {
        return this.#provider.at(...path);
    }
}
