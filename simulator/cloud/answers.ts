import { type CloudAnswer, type Place, Refusal, type ResourceRequest } from "./cloud";
import { resourceTypeOf } from "./resource-types";

/**
 * What the cloud answers for a resource that a provider manages, whatever else exists.
 *
 * @throws {Refusal} for a type that it does not know, and for inputs that no account would take
 */
export function answerFor(request: ResourceRequest, place: Place): CloudAnswer {
    const type = resourceTypeOf(request.type, request.name);
    const problems = type.check?.(request.inputs, place) ?? [];
    if (problems.length > 0) throw new Refusal(problems.join("\n"));
    const { id, outputs } = type.answer(request, place);
    // The AWS provider repeats the id among its outputs.
    return { id, outputs: request.type.startsWith("aws:") ? { ...outputs, id } : outputs };
}
