import { describe, expect, it } from "vitest";

import { PINNED_VERSION, refusalOf, versionIn } from "../../../simulator/engine/versions";

describe("the CLI's version", () => {
    it.each(["3.255.0", "3.259.0", "3.300.1", "3.255.0-alpha.1a2b", PINNED_VERSION])("%s will do", (version) => {
        expect(refusalOf(version)).toBeUndefined();
    });

    it.each([
        ["3.254.9", "too old"],
        ["3.99.0", "too old"],
        ["2.300.0", "too old"],
        ["4.0.0", "too new"],
        ["10.0.0", "too new"],
    ])("%s is %s", (version, reason) => {
        expect(refusalOf(version)).toContain(reason);
    });

    it.each([
        ["v3.259.0\n", "3.259.0"],
        ["3.259.0", "3.259.0"],
        ["warning: something\nv3.260.1-dev+abc\n", "3.260.1-dev+abc"],
        ["GNU bash, version 5.2", undefined],
        ["", undefined],
    ])("is read from %j", (printed, version) => {
        expect(versionIn(printed)).toBe(version);
    });
});
