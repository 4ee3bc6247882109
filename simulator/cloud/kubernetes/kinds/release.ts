import type { Properties } from "../../../../insight/graph";
import type { Account, LiveResource } from "../../account";
import { digits, physicalName, Refusal } from "../../cloud";
import type { ResourceType, Seconds } from "../../resource-type";
import { CHARTS } from "../charts";
import { type Chart, isOn } from "../charts/chart";
import { definitionName } from "../charts/custom-kinds";
import { customResources, DEFINITION, definitionOf, makeDefinition, requireDefinition } from "../definitions";
import { blockedBy } from "../finalizing";
import { nameProblems } from "../names";
import { clusterOf, DEFAULT_NAMESPACE, objectsOf } from "../object";
import { readiness } from "../pods/readiness";
import { releasePods } from "../pods/release-pods";
import { requireReachable } from "../reachable";
import { chartNameOf, failedRelease, type InstalledRelease, releaseOf, SECRET, secretName } from "../releases";
import { bindClaims, removeClaims } from "../storage/claims";
import { requireWebhooks } from "../webhooks";
import { refuseWaiting } from "./kind";
import { hasNamespace, NAMESPACE, requireNamespace } from "./namespaces";

/** Longest name of a release. Source: Helm, chartutil.ValidateReleaseName. */
const MAX_NAME = 53;
/** How long Helm waits unless told otherwise. Unit: seconds. Source: Helm, --timeout. */
const TIMEOUT = 300;

/** For a chart that is not known: the middle of those that are. */
const SECONDS: Seconds = { create: 75, update: 60, delete: 20, source: "estimate: the middle of the charts' own" };

/** A Helm release: it brings definitions, webhooks and controllers, and waits for the pods of its chart. */
export const RELEASE_TYPE: ResourceType = {
    answer: (request) => {
        const { inputs, urn } = request;
        const name = physicalName(request);
        const namespace = typeof inputs.namespace === "string" ? inputs.namespace : DEFAULT_NAMESPACE;
        const status = {
            name,
            namespace,
            chart: chartNameOf(inputs),
            version: inputs.version,
            revision: 1,
            status: "deployed",
        };
        return { id: `${namespace}/${name}`, outputs: { name, namespace, status, uid: digits(urn, 32) } };
    },
    seconds: SECONDS,
    secondsOf: (inputs) => {
        const chart = CHARTS[chartNameOf(inputs)];
        return chart ? { ...SECONDS, create: chart.installSeconds, source: chart.source } : SECONDS;
    },
    replaces: ["name", "namespace", "repositoryOpts.repo"],
    autoname: { property: "name", max: MAX_NAME },
    check: releaseProblems,
    creating: install,
    updating: upgrade,
    deleting: uninstall,
};

function releaseProblems(inputs: Properties): readonly string[] {
    const chartName = chartNameOf(inputs);
    const chart = CHARTS[chartName];
    const { name, version, namespace } = inputs;
    if (inputs.chart === undefined) return ["Release: chart: Required value"];
    if (!chart) return [`Release: chart "${chartName}": the simulated cloud has no such chart.`];
    return [
        ...(typeof name === "string" && name.length > MAX_NAME
            ? [`Release: release name "${name}" exceeds max length of ${MAX_NAME}`]
            : nameProblems("Release: name", name, "subdomain")),
        ...nameProblems("Release: namespace", namespace, "label"),
        ...(typeof version === "string" && !chart.versions.includes(version)
            ? [
                  `Release: chart "${chartName}" version "${version}" not found: ` +
                      `the simulated cloud knows ${chart.versions.join(", ")}.`,
              ]
            : []),
        ...repositoryProblems(chartName, chart, inputs),
    ];
}

function repositoryProblems(chartName: string, chart: Chart, inputs: Properties): readonly string[] {
    const reference = String(inputs.chart);
    const { repo } = (inputs.repositoryOpts ?? {}) as { repo?: unknown };
    const from = typeof repo === "string" ? repo : reference.slice(0, -chartName.length);
    if (from === "" || chart.repositories.some((known) => bare(from) === bare(known))) return [];
    return [`Release: chart "${chartName}" not found in ${from}: it comes from ${chart.repositories.join(" or ")}.`];
}

