import { stackOf } from "../../machinery/environment";
import type { ExceptionLedger } from "../../machinery/exceptions";
import { type StackRule, stackRule } from "../../machinery/rule";

const rule = {
    id: "gov-exceptions-valid",
    description: "Every exception has a stack, a reason, an owner and a near date, and still excuses something.",
    why: "An exception that nobody owns or needs any more is a hole that stays open.",
    types: ["packConfig"],
    level: "mandatory",
    severity: "medium",
    frameworks: [],
    remediation: "Complete, renew or delete the exception in the file that GROUNDWORK_POLICY_SETTINGS names.",
} as const;

/** The rule over the exceptions of one run; it has to come after all other rules. */
export function exceptionsValid(ledger: Pick<ExceptionLedger, "problems">): StackRule {
    return stackRule({
        ...rule,
        check(stack, context) {
            for (const problem of ledger.problems(stackOf(stack.anyUrn))) {
                const { finding, urn } = problem.exception;
                const where = urn === undefined ? "" : ` on "${urn}"`;
                context.stack.report(`the exception for "${finding}"${where} ${problem.message}.`, {
                    detail: `${problem.kind}:${finding}`,
                });
            }
        },
    });
}

/** Stands in the list of rules; the pack binds it to the exceptions of a run. */
export const govExceptionsValid = exceptionsValid({ problems: () => [] });
