import { writeFileSync } from "node:fs";

import { estimate } from "../insight/cost";
import { exposure } from "../insight/exposure";
import type { ResourceGraph } from "../insight/graph";
import { AWS_PRICES } from "../insight/prices/aws";
import { teardown } from "../insight/teardown";
import { timeline } from "../insight/timeline";
import { judge } from "../policies/judge";
import { type Finding, readSettings, rules, SETTINGS_VARIABLE } from "../policies/public";
import { chartsByApiGroup } from "../simulator/cloud/charts-by-group";
import { durationsOf } from "../simulator/cloud/durations";
import { simulate } from "../simulator/simulate";
import type { PlanArguments } from "./command-line";
import { PlatformConfig } from "./platform-config";
import { loadProgram } from "./program";
import { type Project, readProject } from "./project";
import { renderHtml } from "./render/html";
import { renderJson } from "./render/json";
import type { PlanReport } from "./render/report";
import { isBlocked } from "./render/rows";
import { renderPlan } from "./render/terminal";
import { UserError } from "./user-error";

/** What `groundwork plan` was asked for, and where. */
export interface PlanOptions extends PlanArguments {
    /** Folder of Pulumi.yaml. */
    readonly root: string;
    /** Unit: columns. */
    readonly width: number;
    readonly color: boolean;
    /** Today as "2026-01-31": support dates and exceptions are compared with it. */
    readonly today: string;
}

/** Builds, judges and prices a stack. Gives back what to print, and whether it must not be deployed. */
export async function plan(options: PlanOptions): Promise<{ readonly text: string; readonly blocked: boolean }> {
    const project = readProject(options.root, options.stack);
    const settings = readSettings(process.env[SETTINGS_VARIABLE], options.today, rules);
    const { place, profile } = new PlatformConfig(project);
    const graph = await simulate(loadProgram(project), {
        project: project.name,
        stack: project.stack,
        config: project.config,
        place,
    });
    const findings = await judge(project.stack, graph.resources, settings);
    const report = reportOf(project, graph, place.region, profile, findings);
    if (options.html !== undefined) writePage(options.html, renderHtml(report));
    const { color, width } = options;
    const text = options.json ? renderJson(report) : renderPlan(report, { color, width });
    return { text, blocked: isBlocked(report) };
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
    const charts = chartsByApiGroup();
    const ending = teardown(graph, charts);
    return {
        stack,
        project: project.name,
        region,
        ...(profile === undefined ? {} : { profile }),
        graph,
        cost: estimate(graph, AWS_PRICES, region),
        exposure: exposure(graph),
        timeline: timeline(graph, durationsOf, charts),
        teardown: ending,
        findings: shown,
        rulesByGroup,
        nextSteps: nextSteps(stack, isBlocked({ findings: shown, teardown: ending })),
    };
}

function nextSteps(stack: string, blocked: boolean): readonly string[] {
    if (blocked) return [`Mend what is mandatory above in Pulumi.${stack}.yaml, then plan again.`];
    return [
        `npm start -- --stack ${stack} --html report.html (the same as a page, with every resource)`,
        `npm run rehearse -- --stack ${stack} (lives its whole life with the real engine, without AWS)`,
        `pulumi preview --stack ${stack} --policy-pack policies (asks AWS, with the same rules)`,
        `pulumi up --stack ${stack} --policy-pack policies (creates it)`,
    ];
}

function writePage(path: string, page: string): void {
    try {
        writeFileSync(path, page);
    } catch (error) {
        throw new UserError(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
    }
}
