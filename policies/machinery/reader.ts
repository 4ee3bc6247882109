/** What stands for a value that the engine does not know yet: the sentinels of "@pulumi/policy/proxy", which hides them. */
export const UNKNOWN_SENTINELS: ReadonlySet<unknown> = new Set([
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** A step of a path into a property bag. */
export type Step = string | number;

/**
 * One value of a resource, in one of three states: known, absent or unknown.
 *
 * It reads through property descriptors, so the SDK's proxy never throws at an unknown value, and a rule cannot mistake
 * "not known yet" for "not set".
 */
export class Field {
    private constructor(
        readonly state: "known" | "absent" | "unknown",
        /** The value when known; undefined otherwise. */
        readonly value: unknown,
        /** Where it stands in the resource, such as "vpcConfig.endpointPublicAccess". */
        readonly path: string,
    ) {}

    /** The field that holds a value; the value may be one of the sentinels. */
    static of(value: unknown, path = ""): Field {
        if (value === undefined || value === null) return new Field("absent", undefined, path);
        if (typeof value === "string" && UNKNOWN_SENTINELS.has(value)) return new Field("unknown", undefined, path);
        return new Field("known", value, path);
    }

    /** The field further down. What lies below an unknown value is unknown, below an absent one absent. */
    at(...steps: readonly Step[]): Field {
        let field: Field = this;
        for (const step of steps) field = field.child(step);
        return field;
    }

    private child(step: Step): Field {
        const path = typeof step === "number" ? `${this.path}[${step}]` : this.path ? `${this.path}.${step}` : step;
        if (this.state !== "known") return new Field(this.state, undefined, path);
        if (typeof this.value !== "object") return new Field("absent", undefined, path);
        return Field.of(Object.getOwnPropertyDescriptor(this.value, step)?.value, path);
    }

    /** The elements of a known array; a single value counts as an array of one, as some providers flatten those. */
    items(): readonly Field[] {
        if (this.state !== "known") return [];
        if (!Array.isArray(this.value)) return [this];
        // An index loop, because the SDK's proxy throws when an iterator meets an unknown element.
        const fields: Field[] = [];
        for (let index = 0; index < this.value.length; index++) fields.push(this.at(index));
        return fields;
    }

    /** The members of a known object. */
    members(): readonly (readonly [string, Field])[] {
        if (this.state !== "known" || typeof this.value !== "object" || Array.isArray(this.value)) return [];
        return Object.keys(this.value as object).map((key) => [key, this.at(key)] as const);
    }

    /** Whether the value is there, known or not. This is all that a rule asks of a reference (an ARN, an id, a key). */
    get isSet(): boolean {
        return this.state === "unknown" || (this.state === "known" && this.value !== "");
    }

    /** Whether it is known to be true; launch templates write booleans as strings. */
    get isTrue(): boolean {
        return this.value === true || this.value === "true";
    }

    /** Whether it is known to be false. */
    get isFalse(): boolean {
        return this.value === false || this.value === "false";
    }

    /** The string, when known to be one. */
    get text(): string | undefined {
        return typeof this.value === "string" ? this.value : undefined;
    }

    /** The number, when known to be one. */
    get number(): number | undefined {
        return typeof this.value === "number" ? this.value : undefined;
    }

    /** The known strings of an array. */
    get texts(): readonly string[] {
        return this.items().flatMap((item) => item.text ?? []);
    }
}
