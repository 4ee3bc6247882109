import type { Properties } from "../../../../insight/graph";
import type { Account, LiveResource } from "../../account";
import { Refusal } from "../../cloud";
import { blockedBy } from "../finalizing";
import { asksForOther, hasLoadBalancer, hostOf, makeLoadBalancer, removeLoadBalancer } from "../load-balancers";
import { labelProblems } from "../names";
import { clusterOf, namespaceOf, objectsOf, recordOf, recordsOf } from "../object";
import type { Amounts } from "../quantity";
import { sum } from "../quantity";
import { quotaProblems } from "../quotas";
import { type Kind, refuseWaiting } from "./kind";

const TYPES_OF_SERVICE = ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"];

/** A Service; one of the type LoadBalancer has a load balancer in AWS for as long as its finalizer is served. */
export const SERVICE_KIND: Kind = {
    group: "core/v1",
    kind: "Service",
    namespaced: true,
    names: "label that begins with a letter",
    seconds: {
        create: 5,
        update: 2,
        delete: 5,
        source: "estimate: endpoints within seconds; a load balancer's own time is in the AWS table",
    },
    replaces: ["spec.clusterIP"],
    check: ({ spec }) => {
        const { type = "ClusterIP", selector } = recordOf(spec);
        return [
            ...(TYPES_OF_SERVICE.includes(String(type))
                ? []
                : [
                      `spec.type: Unsupported value: "${String(type)}": supported values: ${TYPES_OF_SERVICE.join(", ")}`,
                  ]),
            ...labelProblems("spec.selector", selector),
            ...recordsOf(recordOf(spec).ports).flatMap(portProblems),
        ];
    },
    creating: (resource, account) => {
        requireQuota(account, resource, resource.inputs);
        makeLoadBalancer(account, resource);
    },
    updating: (resource, next, account) => changeLoadBalancer(account, resource, next),
    deleting: (resource, account) => release(account, resource),
    outputs: ({ spec }, urn) => loadBalancerStatus(recordOf(spec).type === "LoadBalancer", urn),
};

/** An Ingress; the load balancer controller makes an application load balancer for one of the class "alb". */
export const INGRESS_KIND: Kind = {
    group: "networking.k8s.io/v1",
    kind: "Ingress",
    namespaced: true,
    seconds: SERVICE_KIND.seconds ?? { create: 5, update: 2, delete: 5, source: "as a Service" },
    creating: (resource, account) => makeLoadBalancer(account, resource),
    updating: (resource, next, account) => changeLoadBalancer(account, resource, next),
    deleting: (resource, account) => release(account, resource),
    outputs: ({ spec }, urn) => loadBalancerStatus(recordOf(spec).ingressClassName === "alb", urn),
};

function portProblems({ port, targetPort }: Properties): readonly string[] {
    return [port, targetPort]
        .filter((value) => typeof value === "number" && (value < 1 || value > 65_535))
        .map((value) => `spec.ports: Invalid value: ${String(value)}: must be between 1 and 65535, inclusive`);
}

function loadBalancerStatus(has: boolean, urn: string): Properties {
    return has ? { status: { loadBalancer: { ingress: [{ hostname: hostOf(urn) }] } } } : {};
}

function changeLoadBalancer(account: Account, resource: LiveResource, next: Properties): void {
    if (resource.type.endsWith(":Service")) requireQuota(account, resource, next);
    if (!asksForOther(account, resource, next)) return;
    release(account, resource);
    makeLoadBalancer(account, { ...resource, inputs: next });
}

function release(account: Account, resource: LiveResource): void {
    if (!hasLoadBalancer(account, resource)) return;
    const blocked = blockedBy(account, clusterOf(resource), resource);
    refuseWaiting("Its deletion", 10, blocked === undefined ? [] : [blocked]);
    removeLoadBalancer(account, resource);
}

function requireQuota(account: Account, resource: LiveResource, inputs: Properties): void {
    const cluster = clusterOf(resource);
    const namespace = namespaceOf(resource) ?? "";
    const others = objectsOf(account, cluster, resource.type).filter(
        (other) => other.id !== resource.id && namespaceOf(other) === namespace,
    );
    const problems = quotaProblems(account, cluster, namespace, {
        requested: serviceUse(inputs),
        used: sum(others.map((other) => serviceUse(other.inputs))),
    });
    if (problems.length > 0) throw new Refusal(`services "${resource.name}" is forbidden: ${problems.join("; ")}`);
}

/** A Service of the type LoadBalancer has node ports as well, unless it says that it has none. */
function serviceUse({ spec }: Properties): Amounts {
    const { type, allocateLoadBalancerNodePorts, ports } = recordOf(spec);
    const balanced = type === "LoadBalancer" ? 1 : 0;
    const onNodes = type === "NodePort" || (balanced === 1 && allocateLoadBalancerNodePorts !== false);
    return {
        services: 1,
        "services.loadbalancers": balanced,
        "services.nodeports": onNodes ? recordsOf(ports).length : 0,
    };
}
