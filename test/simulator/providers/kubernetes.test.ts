import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { beforeEach, describe, expect, it } from "vitest";

import type { Properties } from "../../../insight/graph";
import type { Account } from "../../../simulator/cloud/account";
import { TYPES } from "../../../simulator/cloud/aws/types";
import { setUnreachable } from "../../../simulator/cloud/kubernetes/reachable";
import { Weather } from "../../../simulator/providers/faults";
import { type KubernetesEnvironment, KubernetesProvider } from "../../../simulator/providers/kubernetes";
import { structOf } from "../../../simulator/providers/values";
import { CLUSTER, clusterAccount } from "../../support/kubernetes";
import { ProviderCalls, urnOf } from "../../support/provider-calls";

const SERVER = "https://ml.example.com";
const PEER = "127.0.0.1:7";
const NAMESPACE = "kubernetes:core/v1:Namespace";
const { DIFF_NONE } = proto.DiffResponse.DiffChanges;
const team = { metadata: { name: "search" } };

let account: Account;
let env: KubernetesEnvironment;
let provider: KubernetesProvider;
beforeEach(() => {
    account = clusterAccount();
    const cluster = account.get(TYPES.cluster, CLUSTER);
    if (!cluster) throw new Error("There is no cluster.");
    account.put({ ...cluster, outputs: { ...cluster.outputs, endpoint: SERVER } });
    env = {};
    provider = new KubernetesProvider({ account, weather: new Weather() }, env);
});

const kubeconfig = (server: string, user = "aws"): string =>
    JSON.stringify({ clusters: [{ cluster: { server } }], users: [{ name: user }] });
const configure = (server: string, peer = PEER): void =>
    provider.configure(new proto.ConfigureRequest().setArgs(structOf({ kubeconfig: kubeconfig(server) })), peer);
const namespace = (peer = PEER): ProviderCalls => new ProviderCalls(provider, urnOf(NAMESPACE, "search"), peer);

function diffConfig(olds: Properties, news: Properties) {
    const request = new proto.DiffRequest().setOldInputs(structOf(olds)).setNews(structOf(news));
    const response = provider.diffConfig(request);
    return { same: response.getChanges() === DIFF_NONE, replaces: response.getReplacesList() };
}

describe("a changed kubeconfig", () => {
    const moved = "https://other.example.com";

    it("never replaces the provider where the cluster's identifier stays", () => {
        const clusterIdentifier = "arn:aws:eks:eu-central-1:123456789012:cluster/ml";
        const olds = { clusterIdentifier, kubeconfig: kubeconfig(SERVER) };
        expect(diffConfig(olds, olds)).toEqual({ same: true, replaces: [] });
        for (const changed of [kubeconfig(moved), kubeconfig(SERVER, "other"), "no JSON"]) {
            expect(diffConfig(olds, { clusterIdentifier, kubeconfig: changed })).toEqual({ same: false, replaces: [] });
        }
        const other = { ...olds, clusterIdentifier: `${clusterIdentifier}-2` };
        expect(diffConfig(olds, other)).toEqual({ same: false, replaces: ["kubeconfig"] });
    });

    it("replaces it, without one, when the server is another, and only then", () => {
        const olds = { kubeconfig: kubeconfig(SERVER) };
        expect(diffConfig(olds, { kubeconfig: kubeconfig(SERVER, "other") })).toEqual({ same: false, replaces: [] });
        expect(diffConfig(olds, { kubeconfig: kubeconfig(moved) })).toEqual({ same: false, replaces: ["kubeconfig"] });
    });
});

describe("a configured provider", () => {
    it("works in the cluster whose API server its kubeconfig names, each connection in its own", async () => {
        configure(SERVER);
        const { id } = await namespace().create(team);
        expect(account.ofType(NAMESPACE).map(({ cluster }) => cluster)).toEqual([CLUSTER]);
        expect((await namespace().read(id)).id).toBe(id);

        configure("https://gone.example.com", "127.0.0.1:8");
        await expect(namespace("127.0.0.1:8").read(id)).rejects.toThrow(
            "cluster is unreachable: nothing answers at https://gone.example.com.",
        );
        await expect(namespace("127.0.0.1:9").read(id)).rejects.toThrow(/unreachable: the provider has no kubeconfig/);
        await namespace().delete(id);
        expect(account.ofType(NAMESPACE)).toEqual([]);
    });

    it("does nothing while the API server does not answer", async () => {
        configure(SERVER);
        const { id } = await namespace().create(team);
        setUnreachable(account, CLUSTER, true);
        for (const act of [
            () => namespace().read(id),
            () => namespace().delete(id),
            () => namespace().update(id, team, team),
        ]) {
            await expect(act()).rejects.toThrow(/unreachable/);
        }
        expect(account.ofType(NAMESPACE)).toHaveLength(1);
    });

    it("takes what cannot be reached for gone when it is told to, and only then", async () => {
        configure(SERVER);
        const { id } = await namespace().create(team);
        env.PULUMI_K8S_DELETE_UNREACHABLE = "true";
        expect((await namespace().read(id)).id).toBe(id);
        setUnreachable(account, CLUSTER, true);
        expect((await namespace().read(id)).id).toBe("");
        await namespace().delete(id);
        expect(account.ofType(NAMESPACE)).toHaveLength(1);
        await expect(namespace().create(team)).rejects.toThrow(/unreachable/);
    });

    it("shows a preview without any cluster", async () => {
        const { id } = await namespace("127.0.0.1:9").create(team, { preview: true });
        expect(id).toBe("");
    });
});
