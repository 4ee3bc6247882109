import { AWS } from "./aws";
import { type CloudAnswer, type Place, Refusal, type ResourceRequest } from "./cloud";
import { KUBERNETES } from "./kubernetes";

/**
 * What the cloud answers for a resource that a provider manages.
 *
 * @throws {Refusal} for a type that it does not know: an answer made up would be trusted
 */
export function answerFor(request: ResourceRequest, place: Place): CloudAnswer {
    if (request.type.startsWith("pulumi:providers:")) return { id: request.name, outputs: {} };
    const aws = AWS[request.type];
    if (aws) {
        const { id, outputs } = aws(request, place);
        // The AWS provider repeats the id among its outputs.
        return { id, outputs: { ...outputs, id } };
    }
    const kubernetes = KUBERNETES[request.type];
    if (!kubernetes) throw new Refusal(`${request.type} "${request.name}": the simulated cloud has no such type.`);
    return kubernetes(request, place);
}
