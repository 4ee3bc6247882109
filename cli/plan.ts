import { writeFileSync } from "node:fs";

import { estimate } from "../insight/cost";
import { exposure } from "../insight/exposure";
import type { ResourceGraph } from "../insight/graph";
import { AWS_PRICES } from "../insight/prices/aws";
import { judge } from "../policies/judge";
import { type Finding, readSettings, rules, SETTINGS_VARIABLE } from "../policies/public";
import { simulate } from "../simulator/simulate";
import { loadProgram } from "./program";
import { type Project, readProject } from "./project";
import { renderHtml } from "./render/html";
import { renderJson } from "./render/json";
import type { PlanReport } from "./render/report";
import { verdictOf } from "./render/rows";
import { renderPlan } from "./render/terminal";
import { UserError } from "./user-error";

/** What `groundwork plan` was asked for. */
export interface PlanOptions {
    readonly stack: string;
    readonly json: boolean;
    /** Where a page is written, too. */
    readonly html?: string | undefined;
    /** Folder of Pulumi.yaml. */
    readonly root: string;
    /** Unit: columns. */
    readonly width: number;
    readonly color: boolean;
    /** Today as "2026-01-31": support dates and exceptions are compared with it. */
    readonly today: string;
}

/** Account for ARNs of a project that names none: the one that AWS uses in its documentation. */
const EXAMPLE_ACCOUNT = "123456789012";
const DEFAULT_REGION = "us-east-1";

/** Builds, judges and prices a stack. Gives back what to print, and whether a mandatory rule was broken. */
export async function plan(options: PlanOptions): Promise<{ readonly text: string; readonly blocked: boolean }> {
    const project = readProject(options.root, options.stack);
    const settings = readSettings(process.env[SETTINGS_VARIABLE], options.today, rules);
    const region = project.config["aws:region"] ?? DEFAULT_REGION;
    const platform = platformConfig(project);
    const graph = await simulate(loadProgram(project), {
        project: project.name,
        stack: project.stack,
        config: project.config,
        place: { accountId: platform.accountId ?? EXAMPLE_ACCOUNT, region },
    });
    const findings = await judge(project.stack, graph.resources, settings);
    const report = reportOf(project, graph, region, platform.profile, findings);
    if (options.html !== undefined) writePage(options.html, renderHtml(report));
    const { color, width } = options;
    const text = options.json ? renderJson(report) : renderPlan(report, { color, width });
    return { text, blocked: verdictOf(report.findings) === "blocked" };
}

function reportOf(
    project: Project,
    graph: ResourceGraph,
    region: string,
    profile: string | undefined,
    findings: readonly Finding[],
): PlanReport {
    const rulesByGroup: Record<string, number> = {};
    for (const { group } of rules) rulesByGroup[group.toUpperCase()] = (rulesByGroup[group.toUpperCase()] ?? 0) + 1;
    const shown = findings.map((finding) => ({ ...finding, group: finding.group.toUpperCase() }));
    const { stack } = project;
    return {
        stack,
        project: project.name,
        region,
        ...(profile === undefined ? {} : { profile }),
        graph,
        cost: estimate(graph, AWS_PRICES, region),
        exposure: exposure(graph),
        findings: shown,
        rulesByGroup,
        nextSteps: nextSteps(stack, verdictOf(shown) === "blocked"),
    };
}

function nextSteps(stack: string, blocked: boolean): readonly string[] {
    if (blocked) return [`Mend what is mandatory above in Pulumi.${stack}.yaml, then plan again.`];
    return [
        `npm start -- --stack ${stack} --html report.html (the same as a page, with every resource)`,
        `pulumi preview --stack ${stack} --policy-pack policies (asks AWS, with the same rules)`,
        `pulumi up --stack ${stack} --policy-pack policies (creates it)`,
    ];
}

/** What of the platform's own configuration a plan shows. Other projects have none. */
function platformConfig({ name, config }: Project): { accountId?: string; profile?: string } {
    try {
        const { accountId, profile } = JSON.parse(config[`${name}:platform`] ?? "{}") as Record<string, unknown>;
        return {
            ...(typeof accountId === "string" ? { accountId } : {}),
            ...(typeof profile === "string" ? { profile } : {}),
        };
    } catch {
        // The program reads the same text and says what is wrong with it.
        return {};
    }
}

function writePage(path: string, page: string): void {
    try {
        writeFileSync(path, page);
    } catch (error) {
        throw new UserError(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
    }
}
