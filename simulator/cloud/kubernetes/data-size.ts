import type { Properties } from "../../../insight/graph";
import { recordOf } from "./object";

/** Most that a ConfigMap or Secret may hold. Unit: bytes. Source: Kubernetes, ConfigMaps and Secrets. */
const MAX_DATA = 1024 * 1024;

/** Problems of what a ConfigMap or Secret holds. */
export function dataProblems(inputs: Properties): readonly string[] {
    const values = [inputs.data, inputs.stringData].flatMap((data) => Object.values(recordOf(data)));
    const encoded = Object.values(recordOf(inputs.binaryData));
    const size =
        values.reduce<number>((sum, value) => sum + Buffer.byteLength(String(value)), 0) +
        encoded.reduce<number>((sum, value) => sum + Buffer.from(String(value), "base64").length, 0);
    return size > MAX_DATA ? [`data: Too long: may not be more than ${MAX_DATA} bytes, got ${size}`] : [];
}
