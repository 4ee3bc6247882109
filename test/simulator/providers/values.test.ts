import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { describe, expect, it } from "vitest";

import { UNKNOWN } from "../../../simulator/cloud/unknown";
import { plainOf, resourceReference, structOf, withoutUnknown } from "../../../simulator/providers/values";

// Pulumi's wire format: sdk/nodejs/runtime/rpc.ts.
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const secret = (value: string | null) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });
const output = { [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4" };

describe("values of the engine", () => {
    it("are read without their marks, wherever they stand", () => {
        const struct = Struct.fromJavaScript({
            password: secret("s3cret"),
            list: [secret("a"), "b"],
            nested: { known: { ...output, value: secret("c") }, unknown: { ...output } },
            none: secret(null),
        });
        expect(plainOf(struct)).toEqual({
            password: "s3cret",
            list: ["a", "b"],
            nested: { known: "c", unknown: UNKNOWN },
            none: null,
        });
        expect(plainOf(undefined)).toEqual({});
    });

    it("come back as they went; what is not set does not go", () => {
        const sent = { text: "x", no: false, zero: 0, list: [{ a: 1 }, []], none: null };
        expect(plainOf(structOf({ ...sent, not: undefined, deep: { not: undefined } }))).toEqual({ ...sent, deep: {} });
    });

    it("keep the mark of a resource, for the SDK to make it one", () => {
        const reference = resourceReference("urn:pulumi:a::b::c::d", "i-1", "7.0.0");
        expect(plainOf(structOf({ reference })).reference).toEqual(reference);
    });

    it("are judged without what is unknown in them", () => {
        expect(withoutUnknown({ a: UNKNOWN, b: [UNKNOWN, 1], c: { d: UNKNOWN, e: "x" } })).toEqual({
            b: [1],
            c: { e: "x" },
        });
    });
});
