import type { Account, LiveResource } from "../account";
import { isServed } from "./controllers";
import { finalizerOf } from "./definitions";
import { serviceFinalizer } from "./load-balancers";
import { objectName } from "./object";
import type { InstalledRelease } from "./releases";

/** Why an object would stay when it is deleted: its finalizer is served by nobody. Undefined when it would go. */
export function blockedBy(
    account: Account,
    cluster: string,
    resource: LiveResource,
    except: (release: InstalledRelease) => boolean = () => false,
): string | undefined {
    const finalizer = finalizerOf(resource.type) ?? serviceFinalizer(account, cluster, resource);
    if (!finalizer || isServed(account, cluster, finalizer.charts, except)) return undefined;
    return (
        `${objectName(resource)} has finalizer ${finalizer.name}, and nothing serves it: ` +
        `no pod of ${finalizer.charts.join(" or ")} runs. Delete it before that release, by depending on the release.`
    );
}
