import { type Answer, digits } from "../cloud";
import type { ResourceType } from "../resource-type";
import { arn } from "./answers";
import { all, oneOf, tags, text, whole } from "./checks";
import { policyProblems } from "./policy-document";
import { took } from "./seconds";
import { shown } from "./shown";
import { TYPES } from "./types";

/** Unit: bytes. Source: KMS resource quotas. */
const MAX_KEY_POLICY = 32_768;

const answerKey: Answer = ({ urn }, place) => {
    const hex = digits(urn, 32);
    const keyId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
    return { id: keyId, outputs: { keyId, arn: arn(place, "kms", `key/${keyId}`) } };
};

/** Deletion schedules the end of a key: from then on it encrypts nothing and costs nothing. */
const key: ResourceType = {
    answer: answerKey,
    seconds: took(10, 10, 1, "estimate: the provider waits until the policy and the rotation are seen everywhere"),
    replaces: ["customerMasterKeySpec", "customKeyStoreId", "keyUsage", "multiRegion", "xksKeyId"],
    check: all(
        text("description", /^.{0,8192}$/s, "ValidationException", "at most 8192 characters"),
        whole("deletionWindowInDays", 7, 30, "ValidationException"),
        whole("rotationPeriodInDays", 90, 2560, "ValidationException"),
        oneOf(
            "keyUsage",
            ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"],
            "ValidationException",
        ),
        ({ policy }) => policyProblems(policy, MAX_KEY_POLICY, "the key policy"),
        tags,
    ),
};

const alias: ResourceType = {
    answer: (request, place) => {
        const name = shown(request.inputs.name ?? `alias/${request.name}-${digits(request.urn, 7)}`);
        return { id: name, outputs: { name, arn: arn(place, "kms", name) } };
    },
    seconds: took(1, 1, 1, "estimate: one API call"),
    replaces: ["name", "namePrefix"],
    autoname: { property: "name", max: 256 },
    references: { targetKeyId: { to: [TYPES.key], missing: "NotFoundException" } },
    check: text(
        "name",
        /^alias\/(?!aws\/)[\w/-]{1,250}$/,
        "InvalidAliasNameException",
        '"alias/" and letters, digits, /_-',
    ),
};

/** Keys, by resource type. */
export const KMS: Readonly<Record<string, ResourceType>> = { [TYPES.key]: key, "aws:kms/alias:Alias": alias };
