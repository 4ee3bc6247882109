import { resourceRule } from "../../machinery/rule";

/** Log groups expire their logs. */
export const costLogRetention = resourceRule({
    id: "cost-log-retention",
    description: "Log groups expire their logs.",
    why: "The default is to keep and bill them for ever.",
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    level: "mandatory",
    severity: "low",
    frameworks: ["CKV_AWS_66", "CKV_AWS_338"],
    remediation: "Set retentionInDays, such as 30 in dev and 365 in prod.",
    check(group, { report, known }) {
        // The class DELIVERY keeps logs for a fixed day or two and takes no retention.
        if (group.at("logGroupClass").text === "DELIVERY") return;
        const retention = group.at("retentionInDays");
        if (!known(retention) || (retention.number ?? 0) > 0) return;
        report(`retentionInDays is ${retention.number === 0 ? "0, which means for ever" : "not set"}.`);
    },
});
