import type { Exception } from "./exceptions";
import type { Group, Severity } from "./rule";

/** What a finding does. An excepted one is kept, and blocks nothing. */
export type FindingLevel = "mandatory" | "advisory" | "excepted";

/** One thing that is wrong with one resource. */
export interface Finding {
    /** Id of the rule: "iam-no-service-star". */
    readonly rule: string;
    /** Id of the finding, which an exception names: "iam-no-service-star[Action::s3:*]". */
    readonly id: string;
    readonly group: Group;
    /** URN of the resource, or of the stack's root for a finding about the stack. */
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly level: FindingLevel;
    readonly severity: Severity;
    /** What is wrong and how to repair it, on two lines; it begins with the id. */
    readonly message: string;
    readonly remediation: string;
    /** What excuses it, when the level is "excepted". */
    readonly exception?: Exception;
}

/** The type and the name of a resource, which its URN ends with. */
export function partsOfUrn(urn: string): { readonly type: string; readonly name: string } {
    const [, , types = "", ...name] = urn.split("::");
    return { type: types.split("$").at(-1) ?? "", name: name.join("::") };
}
