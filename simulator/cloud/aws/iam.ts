import type { Account, LiveResource } from "../account";
import { type Answer, digits, physicalName, Refusal } from "../cloud";
import type { ResourceType } from "../resource-type";
import { globalArn, joining } from "./answers";
import { all, tags, text, whole } from "./checks";
import { policyProblems, policyText } from "./policy-document";
import { took } from "./seconds";
import { shown } from "./shown";
import { TYPES } from "./types";

/** Longest documents, in characters without white space. Source: IAM and STS quotas. */
const LIMITS = { trustPolicy: 2048, managedPolicy: 6144, inlinePolicies: 10_240 };
const NAME = /^[\w+=,.@-]+$/;
const SECONDS = took(2, 1, 2, "turbot/steampipe-plugin-aws#131 (4 to 7 s in 2021), estimate: 1 to 2 s today");

const answerRole: Answer = (request, place) => {
    const name = physicalName(request);
    const arn = globalArn(place, "iam", `role/${name}`);
    return { id: name, outputs: { name, arn, uniqueId: digits(request.urn, 20) } };
};

const role: ResourceType = {
    answer: answerRole,
    seconds: SECONDS,
    replaces: ["name", "namePrefix", "path"],
    autoname: { property: "name", max: 64 },
    check: all(
        text("name", /^.{1,64}$/s, "ValidationError", "at most 64 characters"),
        text("name", NAME, "ValidationError", "letters, digits and +=,.@_- only"),
        text("description", /^.{0,1000}$/s, "ValidationError", "at most 1000 characters"),
        whole("maxSessionDuration", 3600, 43_200, "ValidationError"),
        ({ assumeRolePolicy }) => policyProblems(assumeRolePolicy, LIMITS.trustPolicy, "the trust policy"),
        tags,
    ),
};

const attachment: ResourceType = {
    answer: joining("/", "role", "policyArn"),
    seconds: SECONDS,
    replaces: ["role", "policyArn"],
    references: {
        role: { to: [TYPES.role], holds: "DeleteConflict", missing: "NoSuchEntity" },
        policyArn: { to: [TYPES.policy], holds: "DeleteConflict" },
    },
    check: text("policyArn", /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/.+$/, "ValidationError", "the ARN of a policy"),
    creating: (own, account) => {
        const arn = String(own.inputs.policyArn);
        if (!arn.includes(`:${account.place.accountId}:`) || account.named([TYPES.policy], arn)) return;
        throw new Refusal(`NoSuchEntity: Policy ${arn} does not exist or is not attachable.`);
    },
};

const rolePolicy: ResourceType = {
    answer: (request) => {
        const name = physicalName(request);
        return { id: `${String(request.inputs.role)}:${name}`, outputs: { name } };
    },
    seconds: SECONDS,
    replaces: ["name", "namePrefix", "role"],
    autoname: { property: "name", max: 128 },
    references: { role: { to: [TYPES.role], holds: "DeleteConflict", missing: "NoSuchEntity" } },
    check: all(
        text("name", /^[\w+=,.@-]{1,128}$/, "ValidationError", "1 to 128 letters, digits and +=,.@_-"),
        ({ policy }) => policyProblems(policy, LIMITS.inlinePolicies, "the inline policy"),
    ),
    creating: (own, account) => refuseTooMuch(own, own.inputs, account),
    updating: refuseTooMuch,
};

/** The limit for inline policies is for all that a role has. */
function refuseTooMuch(own: LiveResource, { policy }: LiveResource["inputs"], account: Account): void {
    const others = account
        .ofType(TYPES.rolePolicy)
        .filter(({ id, inputs }) => id !== own.id && inputs.role === own.inputs.role);
    const texts = [policy, ...others.map(({ inputs }) => inputs.policy)].map(policyText);
    const size = texts.reduce((sum, document) => sum + document.length, 0);
    if (size <= LIMITS.inlinePolicies) return;
    throw new Refusal(
        `LimitExceeded: Maximum policy size of ${LIMITS.inlinePolicies} bytes exceeded for role ${shown(own.inputs.role)}: ${size}.`,
    );
}

const policy: ResourceType = {
    answer: (request, place) => {
        const name = physicalName(request);
        const arn = globalArn(place, "iam", `policy/${name}`);
        return { id: arn, outputs: { name, arn } };
    },
    seconds: SECONDS,
    replaces: ["name", "namePrefix", "path", "description"],
    autoname: { property: "name", max: 128 },
    check: all(
        text("name", /^[\w+=,.@-]{1,128}$/, "ValidationError", "1 to 128 letters, digits and +=,.@_-"),
        ({ policy: document }) => policyProblems(document, LIMITS.managedPolicy, "the managed policy"),
        tags,
    ),
};

/** Names of the managed policies that a role has, without their path. */
export function policiesOf(account: Account, roleName: string): readonly string[] {
    return account
        .ofType(TYPES.attachment)
        .filter(({ inputs }) => inputs.role === roleName)
        .map(({ inputs }) => String(inputs.policyArn).split("/").at(-1) ?? "");
}

/** The role with this ARN, if its trust names a service. @throws {Refusal} under `error` when it may not take it */
export function roleFor(service: string, roleArn: unknown, error: string, account: Account): LiveResource {
    const found = account.named([TYPES.role], String(roleArn));
    if (found && policyText(found.inputs.assumeRolePolicy).includes(service)) return found;
    throw new Refusal(`${error}: The role ${String(roleArn)} does not exist or its trust does not name ${service}.`);
}

/** Roles and policies, by resource type. */
export const IAM: Readonly<Record<string, ResourceType>> = {
    [TYPES.role]: role,
    [TYPES.attachment]: attachment,
    [TYPES.rolePolicy]: rolePolicy,
    [TYPES.policy]: policy,
};
