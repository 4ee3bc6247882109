import type { Properties } from "../../../../insight/graph";
import type { Account } from "../../account";
import { metadataOf, objectsOf, recordOf, recordsOf } from "../object";
import type { PodSet } from "./pod-set";

const NAMESPACE = "kubernetes:core/v1:Namespace";
const ENFORCE = "pod-security.kubernetes.io/enforce";

/** What Pod Security refuses of a pod set's pods, in its own words; nothing where the namespace enforces no level. */
export function violations(account: Account, cluster: string, set: PodSet): readonly string[] {
    const namespace = objectsOf(account, cluster, NAMESPACE).find(({ id }) => id === set.namespace);
    const labels = namespace === undefined ? {} : (metadataOf(namespace.inputs).labels ?? {});
    const level = labels[ENFORCE];
    if (level !== "restricted" && level !== "baseline") return [];
    const found = set.privileged
        ? ["host namespaces, hostPath volumes or privileged containers"]
        : [...baseline(set.spec), ...(level === "restricted" ? restricted(set) : [])];
    const version = labels[`${ENFORCE}-version`] ?? "latest";
    return found.length === 0 ? [] : [`violates PodSecurity "${level}:${version}": ${found.join(", ")}`];
}

function baseline(spec: Properties): readonly string[] {
    const host = ["hostNetwork", "hostPID", "hostIPC"].filter((key) => spec[key] === true);
    const hostPaths = recordsOf(spec.volumes).filter(({ hostPath }) => hostPath !== undefined);
    const privileged = containersOf(spec).filter((container) => securityOf(container).privileged === true);
    return [
        ...(host.length > 0 ? [`host namespaces (${host.join(", ")})`] : []),
        ...(hostPaths.length > 0 ? [`hostPath volumes (${hostPaths.map(({ name }) => String(name)).join(", ")})`] : []),
        ...privileged.map(({ name }) => `privileged (container "${String(name)}" must not set privileged=true)`),
    ];
}

/** A chart's containers are taken as they come: their security contexts are the chart's and not in the table. */
function restricted({ spec, owner }: PodSet): readonly string[] {
    if (owner.includes(" of release ")) return [];
    const pod = recordOf(spec.securityContext);
    return containersOf(spec).flatMap((container) => {
        const own = securityOf(container);
        const name = `container "${String(container.name)}"`;
        const dropped = recordOf(own.capabilities).drop;
        const profile = recordOf(own.seccompProfile ?? pod.seccompProfile).type;
        return [
            ...(own.allowPrivilegeEscalation === false
                ? []
                : [
                      `allowPrivilegeEscalation != false (${name} must set securityContext.allowPrivilegeEscalation=false)`,
                  ]),
            ...(Array.isArray(dropped) && dropped.includes("ALL")
                ? []
                : [`unrestricted capabilities (${name} must set securityContext.capabilities.drop=["ALL"])`]),
            ...((own.runAsNonRoot ?? pod.runAsNonRoot) === true
                ? []
                : [`runAsNonRoot != true (pod or ${name} must set securityContext.runAsNonRoot=true)`]),
            ...(profile === "RuntimeDefault" || profile === "Localhost"
                ? []
                : [`seccompProfile (pod or ${name} must set securityContext.seccompProfile.type to "RuntimeDefault")`]),
        ];
    });
}

function containersOf(spec: Properties): readonly Properties[] {
    return [...recordsOf(spec.containers), ...recordsOf(spec.initContainers)];
}

function securityOf(container: Properties): Properties {
    return recordOf(container.securityContext);
}
