import { beforeEach, describe, expect, it } from "vitest";

import type { Properties } from "../../../insight/graph";
import type { Account } from "../../../simulator/cloud/account";
import { TYPES } from "../../../simulator/cloud/aws/types";
import { clusterGone } from "../../../simulator/cloud/kubernetes/cluster-gone";
import { VOLUME } from "../../../simulator/cloud/kubernetes/storage/volumes";
import {
    addAddon,
    addNodes,
    CLUSTER,
    clusterAccount,
    create,
    createNamespace,
    deployment,
    install,
    remove,
    removeNodes,
} from "../../support/kubernetes";

const NLB = { loadBalancerClass: "service.k8s.aws/nlb" };

function balanced(spec: Properties = NLB, annotations: Properties = {}): Properties {
    return {
        metadata: { namespace: "team", annotations },
        spec: { type: "LoadBalancer", selector: { app: "model" }, ports: [{ port: 80 }], ...spec },
    };
}

describe("a Service of the type LoadBalancer", () => {
    let account: Account;
    const balancers = () => account.ofType(TYPES.loadBalancer).map(({ inputs }) => inputs);
    beforeEach(() => {
        account = clusterAccount();
        createNamespace(account, "team");
        addNodes(account, "system");
    });

    it("waits for the controller that makes its load balancer", () => {
        expect(() => create(account, "core/v1:Service", "public", balanced())).toThrow(
            /would wait 10 minutes.*no pod of aws-load-balancer-controller runs. Depend on its release/s,
        );
        install(account, "aws-load-balancer-controller");
        const service = create(account, "core/v1:Service", "public", balanced());
        expect(balancers()).toMatchObject([
            {
                loadBalancerType: "network",
                internal: true,
                subnets: ["subnet-internal-elb-0", "subnet-internal-elb-1", "subnet-internal-elb-2"],
            },
        ]);
        expect(service.outputs.status).toMatchObject({ loadBalancer: { ingress: [{ hostname: /^k8s-/ }] } });
    });

    it("faces the internet only when it says so, in public subnets", () => {
        install(account, "aws-load-balancer-controller");
        const scheme = { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" };
        create(account, "core/v1:Service", "public", balanced({}, scheme));
        expect(balancers()).toMatchObject([
            { internal: false, subnets: ["subnet-elb-0", "subnet-elb-1", "subnet-elb-2"] },
        ]);
    });

    it("needs tagged subnets", () => {
        install(account, "aws-load-balancer-controller");
        const subnets = account.ofType(TYPES.subnet);
        for (const subnet of subnets) account.put({ ...subnet, inputs: { ...subnet.inputs, tags: {} } });
        expect(() => create(account, "core/v1:Service", "public", balanced())).toThrow(
            /couldn't auto-discover subnets.*kubernetes.io\/role\/internal-elb/,
        );
        for (const subnet of subnets) account.put(subnet);
        expect(() => create(account, "core/v1:Service", "public", balanced())).not.toThrow();
    });

    it("holds its subnets, and gives them back when it goes before its controller", () => {
        const controller = install(account, "aws-load-balancer-controller");
        const service = create(account, "core/v1:Service", "public", balanced());
        removeNodes(account, "system");
        expect(() => account.delete(TYPES.subnet, "subnet-internal-elb-2")).toThrow(/DependencyViolation/);
        expect(() => remove(account, service)).toThrow(/service.k8s.aws\/resources.*Delete it before that release/);
        addNodes(account, "system");
        remove(account, service);
        remove(account, controller);
        expect(balancers()).toEqual([]);
        expect(account.ofType(TYPES.networkInterface)).toEqual([]);
        account.delete(TYPES.subnet, "subnet-internal-elb-2");
    });

    it("without any controller gets a classic one from EKS itself, and gives it back", () => {
        const service = create(account, "core/v1:Service", "public", balanced({}));
        expect(balancers()).toMatchObject([{ loadBalancerType: "classic", internal: false }]);
        const { type, id } = service;
        account.update(type, id, balanced({ type: "ClusterIP" }), CLUSTER);
        expect(balancers()).toEqual([]);
    });

    it("is counted by the quota of its namespace", () => {
        create(account, "core/v1:ResourceQuota", "quota", {
            metadata: { namespace: "team" },
            spec: { hard: { "services.loadbalancers": "0" } },
        });
        expect(() => create(account, "core/v1:Service", "public", balanced({}))).toThrow(
            /exceeded quota: quota, requested: services.loadbalancers=1/,
        );
        expect(() => create(account, "core/v1:Service", "inner", balanced({ type: "ClusterIP" }))).not.toThrow();
    });

    it("leaves its load balancer when the cluster goes first", () => {
        install(account, "aws-load-balancer-controller");
        create(account, "core/v1:Service", "public", balanced());
        clusterGone(account, CLUSTER);
        expect(account.resources.filter(({ cluster }) => cluster === CLUSTER)).toEqual([]);
        expect(balancers()).toHaveLength(1);
        expect(() => account.delete(TYPES.subnet, "subnet-internal-elb-0")).toThrow(/DependencyViolation/);
    });
});

describe("an Ingress of the class alb", () => {
    it("has an application load balancer for as long as its controller runs", () => {
        const account = clusterAccount();
        addNodes(account, "system");
        const ingress = { metadata: { namespace: "default" }, spec: { ingressClassName: "alb" } };
        expect(() => create(account, "networking.k8s.io/v1:Ingress", "web", ingress)).toThrow(/no load balancer/);
        const controller = install(account, "aws-load-balancer-controller");
        const web = create(account, "networking.k8s.io/v1:Ingress", "web", ingress);
        expect(account.ofType(TYPES.loadBalancer)).toMatchObject([{ inputs: { loadBalancerType: "application" } }]);
        remove(account, controller);
        expect(() => remove(account, web)).toThrow(/ingress.k8s.aws\/resources/);
        install(account, "aws-load-balancer-controller");
        remove(account, web);
        expect(account.ofType(TYPES.loadBalancer)).toEqual([]);
    });
});

describe("a claim", () => {
    let account: Account;
    const volumes = () => account.ofType(VOLUME).map(({ inputs }) => inputs);
    const claim = (more: Properties = {}): Properties => ({
        metadata: { namespace: "team" },
        spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } }, ...more },
    });
    const storageClass = (more: Properties = {}): Properties => ({
        metadata: { annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
        provisioner: "ebs.csi.aws.com",
        volumeBindingMode: "WaitForFirstConsumer",
        reclaimPolicy: "Delete",
        parameters: { type: "gp3", encrypted: "true" },
        ...more,
    });
    const using = (claimName: string) =>
        deployment({ volumes: [{ name: "data", persistentVolumeClaim: { claimName } }] });
    beforeEach(() => {
        account = clusterAccount();
        createNamespace(account, "team");
        addNodes(account, "system");
    });

    it("needs a class and the driver, once a pod uses it", () => {
        const data = claim({ storageClassName: "gp3" });
        expect(() => create(account, "core/v1:PersistentVolumeClaim", "data", data)).toThrow(
            /storageclass.storage.k8s.io "gp3" not found. Depend on the StorageClass/,
        );
        create(account, "storage.k8s.io/v1:StorageClass", "gp3", storageClass());
        create(account, "core/v1:PersistentVolumeClaim", "data", data);
        expect(() => create(account, "apps/v1:Deployment", "db", using("data"))).toThrow(
            /Depend on the add-on aws-ebs-csi-driver/,
        );
        addAddon(account, "aws-ebs-csi-driver");
        create(account, "apps/v1:Deployment", "db", using("data"));
        expect(volumes()).toMatchObject([
            { availabilityZone: "eu-central-1a", size: 10, type: "gp3", encrypted: true },
        ]);
    });

    it("has its volume at once when its class does not wait for a pod", () => {
        create(account, "storage.k8s.io/v1:StorageClass", "gp3", storageClass({ volumeBindingMode: "Immediate" }));
        expect(() => create(account, "core/v1:PersistentVolumeClaim", "data", claim())).toThrow(
            /would wait 5 minutes.*external provisioner/s,
        );
        addAddon(account, "aws-ebs-csi-driver");
        create(account, "core/v1:PersistentVolumeClaim", "data", claim());
        expect(volumes()).toHaveLength(1);
    });

    it("takes its volume with it, while the driver runs and nothing uses it", () => {
        addAddon(account, "aws-ebs-csi-driver");
        create(account, "storage.k8s.io/v1:StorageClass", "gp3", storageClass());
        const data = create(account, "core/v1:PersistentVolumeClaim", "data", claim());
        const db = create(account, "apps/v1:Deployment", "db", using("data"));
        expect(() => remove(account, data)).toThrow(/pvc-protection: Deployment team\/db uses it/);
        remove(account, db);
        remove(account, data);
        expect(volumes()).toEqual([]);
    });

    it("leaves its volume when the driver is gone, or the class retains it", () => {
        addAddon(account, "aws-ebs-csi-driver");
        create(account, "storage.k8s.io/v1:StorageClass", "gp3", storageClass({ volumeBindingMode: "Immediate" }));
        create(
            account,
            "storage.k8s.io/v1:StorageClass",
            "kept",
            storageClass({ volumeBindingMode: "Immediate", reclaimPolicy: "Retain" }),
        );
        const kept = create(account, "core/v1:PersistentVolumeClaim", "kept", claim({ storageClassName: "kept" }));
        const orphan = create(account, "core/v1:PersistentVolumeClaim", "orphan", claim({ storageClassName: "gp3" }));
        remove(account, kept);
        removeNodes(account, "aws-ebs-csi-driver");
        remove(account, orphan);
        expect(volumes()).toHaveLength(2);
    });

    it("grows if its class lets it, and never shrinks", () => {
        addAddon(account, "aws-ebs-csi-driver");
        const immediate = { volumeBindingMode: "Immediate" };
        create(account, "storage.k8s.io/v1:StorageClass", "fixed", storageClass(immediate));
        create(
            account,
            "storage.k8s.io/v1:StorageClass",
            "grows",
            storageClass({ ...immediate, allowVolumeExpansion: true }),
        );
        const size = (storage: string, storageClassName: string) =>
            claim({ storageClassName, resources: { requests: { storage } } });
        const fixed = create(account, "core/v1:PersistentVolumeClaim", "fixed", size("10Gi", "fixed"));
        const grows = create(account, "core/v1:PersistentVolumeClaim", "grows", size("10Gi", "grows"));
        expect(() => account.update(fixed.type, fixed.id, size("20Gi", "fixed"), CLUSTER)).toThrow(
            /must support resize/,
        );
        expect(() => account.update(grows.type, grows.id, size("5Gi", "grows"), CLUSTER)).toThrow(/can not be less/);
        account.update(grows.type, grows.id, size("20Gi", "grows"), CLUSTER);
        expect(volumes().map((volume) => volume.size)).toEqual([10, 20]);
    });

    it("of a StatefulSet stays when the set goes, holds its pods in its zone, and goes with the namespace", () => {
        addAddon(account, "aws-ebs-csi-driver");
        create(account, "storage.k8s.io/v1:StorageClass", "gp3", storageClass());
        const spec = { volumeClaimTemplates: [{ metadata: { name: "data" }, spec: claim().spec }], serviceName: "db" };
        const { metadata, spec: workload } = deployment({}, {}, 2);
        const set = { metadata, spec: { ...(workload as Properties), ...spec } };
        const db = create(account, "apps/v1:StatefulSet", "db", set);
        expect(volumes().map(({ availabilityZone }) => availabilityZone)).toEqual(["eu-central-1a", "eu-central-1b"]);
        remove(account, db);
        expect(volumes()).toHaveLength(2);
        removeNodes(account, "system");
        addNodes(account, "late", { zones: [2] });
        expect(() => create(account, "apps/v1:StatefulSet", "db", set)).toThrow(/0\/2 replicas available/);
        addNodes(account, "system");
        create(account, "apps/v1:StatefulSet", "db", set);
        const namespace = account.get("kubernetes:core/v1:Namespace", "team", CLUSTER);
        if (namespace) remove(account, namespace);
        expect(volumes()).toEqual([]);
    });

    it("leaves its volume when the cluster goes first", () => {
        addAddon(account, "aws-ebs-csi-driver");
        create(account, "storage.k8s.io/v1:StorageClass", "gp3", storageClass({ volumeBindingMode: "Immediate" }));
        create(account, "core/v1:PersistentVolumeClaim", "data", claim());
        clusterGone(account, CLUSTER);
        expect(volumes()).toHaveLength(1);
    });
});
