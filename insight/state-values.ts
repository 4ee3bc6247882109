import { objectOf } from "./reading";

/** What stands where a secret was. */
export const SECRET = "[secret]";

/** What stands where the text or file of an asset was: contents are no property to ask about. */
const ASSET = "[asset]";

/** Key under which the engine marks a value that is more than JSON (sdk/go/common/resource/sig). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

const SIGNATURES = {
    asset: "c44067f5952c0a294b673a41bacd8c17",
    archive: "0def7320c3a5731c473e5ecbe6d01bc7",
    reference: "5cf8f73096256a8f31e491e813e4eb8e",
    output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
} as const;

/**
 * A value of a state as plain JSON: secrets hidden, marked values resolved, at any depth.
 *
 * A mark that is not known is hidden too, because the next kind of secret should not be shown by an older program.
 */
export function revealed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(revealed);
    const object = objectOf(value);
    if (!object) return value;
    if (!(SIGNATURE in object))
        return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, revealed(inner)]));
    switch (object[SIGNATURE]) {
        case SIGNATURES.asset:
        case SIGNATURES.archive:
            return ASSET;
        case SIGNATURES.reference:
            return object.urn;
        case SIGNATURES.output:
            return object.secret === true ? SECRET : revealed(object.value);
        default:
            return SECRET;
    }
}
