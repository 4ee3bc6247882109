import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { answerFor } from "../../../simulator/cloud/answers";
import { CHARTS } from "../../../simulator/cloud/kubernetes/charts";
import { customKinds, definitionName } from "../../../simulator/cloud/kubernetes/charts/custom-kinds";
import { ACCOUNT } from "../../support/deploy";
import {
    addNodes,
    CLUSTER,
    clusterAccount,
    create,
    createNamespace,
    install,
    remove,
    removeNodes,
} from "../../support/kubernetes";

const UPSTREAM = join(__dirname, "../../../../shared/upstream");
const hasUpstream = existsSync(UPSTREAM);
const KARPENTER = { repositoryOpts: { repo: "oci://public.ecr.aws/karpenter" }, version: "1.14.1" };

describe("a custom resource", () => {
    it("needs the release that brings its definition", () => {
        const account = clusterAccount();
        addNodes(account, "system");
        expect(() => create(account, "karpenter.sh/v1:NodePool", "default")).toThrow(
            /no matches for kind "NodePool" in version "karpenter.sh\/v1".*karpenter or karpenter-crd/,
        );
        install(account, "karpenter", KARPENTER);
        expect(create(account, "karpenter.sh/v1:NodePool", "default").id).toBe("default");
    });

    it("needs a version that is served", () => {
        const account = clusterAccount();
        addNodes(account, "system");
        createNamespace(account, "team");
        install(account, "external-secrets", { version: "2.9.0" });
        const inputs = { metadata: { namespace: "team" } };
        expect(() => create(account, "external-secrets.io/v1beta1:ExternalSecret", "a", inputs)).toThrow(
            /no matches for kind "ExternalSecret" in version "external-secrets.io\/v1beta1"/,
        );
        expect(create(account, "external-secrets.io/v1:ExternalSecret", "a", inputs).id).toBe("team/a");
    });

    it("can have its definition from the program as well, and goes with it", () => {
        const account = clusterAccount();
        createNamespace(account, "team");
        const definition = create(
            account,
            "apiextensions.k8s.io/v1:CustomResourceDefinition",
            "httproutes.gateway.networking.k8s.io",
            {
                spec: {
                    group: "gateway.networking.k8s.io",
                    scope: "Namespaced",
                    names: { kind: "HTTPRoute", plural: "httproutes" },
                    versions: [{ name: "v1", served: true, storage: true }],
                },
            },
        );
        const inputs = { metadata: { namespace: "team" } };
        expect(() => create(account, "gateway.networking.k8s.io/v1:Gateway", "g", inputs)).toThrow(
            /no matches for kind/,
        );
        const route = create(account, "gateway.networking.k8s.io/v1:HTTPRoute", "r", inputs);
        remove(account, definition);
        expect(account.get(route.type, route.id, CLUSTER)).toBeUndefined();
    });

    it("stays while its controller is gone, and goes before it", () => {
        const account = clusterAccount();
        addNodes(account, "system");
        const release = install(account, "karpenter", KARPENTER);
        const pool = create(account, "karpenter.sh/v1:NodePool", "default");
        remove(account, release);
        expect(() => remove(account, pool)).toThrow(/finalizer karpenter.sh\/termination.*no pod of karpenter runs/s);
        install(account, "karpenter", KARPENTER);
        remove(account, pool);
        expect(account.get(pool.type, pool.id, CLUSTER)).toBeUndefined();
    });

    it("of a kind that nothing known brings is an error with its type", () => {
        const request = { urn: "u", type: "kubernetes:example.com/v1:Widget", name: "w", inputs: {} };
        expect(() => answerFor(request, ACCOUNT)).toThrow(/kubernetes:example.com\/v1:Widget/);
    });
});

