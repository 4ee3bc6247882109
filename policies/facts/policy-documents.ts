import { type Statement, statementsOf } from "../machinery/documents";
import type { Field } from "../machinery/reader";
import type { Resource } from "../machinery/resource";
import type { Reporter } from "../machinery/rule";

/** The types that grant rights to an identity by a document. Key and bucket policies are not among them. */
export const GRANTING_TYPES = [
    "aws:iam/policy:Policy",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/groupPolicy:GroupPolicy",
    "aws:iam/role:Role",
];

/** The documents that grant rights: the policy of a policy resource, the inline policies of a role. */
export function grantingDocuments(resource: Resource): readonly Field[] {
    if (resource.type !== "aws:iam/role:Role") return [resource.at("policy")];
    return resource
        .at("inlinePolicies")
        .items()
        .map((inline) => inline.at("policy"));
}

/** What the readable documents allow; an unknown document is reported as such. */
export function allowed(documents: readonly Field[], { known }: Reporter): readonly Statement[] {
    return documents
        .filter(known)
        .flatMap(statementsOf)
        .filter((s) => s.effect === "Allow");
}
