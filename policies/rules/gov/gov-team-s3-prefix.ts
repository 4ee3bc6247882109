import { tagsOf } from "../../facts/tags";
import { POLICY, ROLE, ROLE_POLICY, ROLE_POLICY_ATTACHMENT } from "../../facts/tokens";
import { covers, type Statement, statementsOf } from "../../machinery/documents";
import type { Field } from "../../machinery/reader";
import type { Resource } from "../../machinery/resource";
import { stackRule } from "../../machinery/rule";
import type { StackView } from "../../machinery/stack-view";

const TEAM_TAG = "groundwork:team";
const OBJECT_ACTIONS = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject"];

/** A team's identity touches objects under the team's own prefix only. */
export const govTeamS3Prefix = stackRule({
    id: "gov-team-s3-prefix",
    description: "A team's identity touches objects under the team's own prefix only.",
    why: "Teams share the artifact store; the prefix is the wall between their models.",
    types: [ROLE, ROLE_POLICY, POLICY, ROLE_POLICY_ATTACHMENT],
    level: "mandatory",
    severity: "high",
    frameworks: ["iam-simulate"],
    remediation: `Limit the statement's resources to <bucket>/teams/<team>/*, where the role's tag ${TEAM_TAG} names the team.`,
    check(stack, { on }) {
        for (const role of stack.ofType(ROLE)) {
            const team = tagsOf(role).get(TEAM_TAG);
            if (team.text === undefined) continue;
            const { report, known } = on(role);
            const statements = documentsOf(stack, role).filter(known).flatMap(statementsOf);
            for (const resource of statements.filter(allowsObjects).flatMap(objectsOf)) {
                if (isUnder(resource, `teams/${team.text}/`)) continue;
                report(`team "${team.text}" may touch objects of ${resource}.`, { detail: `Resource::${resource}` });
            }
        }
    },
});

/** Every document that gives the role rights: inline, as a resource of its own, or attached from this stack. */
function documentsOf(stack: StackView, role: Resource): readonly Field[] {
    const attachments = stack.attachedTo(role, [ROLE_POLICY_ATTACHMENT], ["role"]);
    return [
        ...role
            .at("inlinePolicies")
            .items()
            .map((p) => p.at("policy")),
        ...stack.attachedTo(role, [ROLE_POLICY], ["role"]).map((p) => p.at("policy")),
        ...attachments.flatMap((a) => stack.targetsOf(a, ["policyArn"], [POLICY])).map((p) => p.at("policy")),
    ];
}

function allowsObjects(s: Statement): boolean {
    if (s.effect !== "Allow") return false;
    return s.notActions.length > 0 || s.actions.some((a) => OBJECT_ACTIONS.some((action) => covers(a, action)));
}

/** What the statement names that can be an object; a bucket without a path never is one. */
function objectsOf(s: Statement): readonly string[] {
    if (s.notResources.length > 0) return ["*"];
    return s.resources.filter((r) => r === "*" || r.includes("/") || r.split(":").at(-1)?.includes("*"));
}

function isUnder(resource: string, prefix: string): boolean {
    const slash = resource.indexOf("/");
    const bucket = resource.slice(0, slash);
    return slash >= 0 && !bucket.includes("*") && resource.slice(slash + 1).startsWith(prefix);
}
