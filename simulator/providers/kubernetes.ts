import * as proto from "@pulumi/pulumi/proto/provider_pb";

import type { Properties } from "../../insight/graph";
import { TYPES } from "../cloud/aws/types";
import { Refusal } from "../cloud/cloud";
import { requireReachable } from "../cloud/kubernetes/reachable";
import { RELEASE } from "../cloud/kubernetes/releases";
import { CloudProvider, type CloudProviderOptions } from "./cloud-provider";
import { typeOf } from "./inputs";
import { plainOf } from "./values";

/** What the provider sees of the environment: a real one is a process that inherits the engine's. */
export interface KubernetesEnvironment {
    /** "true" drops what is in a cluster that cannot be reached from the state. */
    PULUMI_K8S_DELETE_UNREACHABLE?: string;
}

/** The Kubernetes provider: each configured one works in the cluster that its kubeconfig names. */
export class KubernetesProvider extends CloudProvider {
    /** URL of the API by the engine's connection. */
    readonly #servers = new Map<string, string>();

    constructor(
        options: CloudProviderOptions,
        private readonly env: KubernetesEnvironment,
    ) {
        super(options);
    }

    override configure(request: proto.ConfigureRequest, peer: string): void {
        const server = serverOf(request.getVariablesMap().get("kubernetes:config:kubeconfig") ?? argsOf(request));
        if (server !== undefined) this.#servers.set(peer, server);
    }

    override async read(request: proto.ReadRequest, peer: string): Promise<proto.ReadResponse> {
        return this.forgets(peer) ? new proto.ReadResponse() : super.read(request, peer);
    }

    /** A release is not forgotten here, only by a read. Source: pulumi/pulumi-kubernetes#2675. */
    override async delete(request: proto.DeleteRequest, peer: string): Promise<void> {
        if (typeOf(request.getUrn()) !== RELEASE && this.forgets(peer)) return;
        await super.delete(request, peer);
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

    /** Whether the caller has asked to take what cannot be reached for gone, and it cannot be. */
    private forgets(peer: string): boolean {
        if (this.env.PULUMI_K8S_DELETE_UNREACHABLE !== "true") return false;
        try {
            this.located(peer);
            return false;
        } catch (error) {
            if (error instanceof Refusal) return true;
            throw error;
        }
    }

    protected override located(peer: string): { readonly cluster: string } {
        const server = this.#servers.get(peer);
        const cluster = this.account.ofType(TYPES.cluster).find(({ outputs }) => outputs.endpoint === server);
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