describe("an admission webhook", () => {
    const SERVICE = { metadata: { namespace: "default" }, spec: { selector: { app: "a" }, ports: [{ port: 80 }] } };

    it("blocks what it judges until a pod of it runs", () => {
        const account = clusterAccount();
        install(account, "aws-load-balancer-controller", { skipAwait: true, atomic: false });
        expect(() => create(account, "core/v1:Service", "inner", SERVICE)).toThrow(
            /failed calling webhook "mservice.elbv2.k8s.aws".*no endpoints available.*aws-load-balancer-controller/,
        );
        expect(create(account, "core/v1:ConfigMap", "free").id).toBe("default/free");
        addNodes(account, "system");
        expect(create(account, "core/v1:Service", "inner", SERVICE).id).toBe("default/inner");
    });

    it("blocks again when the nodes of its pods go", () => {
        const account = clusterAccount();
        addNodes(account, "system");
        install(account, "aws-load-balancer-controller");
        removeNodes(account, "system");
        expect(() => create(account, "core/v1:Service", "inner", SERVICE)).toThrow(/no endpoints available/);
    });

    it("is not there when its value is off", () => {
        const account = clusterAccount();
        const values = { enableServiceMutatorWebhook: false };
        install(account, "aws-load-balancer-controller", { skipAwait: true, atomic: false, values });
        expect(create(account, "core/v1:Service", "inner", SERVICE).id).toBe("default/inner");
    });
});

describe("the table of charts", () => {
    it("names pods in webhooks and finalizers that the chart has", () => {
        for (const [name, chart] of Object.entries(CHARTS)) {
            const pods = chart.pods.map((each) => each.name);
            const named = [...(chart.webhooks ?? []), ...(chart.finalizers ? [chart.finalizers] : [])].map(
                (each) => each.pods,
            );
            expect(
                named.filter((each) => !pods.includes(each)),
                name,
            ).toEqual([]);
            expect(chart.source, name).not.toBe("");
        }
    });

    it.skipIf(!hasUpstream)("has every chart of the reference, at its version", () => {
        const charts = readdirSync(join(UPSTREAM, "charts"));
        for (const chart of charts) {
            expect([...(CHARTS[chart]?.versions ?? [])].sort(), chart).toEqual(
                readdirSync(join(UPSTREAM, "charts", chart)).sort(),
            );
        }
        expect(Object.keys(CHARTS).sort()).toEqual(charts.sort());
    });

    it.skipIf(!hasUpstream)("reads placement from values that the charts have", () => {
        for (const [name, { pods, versions }] of Object.entries(CHARTS)) {
            const file = join(UPSTREAM, "charts", name, versions[0] ?? "", "values.yaml");
            if (!existsSync(file)) continue;
            const keys = [...readFileSync(file, "utf8").matchAll(/^"?([\w-]+)"?:/gm)].map((match) => match[1]);
            for (const { at, when } of pods) {
                for (const path of [at.split(".")[0] ?? "", when?.path.split(".")[0] ?? ""]) {
                    if (path !== "") expect(keys, `${name}: ${path}`).toContain(path);
                }
            }
        }
    });
});

describe("the table of custom kinds", () => {
    it.skipIf(!hasUpstream)("is what the projects' definitions say", () => {
        const found = definitions(join(UPSTREAM, "crds"));
        expect(found.length).toBeGreaterThan(150);
        for (const { name, group, kind, scope, versions } of found) {
            const known = customKinds.find((each) => each.group === group && each.kind === kind);
            expect(known?.scope, name).toBe(scope);
            expect(known && definitionName(known)).toBe(name);
            expect(
                versions.every((version) => known?.versions.includes(version)),
                name,
            ).toBe(true);
        }
    });
});

interface Found {
    readonly name: string;
    readonly group: string;
    readonly kind: string;
    readonly scope: string;
    readonly versions: readonly string[];
}

/** Only the heads and the version entries are read: the schemas are megabytes. */
function definitions(folder: string): readonly Found[] {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml"));
    return files
        .map((file) => readFileSync(join(folder, file), "utf8"))
        .filter((text) => /^"?kind"?: "?CustomResourceDefinition/m.test(text))
        .map((text) => {
            const value = (key: string, indent: number) =>
                new RegExp(`^ {${indent}}"?${key}"?: "?([^"\\n]+?)"?$`, "m").exec(text)?.[1] ?? "";
            const group = value("group", 2);
            const names = [...text.matchAll(/^ {2,6}(?:- )?"?name"?: "?(v\d\w*)"?$/gm)].map((match) => match[1] ?? "");
            const served = [...text.matchAll(/^ {2,6}(?:- )?"?served"?: (true|false)$/gm)].map((match) => match[1]);
            expect(served.length, value("kind", 4)).toBe(names.length);
            return {
                name: `${value("plural", 4)}.${group}`,
                group,
                kind: value("kind", 4),
                scope: value("scope", 2),
                versions: names.filter((_, index) => served[index] === "true"),
            };
        });
}