function bare(url: string): string {
    return url.replace(/^\w+:\/\//, "").replace(/\/+$/, "");
}

/** @throws {Refusal} as Helm would fail; one that is not atomic leaves a failed release behind */
function install(resource: LiveResource, account: Account): void {
    const cluster = clusterOf(resource);
    const release = known(resource);
    requireReachable(account, cluster);
    if (failedRelease(account, cluster, release.namespace, release.name)) {
        throw new Refusal(
            `cannot re-use a name that is still in use: release "${release.name}" failed before and is still in ` +
                `namespace ${release.namespace}. Uninstall it (helm uninstall ${release.name}), and install atomically.`,
        );
    }
    makeNamespace(account, cluster, release);
    requireOwnership(account, cluster, release);
    requireWebhooks(account, cluster, { type: "kubernetes:core/v1:Service", id: resource.id });
    const before = new Set(objectsOf(account, cluster, DEFINITION).map(({ id }) => id));
    bringDefinitions(account, cluster, release);
    try {
        for (const need of release.chart.needs ?? []) {
            if (isOn(release.values, need.when)) requireDefinition(account, cluster, need);
        }
        start(account, cluster, release);
    } catch (error) {
        if (resource.inputs.atomic === true) takeBack(account, cluster, release, before);
        else keepFailed(account, cluster, release);
        throw error;
    }
}

function upgrade(resource: LiveResource, next: Properties, account: Account): void {
    const cluster = clusterOf(resource);
    const release = known({ ...resource, inputs: next });
    requireReachable(account, cluster);
    requireNamespace(account, cluster, release.namespace);
    for (const need of release.chart.needs ?? []) {
        if (isOn(release.values, need.when)) requireDefinition(account, cluster, need);
    }
    // What stands in the folder "crds" is installed once and never upgraded.
    if (release.chart.definitions?.from !== "folder") bringDefinitions(account, cluster, release);
    start(account, cluster, release);
}

/** Pods, webhooks and controllers go; definitions of templates too, with their custom resources, unless kept. */
function uninstall(resource: LiveResource, account: Account): void {
    const cluster = clusterOf(resource);
    const release = known(resource);
    requireReachable(account, cluster);
    const own = definitionsOf(account, cluster, release);
    const itself = (other: InstalledRelease) => other.resource.id === resource.id;
    if (release.chart.definitions?.from === "templates") {
        const objects = own.flatMap((definition) => customResources(account, cluster, definition));
        refuseWaiting(
            `Release ${resource.id}: its uninstall deletes its CustomResourceDefinitions, and`,
            TIMEOUT / 60,
            objects.flatMap((object) => blockedBy(account, cluster, object, itself) ?? []),
        );
        for (const made of [...objects, ...own]) account.unmake(made);
    }
    // Claims of StatefulSets stay, as Kubernetes leaves them; others are the chart's own objects.
    for (const set of releasePods(account, cluster, release)) {
        if (set.claims.some(({ each }) => !each)) removeClaims(account, cluster, set);
    }
}

function start(account: Account, cluster: string, release: InstalledRelease): void {
    const sets = releasePods(account, cluster, release);
    const { pods, problems } = readiness(account, cluster, sets);
    const { skipAwait, timeout = TIMEOUT } = release.resource.inputs;
    if (skipAwait !== true) {
        refuseWaiting(`Helm release "${release.name}"`, Math.ceil(Number(timeout) / 60), problems);
    }
    bindClaims(account, cluster, sets, pods);
}

function makeNamespace(account: Account, cluster: string, { namespace, resource, name }: InstalledRelease): void {
    if (resource.inputs.createNamespace !== true || hasNamespace(account, cluster, namespace)) {
        requireNamespace(account, cluster, namespace);
        return;
    }
    const metadata = { name: namespace };
    account.make({
        type: NAMESPACE,
        id: namespace,
        name: namespace,
        cluster,
        madeFor: `release ${name}`,
        inputs: { metadata },
        outputs: { metadata },
    });
}

/** Helm takes over no object that another release or nobody's release made. */
function requireOwnership(account: Account, cluster: string, release: InstalledRelease): void {
    const { definitions } = release.chart;
    if (!definitions || definitions.from === "folder" || !isOn(release.values, definitions.when)) return;
    for (const kind of definitions.kinds) {
        const there = definitionOf(account, cluster, kind);
        if (!there || there.madeFor === madeFor(release)) continue;
        throw new Refusal(
            `Unable to continue with install: CustomResourceDefinition "${definitionName(kind)}" in namespace "" exists ` +
                "and cannot be imported into the current release: invalid ownership metadata; it belongs to " +
                `${there.madeFor ?? "no release"}. Let one of the two bring it.`,
        );
    }
}

function bringDefinitions(account: Account, cluster: string, release: InstalledRelease): void {
    const { definitions } = release.chart;
    if (!definitions || !isOn(release.values, definitions.when)) return;
    for (const kind of definitions.kinds) makeDefinition(account, cluster, kind, madeFor(release));
}

function definitionsOf(account: Account, cluster: string, release: InstalledRelease): readonly LiveResource[] {
    return objectsOf(account, cluster, DEFINITION).filter((definition) => definition.madeFor === madeFor(release));
}

/** An atomic install that fails is uninstalled: what Helm never deletes stays, as after any uninstall. */
function takeBack(account: Account, cluster: string, release: InstalledRelease, before: ReadonlySet<string>): void {
    if (release.chart.definitions?.from !== "templates") return;
    for (const definition of definitionsOf(account, cluster, release)) {
        if (!before.has(definition.id)) account.unmake(definition);
    }
}

function keepFailed(account: Account, cluster: string, { name, namespace, resource }: InstalledRelease): void {
    const secret = secretName(name);
    const metadata = { name: secret, namespace, labels: { owner: "helm", name, status: "failed", version: "1" } };
    account.make({
        type: SECRET,
        id: `${namespace}/${secret}`,
        name: secret,
        cluster,
        madeFor: `release ${name}`,
        inputs: { metadata, type: "helm.sh/release.v1", release: { ...resource.inputs, name } },
        outputs: { metadata },
    });
}

function madeFor({ name, namespace }: InstalledRelease): string {
    return `release ${namespace}/${name}`;
}

function known(resource: LiveResource): InstalledRelease {
    const release = releaseOf(resource);
    if (release) return release;
    throw new Refusal(`Release ${resource.id}: the simulated cloud has no chart "${chartNameOf(resource.inputs)}".`);
}
