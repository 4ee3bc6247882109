import { stackOf } from "./environment";

/** One accepted risk, as a settings file writes it. Fields that are missing make it invalid, not unreadable. */
export interface Exception {
    /** Id of one finding, not of a rule: "iam-no-service-star[Action::s3:*]". */
    readonly finding: string;
    /** URN of the resource, where `*` stands for any text. Without it, every resource of the stack. */
    readonly urn?: string;
    /** Name of the stack that it is for. An exception without a stack applies to none. */
    readonly stack?: string;
    /** Why the risk is accepted, in at least {@link MIN_REASON} characters. */
    readonly reason?: string;
    /** Who answers for it. */
    readonly owner?: string;
    /** Last day on which it holds, "2026-01-31", at most {@link MAX_DAYS} days ahead. */
    readonly expires?: string;
}

/** Fewest characters of a reason. */
export const MIN_REASON = 20;
/** Most days that an exception may last from today. */
export const MAX_DAYS = 90;

/** Why an exception is not accepted. */
export interface ExceptionProblem {
    readonly exception: Exception;
    readonly kind: "expired" | "expires" | "owner" | "reason" | "stack" | "unused";
    readonly message: string;
}

/** Keeps which exceptions a run has used, so that the end of the run can report the others. */
export class ExceptionLedger {
    readonly #used = new Set<Exception>();
    readonly #byFinding = new Map<string, Exception[]>();

    constructor(
        private readonly exceptions: readonly Exception[],
        private readonly today: string,
    ) {
        for (const exception of exceptions) {
            if (problemsOf(exception, today).length > 0) continue;
            const same = this.#byFinding.get(exception.finding);
            if (same) same.push(exception);
            else this.#byFinding.set(exception.finding, [exception]);
        }
    }

    /** The live exception for a finding, if there is one; it counts as used from now on. */
    excuse(finding: string, urn: string): Exception | undefined {
        const match = this.#byFinding.get(finding)?.find((e) => e.stack === stackOf(urn) && matches(e.urn, urn));
        if (match) this.#used.add(match);
        return match;
    }

    /** What is wrong with the exceptions of a stack. To be asked after every rule has run. */
    problems(stack: string): readonly ExceptionProblem[] {
        return this.exceptions
            .filter((e) => e.stack === undefined || e.stack === stack)
            .flatMap((exception) => {
                const wrong = problemsOf(exception, this.today);
                if (wrong.length > 0 || this.#used.has(exception)) return wrong;
                const message = "matches no finding of this run; delete it";
                return [{ exception, kind: "unused" as const, message }];
            });
    }
}

function problemsOf(exception: Exception, today: string): readonly ExceptionProblem[] {
    const { stack, reason = "", owner = "", expires = "" } = exception;
    const left = daysBetween(today, expires);
    const problems: ExceptionProblem[] = [];
    const add = (kind: ExceptionProblem["kind"], message: string) => problems.push({ exception, kind, message });
    if (!stack) add("stack", "names no stack, so it applies to none");
    if (reason.trim().length < MIN_REASON) add("reason", `has a reason of fewer than ${MIN_REASON} characters`);
    if (owner.trim() === "") add("owner", "has no owner");
    if (left === undefined) add("expires", 'has no date "expires" such as "2026-01-31"');
    else if (left < 0) add("expired", `expired on ${expires}`);
    else if (left > MAX_DAYS) add("expires", `lasts until ${expires}, more than ${MAX_DAYS} days ahead`);
    return problems;
}

/** Whole days from one date to another; undefined when the second is no date. */
function daysBetween(from: string, to: string): number | undefined {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(to)) return undefined;
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
    return Number.isNaN(days) ? undefined : days;
}

function matches(pattern: string | undefined, urn: string): boolean {
    if (pattern === undefined || pattern === urn) return true;
    if (!pattern.includes("*")) return false;
    const source = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${source.join(".*")}$`).test(urn);
}
