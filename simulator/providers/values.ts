import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../../insight/graph";
import { isRecord } from "../cloud/records";
import { UNKNOWN } from "../cloud/unknown";

/** The key that marks a value of the engine as something other than plain JSON, and the marks. Pulumi's wire format. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** The properties of a message as plain values: a secret is its value, an output its value or unknown. */
export function plainOf(struct: Struct | undefined): Properties {
    return unwrapped(struct?.toJavaScript() ?? {}) as Properties;
}

/** Properties as a message. What is not set is left out. */
export function structOf(properties: Properties): Struct {
    return Struct.fromJavaScript(withoutUndefined(properties) as Record<string, JavaScriptValue>);
}

/** A value that means a resource, which the SDK turns into an object of its class. */
export function resourceReference(urn: string, id: string, packageVersion: string): Properties {
    return { [SIGNATURE]: RESOURCE, urn, id, packageVersion };
}

/** Properties without what is unknown anywhere in them: what a check of inputs can judge. */
export function withoutUnknown(properties: Properties): Properties {
    return filtered(properties, (value) => value !== UNKNOWN) as Properties;
}

function withoutUndefined(properties: Properties): Properties {
    return filtered(properties, (value) => value !== undefined) as Properties;
}

function filtered(value: unknown, keep: (value: unknown) => boolean): unknown {
    if (Array.isArray(value)) return value.filter(keep).map((item) => filtered(item, keep));
    if (!isRecord(value)) return value;
    const kept = Object.entries(value).filter(([, item]) => keep(item));
    return Object.fromEntries(kept.map(([key, item]) => [key, filtered(item, keep)]));
}

function unwrapped(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(unwrapped);
    if (!isRecord(value)) return value;
    if (value[SIGNATURE] === SECRET) return unwrapped(value.value);
    if (value[SIGNATURE] === OUTPUT) return "value" in value ? unwrapped(value.value) : UNKNOWN;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unwrapped(item)]));
}
