import type { Properties } from "../../../../insight/graph";
import type { Account, LiveResource } from "../../account";
import { shown } from "../../aws/shown";
import { Refusal } from "../../cloud";
import { labelProblems } from "../names";
import { clusterOf, metadataOf, objectName, recordOf, recordsOf } from "../object";
import { readiness } from "../pods/readiness";
import { podSpecOf, workloadPods } from "../pods/workload-pods";
import { quantityProblems } from "../quantity";
import { bindClaims, removeClaims } from "../storage/claims";
import { type Kind, refuseWaiting } from "./kind";

const SECONDS = {
    create: 30,
    update: 30,
    delete: 10,
    source: "estimate: image pull and start of a small container on a node that is there",
};
const SELECTED = ["spec.selector"];

/** Kinds that run pods. Pulumi waits until they are ready: what would not become ready is refused with the reason. */
export const WORKLOAD_KINDS: readonly Kind[] = [
    workload("apps/v1", "Deployment", { replaces: SELECTED }),
    workload("apps/v1", "DaemonSet", { replaces: SELECTED }),
    workload("apps/v1", "StatefulSet", {
        replaces: [...SELECTED, "spec.serviceName", "spec.volumeClaimTemplates", "spec.podManagementPolicy"],
    }),
    workload("batch/v1", "Job", {
        replaces: ["spec.template", "spec.selector", "spec.completions", "spec.parallelism"],
    }),
    workload("core/v1", "Pod", { replaces: ["spec"] }),
];

/** A CronJob runs nothing until its hour comes. */
export const CRON_JOB: Kind = {
    group: "batch/v1",
    kind: "CronJob",
    namespaced: true,
    check: (inputs) => {
        const { schedule, jobTemplate } = recordOf(inputs.spec);
        const wrong = typeof schedule === "string" && !/^(@\w+|(\S+\s+){4}\S+)$/.test(schedule.trim());
        return [
            ...(wrong ? [`spec.schedule: Invalid value: "${schedule}": expected exactly 5 fields`] : []),
            ...containerProblems(podSpecOf(recordOf(jobTemplate))),
        ];
    },
};

function workload(group: string, kind: string, { replaces }: { readonly replaces: readonly string[] }): Kind {
    return {
        group,
        kind,
        namespaced: true,
        replaces,
        seconds: SECONDS,
        check: (inputs) => [
            ...(kind === "Pod" ? [] : selectorProblems(inputs)),
            ...containerProblems(kind === "Pod" ? recordOf(inputs.spec) : podSpecOf(inputs)),
        ],
        creating: run,
        updating: (resource, next, account) => run({ ...resource, inputs: next }, account),
        deleting: (resource, account) => {
            if (retention(resource.inputs) !== "Delete") return;
            for (const set of workloadPods(account, resource)) removeClaims(account, clusterOf(resource), set);
        },
    };
}

/** @throws {Refusal} for pods that the API server refuses, or that would not become ready */
function run(resource: LiveResource, account: Account): void {
    const cluster = clusterOf(resource);
    const sets = workloadPods(account, resource);
    const { pods, problems, forbidden } = readiness(account, cluster, sets);
    if (resource.type.endsWith(":Pod") && forbidden.length > 0) throw new Refusal(forbidden.join("\n"));
    if (!skipsAwait(resource.inputs)) refuseWaiting(objectName(resource), 10, problems);
    bindClaims(account, cluster, sets, pods);
}

function skipsAwait(inputs: Properties): boolean {
    return metadataOf(inputs).annotations?.["pulumi.com/skipAwait"] === "true";
}

/** What happens to the claims of a StatefulSet that goes. They stay unless it says otherwise. */
function retention(inputs: Properties): unknown {
    return recordOf(recordOf(inputs.spec).persistentVolumeClaimRetentionPolicy).whenDeleted;
}

function selectorProblems(inputs: Properties): readonly string[] {
    const spec = recordOf(inputs.spec);
    const selector = recordOf(recordOf(spec.selector).matchLabels);
    const labels: Properties = { ...metadataOf(recordOf(spec.template)).labels };
    const unmatched = Object.entries(selector).some(([key, value]) => labels[key] !== value);
    return [
        ...labelProblems("spec.template.metadata.labels", labels),
        ...(unmatched
            ? ["spec.template.metadata.labels: Invalid value: `selector` does not match template `labels`"]
            : []),
    ];
}

function containerProblems(spec: Properties): readonly string[] {
    return [...recordsOf(spec.containers), ...recordsOf(spec.initContainers)].flatMap(({ name, resources }) => {
        const path = `containers["${String(name)}"].resources`;
        const { requests, limits } = recordOf(resources);
        return [
            ...quantityProblems(`${path}.requests`, requests),
            ...quantityProblems(`${path}.limits`, limits),
            ...extendedProblems(path, recordOf(requests), recordOf(limits)),
        ];
    });
}

/** Devices cannot be shared or overcommitted: a request needs a limit, and they must be the same whole number. */
function extendedProblems(path: string, requests: Properties, limits: Properties): readonly string[] {
    return [...new Set([...Object.keys(requests), ...Object.keys(limits)])]
        .filter((name) => name.includes("/"))
        .flatMap((name) => {
            if (limits[name] === undefined) return [`${path}.limits: Required value: Limit must be set for ${name}`];
            if (!/^\d+$/.test(shown(limits[name])))
                return [`${path}.limits.${name}: Invalid value: must be an integer`];
            return requests[name] === undefined || shown(requests[name]) === shown(limits[name])
                ? []
                : [`${path}.requests: Invalid value: must be equal to ${name} limit of ${shown(limits[name])}`];
        });
}
