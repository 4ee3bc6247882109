import { beforeEach, describe, expect, it } from "vitest";

import type { Account } from "../../../simulator/cloud/account";
import { answerFor } from "../../../simulator/cloud/answers";
import { durationsOf } from "../../../simulator/cloud/durations";
import { CHARTS } from "../../../simulator/cloud/kubernetes/charts";
import { podsOf } from "../../../simulator/cloud/kubernetes/pods/pods-of";
import { ACCOUNT } from "../../support/deploy";
import { addNodes, CLUSTER, clusterAccount, create, install, remove, removeNodes } from "../../support/kubernetes";

const DEFINITION = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";

describe("a Helm release", () => {
    let account: Account;
    beforeEach(() => {
        account = clusterAccount();
    });

    const definitions = () => account.ofType(DEFINITION).map(({ id }) => id);

    it("waits for its pods, unless it skips that", () => {
        expect(() => install(account, "metrics-server")).toThrow(
            /Helm release "metrics-server" would wait 5 minutes, then time out:.*0\/1 replicas available: no nodes/s,
        );
        expect(() => install(account, "metrics-server", { timeout: 900 })).toThrow(/wait 15 minutes/);
        install(account, "metrics-server", { skipAwait: true, atomic: false });
        expect(podsOf(account, CLUSTER).map(({ node }) => node)).toEqual([undefined]);
        addNodes(account, "system");
        expect(podsOf(account, CLUSTER).map(({ node }) => node)).toEqual(["system-0.internal"]);
    });

    it("is content with a DaemonSet that finds no node", () => {
        addNodes(account, "system");
        expect(() => install(account, "nvidia-device-plugin")).not.toThrow();
    });

    it("reads placement from its values", () => {
        addNodes(account, "system", { taints: [{ key: "only", value: "x", effect: "NO_SCHEDULE" }] });
        expect(() => install(account, "keda")).toThrow(/untolerated taint only=x:NoSchedule/);
        const tolerations = [{ key: "only", operator: "Exists" }];
        expect(() => install(account, "keda", { values: { tolerations } })).not.toThrow();
        expect(() => install(account, "external-secrets", { values: { global: { tolerations } } })).not.toThrow();
    });

    it("needs its namespace, or makes it", () => {
        addNodes(account, "system");
        expect(() => install(account, "keda", { namespace: "keda" })).toThrow(/namespaces "keda" not found/);
        install(account, "keda", { namespace: "keda", createNamespace: true });
        expect(account.get("kubernetes:core/v1:Namespace", "keda", CLUSTER)?.madeFor).toBe("release keda");
    });

    it("that is atomic leaves nothing when it fails", () => {
        const before = account.resources.length;
        expect(() => install(account, "keda")).toThrow(/would wait/);
        expect(account.resources).toHaveLength(before);
        addNodes(account, "system");
        expect(() => install(account, "keda")).not.toThrow();
    });

    it("that is not leaves a failed release, whose name cannot be used again", () => {
        expect(() => install(account, "keda", { atomic: false })).toThrow(/would wait/);
        addNodes(account, "system");
        expect(() => install(account, "keda", { atomic: false })).toThrow(/cannot re-use a name that is still in use/);
        account.delete("kubernetes:core/v1:Secret", "kube-system/sh.helm.release.v1.keda.v1", CLUSTER);
        expect(() => install(account, "keda", { atomic: false })).not.toThrow();
    });

    it("needs the kinds that its templates hold", () => {
        addNodes(account, "system");
        expect(() => install(account, "dcgm-exporter")).toThrow(
            /no matches for kind "ServiceMonitor".*kube-prometheus-stack/,
        );
        install(account, "dcgm-exporter", { values: { serviceMonitor: { enabled: false } } });
        install(account, "kube-prometheus-stack");
        expect(() =>
            install(account, "kube-state-metrics", { values: { prometheus: { monitor: { enabled: true } } } }),
        ).not.toThrow();
    });

    it("leaves definitions of its folder behind, and takes those of its templates with their objects", () => {
        addNodes(account, "system");
        const operator = install(account, "kuberay-operator");
        const scaler = install(account, "keda");
        const cluster = create(account, "ray.io/v1:RayCluster", "ray");
        const trigger = create(account, "keda.sh/v1alpha1:TriggerAuthentication", "auth");
        remove(account, operator);
        remove(account, scaler);
        expect(definitions()).toContain("rayclusters.ray.io");
        expect(definitions().filter((id) => id.endsWith(".keda.sh"))).toEqual([]);
        expect(account.get(cluster.type, cluster.id, CLUSTER)).toBeDefined();
        expect(account.get(trigger.type, trigger.id, CLUSTER)).toBeUndefined();
        expect(podsOf(account, CLUSTER)).toEqual([]);
    });

    it("is not uninstalled while its definitions hold what only it can finish", () => {
        addNodes(account, "system");
        const keda = install(account, "keda");
        const scaled = create(account, "keda.sh/v1alpha1:ScaledObject", "model");
        expect(() => remove(account, keda)).toThrow(/ScaledObject default\/model has finalizer finalizer.keda.sh/);
        remove(account, scaled);
        expect(() => remove(account, keda)).not.toThrow();
    });

    it("takes over no definition that another release brought", () => {
        addNodes(account, "system");
        install(account, "karpenter");
        expect(() => install(account, "karpenter-crd")).toThrow(
            /cannot be imported into the current release.*kube-system\/karpenter/,
        );
    });

    it("upgrades only to what would run", () => {
        addNodes(account, "system");
        const keda = install(account, "keda");
        const values = { nodeSelector: { pool: "none" } };
        expect(() => account.update(keda.type, keda.id, { ...keda.inputs, values }, CLUSTER)).toThrow(
            /node selector pool=none/,
        );
        removeNodes(account, "system");
        expect(() => account.update(keda.type, keda.id, keda.inputs, CLUSTER)).toThrow(/no nodes available/);
    });

    const wrong: readonly (readonly [string, object, RegExp])[] = [
        ["an unknown chart", { chart: "nginx" }, /chart "nginx": the simulated cloud has no such chart/],
        ["an unknown version", { chart: "keda", version: "1.0.0" }, /version "1.0.0" not found.*2.20.2/],
        [
            "another repository",
            { chart: "keda", repositoryOpts: { repo: "https://charts.example.com" } },
            /not found in.*kedacore/,
        ],
        ["a long name", { chart: "keda", name: "a".repeat(54) }, /exceeds max length of 53/],
    ];
    it.each(wrong)("is refused for %s", (_, inputs, message) => {
        const request = { urn: "u", type: "kubernetes:helm.sh/v3:Release", name: "r", inputs: { ...inputs } };
        expect(() => answerFor(request, ACCOUNT)).toThrow(message);
    });

    it("takes its chart from an OCI registry, too", () => {
        const inputs = { chart: "oci://public.ecr.aws/karpenter/karpenter", version: "1.14.1" };
        expect(
            answerFor({ urn: "u", type: "kubernetes:helm.sh/v3:Release", name: "r", inputs }, ACCOUNT).outputs.status,
        ).toMatchObject({
            chart: "karpenter",
            status: "deployed",
        });
    });

    it.each(Object.keys(CHARTS))(
        "of %s installs on nodes that fit, once the kinds that it needs are there",
        (chart) => {
            addNodes(account, "system", { instanceType: "m6i.4xlarge", desired: 3 });
            install(account, "kube-prometheus-stack");
            install(account, "cert-manager", { values: { crds: { enabled: true } } });
            install(account, "seldon-core-v2-crds");
            install(account, "kserve-crd");
            const there = account.ofType("kubernetes:helm.sh/v3:Release").find(({ name }) => name === chart);
            const release =
                there ?? install(account, chart, { values: { singleBinary: { persistence: { enabled: false } } } });
            expect(podsOf(account, CLUSTER).filter(({ node }) => node === undefined)).toEqual([]);
            expect(() => remove(account, release)).not.toThrow();
            const { create: seconds } = durationsOf(release);
            expect(seconds).toBe(CHARTS[chart]?.installSeconds);
        },
    );
});
