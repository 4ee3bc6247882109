import * as proto from "@pulumi/pulumi/proto/provider_pb";

import type { Properties } from "../../insight/graph";
import { Refusal } from "../cloud/cloud";
import { requireReachable } from "../cloud/kubernetes/reachable";
import { CloudProvider } from "./cloud-provider";
import { plainOf } from "./values";

const CLUSTER = "aws:eks/cluster:Cluster";

/** The Kubernetes provider: each configured one works in the cluster that its kubeconfig names. */
export class KubernetesProvider extends CloudProvider {
    /** URL of the API by the engine's connection. */
    readonly #servers = new Map<string, string>();

    override configure(request: proto.ConfigureRequest, peer: string): void {
        const server = serverOf(request.getVariablesMap().get("kubernetes:config:kubeconfig") ?? argsOf(request));
        if (server !== undefined) this.#servers.set(peer, server);
    }

    /** A provider is replaced, with everything in it, when it points at another cluster. */
    override diffConfig(request: proto.DiffRequest): proto.DiffResponse {
        const [olds, news] = [plainOf(request.getOldInputs() ?? request.getOlds()), plainOf(request.getNews())];
        const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
        if (olds.kubeconfig === news.kubeconfig && olds.clusterIdentifier === news.clusterIdentifier) {
            return new proto.DiffResponse().setChanges(DIFF_NONE);
        }
        const response = new proto.DiffResponse().setChanges(DIFF_SOME).setDiffsList(["kubeconfig"]);
        return sameCluster(olds, news) ? response : response.setReplacesList(["kubeconfig"]);
    }

    protected override located(peer: string): { readonly cluster: string } {
        const server = this.#servers.get(peer);
        const cluster = this.account.ofType(CLUSTER).find(({ outputs }) => outputs.endpoint === server);
        if (!cluster) {
            throw new Refusal(
                "configured Kubernetes cluster is unreachable: " +
                    (server === undefined ? "the provider has no kubeconfig." : `nothing answers at ${server}.`),
            );
        }
        const name = String(cluster.outputs.name);
        requireReachable(this.account, name);
        return { cluster: name };
    }
}

function argsOf(request: proto.ConfigureRequest): unknown {
    return plainOf(request.getArgs()).kubeconfig;
}

/** The URL of the API that a kubeconfig in JSON names. */
function serverOf(kubeconfig: unknown): string | undefined {
    if (typeof kubeconfig !== "string") return undefined;
    try {
        const { clusters } = JSON.parse(kubeconfig) as { clusters?: { cluster?: { server?: string } }[] };
        return clusters?.[0]?.cluster?.server;
    } catch {
        // Not known yet, in a preview.
        return undefined;
    }
}

function sameCluster(olds: Properties, news: Properties): boolean {
    if (olds.clusterIdentifier !== undefined || news.clusterIdentifier !== undefined) {
        return olds.clusterIdentifier === news.clusterIdentifier;
    }
    return serverOf(olds.kubeconfig) === serverOf(news.kubeconfig);
}
