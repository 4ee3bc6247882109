import type { Properties } from "../../../insight/graph";
import { type Metadata, metadataOf } from "./object";

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const PATH_SEGMENT = /^[^/%]+$/;

/** Longest name of a subdomain, such as a ConfigMap's. Source: Kubernetes, Object Names and IDs. */
const MAX_SUBDOMAIN = 253;
/** Longest label value, name part of a label key, and DNS label. Source: Kubernetes, Labels and Selectors. */
const MAX_LABEL = 63;
/** All annotations of an object together. Unit: bytes. Source: k8s.io/apimachinery, TotalAnnotationSizeLimitB. */
const MAX_ANNOTATIONS = 256 * 1024;

/** The rule that the names of a kind follow. */
export type NameRule = "label" | "label that begins with a letter" | "subdomain" | "path segment";

/** Problems of an object's metadata, in the API server's words. */
export function metadataProblems(inputs: Properties, rule: NameRule): readonly string[] {
    const metadata = metadataOf(inputs);
    return [
        ...nameProblems("metadata.name", metadata.name, rule),
        ...nameProblems("metadata.namespace", metadata.namespace, "label"),
        ...labelProblems("metadata.labels", metadata.labels),
        ...annotationProblems(metadata),
    ];
}

/** Problems of a name. An unknown or generated one has none. */
export function nameProblems(path: string, name: unknown, rule: NameRule): readonly string[] {
    if (typeof name !== "string") return [];
    const invalid = (why: string) => [`${path}: Invalid value: "${name}": ${why}`];
    if (rule === "path segment") return PATH_SEGMENT.test(name) ? [] : invalid("may not contain '/' or '%'");
    if (rule === "subdomain") {
        if (name.length > MAX_SUBDOMAIN) return invalid(`must be no more than ${MAX_SUBDOMAIN} characters`);
        return SUBDOMAIN.test(name)
            ? []
            : invalid("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'");
    }
    if (name.length > MAX_LABEL) return invalid(`must be no more than ${MAX_LABEL} characters`);
    if (!LABEL.test(name)) {
        return invalid("a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-'");
    }
    return rule === "label that begins with a letter" && /^[0-9]/.test(name)
        ? invalid("a DNS-1035 label must start with an alphabetic character")
        : [];
}

/** Problems of a map of labels, or of a selector. */
export function labelProblems(path: string, labels: unknown): readonly string[] {
    return Object.entries((labels ?? {}) as Properties).flatMap(([key, value]) => [
        ...keyProblems(path, key),
        ...valueProblems(`${path}.${key}`, value),
    ]);
}

function keyProblems(path: string, key: string): readonly string[] {
    const [name = "", prefix] = key.split("/").reverse();
    const good =
        key.split("/").length <= 2 &&
        QUALIFIED.test(name) &&
        name.length <= MAX_LABEL &&
        (prefix === undefined || (prefix.length <= MAX_SUBDOMAIN && SUBDOMAIN.test(prefix)));
    return good
        ? []
        : [`${path}: Invalid value: "${key}": a key is a name of at most ${MAX_LABEL} characters, with a DNS prefix`];
}

function valueProblems(path: string, value: unknown): readonly string[] {
    if (value === undefined || value === null || value === "") return [];
    if (typeof value !== "string") return [`${path}: Invalid value: ${JSON.stringify(value)}: must be a string`];
    if (value.length > MAX_LABEL) {
        return [`${path}: Invalid value: "${value}": must be no more than ${MAX_LABEL} characters`];
    }
    return QUALIFIED.test(value)
        ? []
        : [`${path}: Invalid value: "${value}": must consist of alphanumeric characters, '-', '_' or '.'`];
}

function annotationProblems({ annotations = {} }: Metadata): readonly string[] {
    const problems = Object.keys(annotations).flatMap((key) => keyProblems("metadata.annotations", key.toLowerCase()));
    const size = Object.entries(annotations).reduce((sum, [key, value]) => sum + bytes(key) + bytes(String(value)), 0);
    return size > MAX_ANNOTATIONS
        ? [...problems, `metadata.annotations: Too long: may not be more than ${MAX_ANNOTATIONS} bytes, got ${size}`]
        : problems;
}

function bytes(text: string): number {
    return Buffer.byteLength(text);
}
