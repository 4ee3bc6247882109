import { AWS } from "./aws/aws";
import { Refusal } from "./cloud";
import { kubernetesTypeOf } from "./kubernetes/kubernetes";
import type { ResourceType } from "./resource-type";

/** A provider of Pulumi exists in no cloud: it is there at once. */
const PROVIDER: ResourceType = {
    answer: ({ name }) => ({ id: name, outputs: {} }),
    seconds: { create: 0, update: 0, delete: 0, source: "a provider is a process of Pulumi" },
    replaces: [],
};

/**
 * What the cloud knows of a resource type.
 *
 * @throws {Refusal} for a type that it does not know: an answer made up would be trusted
 */
export function resourceTypeOf(type: string, name: string): ResourceType {
    const known = type.startsWith("pulumi:providers:") ? PROVIDER : (AWS[type] ?? kubernetesTypeOf(type));
    if (!known) throw new Refusal(`${type} "${name}": the simulated cloud has no such type.`);
    return known;
}
