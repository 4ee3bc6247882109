import type { types } from "@pulumi/kubernetes";
import * as networking from "@pulumi/kubernetes/networking/v1";
import type * as pulumi from "@pulumi/pulumi";

import type { PlatformService } from "./serving-namespace-args";

type PolicySpec = types.input.networking.v1.NetworkPolicySpec;

/** The address at which the Pod Identity agent of a node answers. Source: EKS user guide, Pod Identity. */
const POD_IDENTITY_AGENT = "169.254.170.23/32";

/** Ranges that are not the internet: other pods and nodes, and the node's metadata. */
const NOT_INTERNET = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"];

const namespaceNamed = (name: string) => ({
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
});
const tcp = (...ports: readonly number[]) => ports.map((port) => ({ protocol: "TCP", port }));

/**
 * Everything that a serving namespace's pods may talk to, by the name of its policy. `deny` closes both ways; each of
 * the others opens one thing.
 */
function policies(services: Readonly<Record<string, PlatformService>>): Readonly<Record<string, PolicySpec>> {
    return {
        deny: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
        "allow-dns": egress([
            {
                to: [namespaceNamed("kube-system")],
                ports: [{ protocol: "UDP", port: 53 }, ...tcp(53)],
            },
        ]),
        "allow-same-namespace": {
            podSelector: {},
            policyTypes: ["Ingress", "Egress"],
            ingress: [{ from: [{ podSelector: {} }] }],
            egress: [{ to: [{ podSelector: {} }] }],
        },
        "allow-pod-identity": egress([{ to: [{ ipBlock: { cidr: POD_IDENTITY_AGENT } }], ports: tcp(80) }]),
        // S3 answers at public addresses even through its gateway endpoint.
        "allow-aws-apis": egress([{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: NOT_INTERNET } }], ports: tcp(443) }]),
        ...Object.fromEntries(
            Object.entries(services).map(([name, { namespace, ports }]) => [
                `allow-${name}`,
                egress([{ to: [namespaceNamed(namespace)], ports: tcp(...ports) }]),
            ]),
        ),
    };
}

function egress(rules: types.input.networking.v1.NetworkPolicyEgressRule[]): PolicySpec {
    return { podSelector: {}, policyTypes: ["Egress"], egress: rules };
}

/** The network policies of a namespace: closed both ways, and opened by name. */
export function createNetworkPolicies(
    name: string,
    namespace: pulumi.Input<string>,
    services: Readonly<Record<string, PlatformService>>,
    opts: pulumi.CustomResourceOptions,
): void {
    for (const [policy, spec] of Object.entries(policies(services))) {
        new networking.NetworkPolicy(`${name}-${policy}`, { metadata: { name: policy, namespace }, spec }, opts);
    }
}
