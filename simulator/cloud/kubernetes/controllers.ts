import type { Account } from "../account";
import { releaseRuns } from "./pods/pods-of";
import { type InstalledRelease, releasesOf } from "./releases";

/** Who takes a finalizer away. */
export interface Finalizer {
    readonly name: string;
    /** Charts whose controller serves it. */
    readonly charts: readonly string[];
}

/** Whether a release of one of these charts has running pods by its controller's name, those of `except` not counted. */
export function isServed(
    account: Account,
    cluster: string,
    charts: readonly string[],
    except: (release: InstalledRelease) => boolean = () => false,
): boolean {
    return releasesOf(account, cluster).some((release) => {
        if (!charts.includes(release.chartName) || except(release)) return false;
        return releaseRuns(account, cluster, release, release.chart.finalizers?.pods ?? release.chartName);
    });
}
