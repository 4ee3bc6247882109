import type { Account, LiveResource } from "../account";
import { type Answer, physicalName, Refusal } from "../cloud";
import { valuesAt } from "../paths";
import type { ResourceType } from "../resource-type";
import { arn } from "./answers";
import { all, oneOf, tags, text } from "./checks";
import { allowedActions, policyText } from "./policy-document";
import { ENCRYPTED_BY } from "./references";
import { AT_ONCE } from "./seconds";
import { shown } from "./shown";
import { TYPES } from "./types";

/** Unit: days. 0 keeps for ever. Source: PutRetentionPolicy. */
const RETENTION_DAYS = [
    ...[0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

const answerLogGroup: Answer = (request, place) => {
    const name = physicalName(request);
    return { id: name, outputs: { name, arn: arn(place, "logs", `log-group:${name}`) } };
};

const logGroup: ResourceType = {
    answer: answerLogGroup,
    seconds: AT_ONCE,
    replaces: ["name", "namePrefix", "logGroupClass"],
    autoname: { property: "name", max: 512 },
    references: { kmsKeyId: ENCRYPTED_BY },
    check: all(
        text("name", /^[\w.\-/#]{1,512}$/, "InvalidParameterException", "1 to 512 letters, digits and ._-/#"),
        oneOf("retentionInDays", RETENTION_DAYS, "InvalidParameterException"),
        oneOf("logGroupClass", ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"], "InvalidParameterException"),
        tags,
    ),
    creating: (own, account) => refuseKey(own.inputs, account),
    updating: (_own, next, account) => refuseKey(next, account),
    deleting: ({ id, inputs }) => {
        if (inputs.deletionProtectionEnabled !== true) return;
        throw new Refusal(`ValidationException: The log group ${id} has deletion protection: turn it off first.`);
    },
    deleted: (own, account) => {
        if (own.inputs.skipDestroy === true) makeLogGroup(account, own.id, "skipDestroy");
        const writer = writerTo(own, account);
        if (writer !== undefined) makeLogGroup(account, own.id, writer);
    },
};

/** CloudWatch Logs encrypts for a group only if the key's policy names the service. */
function refuseKey({ kmsKeyId }: LiveResource["inputs"], account: Account): void {
    const key = account.named([TYPES.key], String(kmsKeyId));
    const policy = policyText(key?.inputs.policy);
    if (
        !key ||
        policy.includes(`logs.${account.place.region}.amazonaws.com`) ||
        policy.includes("logs.amazonaws.com")
    ) {
        return;
    }
    throw new Refusal(
        `AccessDeniedException: The key ${shown(kmsKeyId)} does not exist or is not allowed to be used with logs.`,
    );
}

/** What writes into a log group and makes it again when it is gone, never to expire. */
function writerTo({ id, outputs }: LiveResource, account: Account): string | undefined {
    const cluster = account.ofType(TYPES.cluster).find((one) => logGroupOf(one) === id);
    if (cluster) return `cluster ${cluster.id}, which logs into it`;
    const flowLog = account
        .ofType(TYPES.flowLog)
        .find(({ inputs }) => inputs.logDestination === outputs.arn && mayMakeGroups(inputs.iamRoleArn, account));
    return flowLog && `flow log ${flowLog.id}, which logs into it`;
}

function mayMakeGroups(roleArn: unknown, account: Account): boolean {
    const role = account.named([TYPES.role], String(roleArn));
    return account
        .ofType(TYPES.rolePolicy)
        .filter(({ inputs }) => inputs.role === role?.id)
        .flatMap(({ inputs }) => allowedActions(inputs.policy))
        .some((action) => ["logs:CreateLogGroup", "logs:*", "*"].includes(action));
}

/** The log group that a cluster writes to, if it writes logs at all. Source: EKS, control plane logs. */
export function logGroupOf({ id, inputs }: LiveResource): string | undefined {
    return valuesAt(inputs, "enabledClusterLogTypes").length > 0 ? `/aws/eks/${id}/cluster` : undefined;
}

/** Adds a log group as a service does. */
export function makeLogGroup(account: Account, name: string, madeFor: string): void {
    const outputs = { name, arn: arn(account.place, "logs", `log-group:${name}`) };
    account.make({ type: TYPES.logGroup, id: name, name, inputs: { name }, outputs, madeFor });
}

/** Logs, by resource type. */
export const LOGS: Readonly<Record<string, ResourceType>> = { [TYPES.logGroup]: logGroup };
