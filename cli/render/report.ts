import type { CostEstimate } from "../../insight/cost";
import type { Exposure } from "../../insight/exposure";
import type { ResourceGraph } from "../../insight/graph";
import type { Teardown } from "../../insight/teardown";
import type { Timeline } from "../../insight/timeline";

/** One thing that a policy found, as the pack reports it. */
export interface PolicyFinding {
    /** Name of the rule, such as "iam-no-service-star". */
    readonly rule: string;
    /** Name of this finding among those of the rule, such as "iam-no-service-star[Action::s3:*]". */
    readonly id: string;
    /** "ENC", "NET", "IAM", "K8S", "COST", "REL" or "GOV". */
    readonly group: string;
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** "mandatory" stops a deployment; "excepted" was mandatory or advisory and has a valid exception. */
    readonly level: "mandatory" | "advisory" | "excepted";
    /** "critical", "high", "medium" or "low". */
    readonly severity: string;
    readonly message: string;
    /** What to change. */
    readonly remediation: string;
}

/** All that a plan has to say, before it is decided how. */
export interface PlanReport {
    readonly stack: string;
    readonly project: string;
    /** Region code, or undefined when the plan spans none. */
    readonly region?: string;
    /** Profile of the platform, such as "minimal". */
    readonly profile?: string;
    readonly graph: ResourceGraph;
    readonly cost: CostEstimate;
    readonly exposure: Exposure;
    readonly timeline: Timeline;
    /** Whether a destroy goes through. A finding stops a deployment as a mandatory policy does. */
    readonly teardown: Teardown;
    readonly findings: readonly PolicyFinding[];
    /** How many rules judged the plan, by group. */
    readonly rulesByGroup: Readonly<Record<string, number>>;
    /** What to do next, one sentence or command each. */
    readonly nextSteps: readonly string[];
}
