import type { Properties } from "../../../insight/graph";
import type { Account, LiveResource } from "../account";
import { CHARTS } from "./charts";
import type { Chart } from "./charts/chart";
import { DEFAULT_NAMESPACE, nameOf, namespaceOf, objectsOf, recordOf } from "./object";

/** Type of a Helm release. */
export const RELEASE = "kubernetes:helm.sh/v3:Release";
/** Type of the secret in which Helm keeps a release. The simulated cloud makes it for failed ones alone. */
export const SECRET = "kubernetes:core/v1:Secret";

/** A release whose objects exist, deployed or failed. */
export interface InstalledRelease {
    readonly name: string;
    readonly namespace: string;
    readonly chartName: string;
    readonly chart: Chart;
    readonly values: Properties;
    readonly failed: boolean;
    readonly resource: LiveResource;
}

/** Every release of a cluster, in the order of installation; failed ones too, for their objects exist. */
export function releasesOf(account: Account, cluster: string): readonly InstalledRelease[] {
    return account.resources
        .filter((resource) => resource.cluster === cluster)
        .flatMap((resource) => releaseOf(resource) ?? []);
}

/** The release that a resource is, or the failed one that a secret of Helm keeps. */
export function releaseOf(resource: LiveResource): InstalledRelease | undefined {
    const failed = resource.type === SECRET && resource.inputs.release !== undefined;
    if (resource.type !== RELEASE && !failed) return undefined;
    const inputs = failed ? recordOf(resource.inputs.release) : resource.inputs;
    const chartName = chartNameOf(inputs);
    const chart = CHARTS[chartName];
    if (!chart) return undefined;
    return {
        name: failed ? String(inputs.name) : nameOf(resource),
        namespace: namespaceOf(resource) ?? DEFAULT_NAMESPACE,
        chartName,
        chart,
        values: recordOf(inputs.values),
        failed,
        resource,
    };
}

/** Name of the chart: an OCI reference ends with it. */
export function chartNameOf(inputs: Properties): string {
    return String(inputs.chart).split("/").at(-1) ?? "";
}

/** The secret of a failed release by this name, if Helm kept one. */
export function failedRelease(
    account: Account,
    cluster: string,
    namespace: string,
    name: string,
): LiveResource | undefined {
    return objectsOf(account, cluster, SECRET).find(({ id }) => id === `${namespace}/${secretName(name)}`);
}

/** Name of the secret that Helm keeps the first revision of a release in. */
export function secretName(release: string): string {
    return `sh.helm.release.v1.${release}.v1`;
}
