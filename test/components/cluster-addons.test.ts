import { beforeAll, describe, expect, it } from "vitest";

import { Cluster, ClusterAddons, DEFAULT_STORAGE_CLASS, nodeSelectorFor } from "../../components";
import { KUBERNETES_VERSIONS } from "../../components/internal/versions";
import { behavesAsComponent } from "../support/component";
import { ACCOUNT, type Deployed, deploy, known, refusal } from "../support/deploy";

const newCluster = () =>
    new Cluster("ml", {
        account: ACCOUNT,
        vpcId: "vpc-1",
        subnetIds: ["subnet-a", "subnet-b"],
        access: { breakGlass: { oncall: "arn:aws:iam::123456789012:role/oncall" } },
    });

behavesAsComponent("ClusterAddons", {
    create: () => new ClusterAddons("addons", { cluster: newCluster() }),
    surroundings: newCluster,
    outputs: ["storageClassName"],
});

describe("cluster add-ons", () => {
    let made: Deployed<ClusterAddons>;
    beforeAll(async () => {
        made = await deploy(
            () =>
                new ClusterAddons("addons", {
                    cluster: newCluster(),
                    tags: { owner: "us" },
                    transform: {
                        storageClass: (args, opts) => {
                            args.allowVolumeExpansion = false;
                            delete opts.parent;
                        },
                    },
                }),
        );
    });

    it("run DNS and the disk driver's controller on system nodes, at pinned versions", () => {
        const { addons } = KUBERNETES_VERSIONS["1.35"];
        const dns = made.one("aws:eks/addon:Addon", "addons-coredns").inputs;
        const driver = made.one("aws:eks/addon:Addon", "addons-aws-ebs-csi-driver").inputs;
        expect([dns.addonVersion, driver.addonVersion]).toEqual([addons.coredns, addons["aws-ebs-csi-driver"]]);
        const nodeSelector = nodeSelectorFor("system");
        expect(JSON.parse(String(dns.configurationValues))).toEqual({ nodeSelector });
        expect(JSON.parse(String(driver.configurationValues))).toMatchObject({ controller: { nodeSelector } });
    });

    it("make the default storage class encrypt, and wait until it is known where the pod runs", () => {
        const storage = made.one("kubernetes:storage.k8s.io/v1:StorageClass").inputs;
        expect(storage).toMatchObject({
            metadata: {
                name: DEFAULT_STORAGE_CLASS,
                annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
            },
            provisioner: "ebs.csi.aws.com",
            volumeBindingMode: "WaitForFirstConsumer",
            parameters: { type: "gp3", encrypted: "true", kmsKeyId: made.one("aws:kms/key:Key").outputs.arn },
        });
    });

    it("give the driver the cluster's key and no other, and grants for AWS alone", () => {
        const key = made.one("aws:kms/key:Key").outputs.arn;
        const policy = made.one("aws:iam/rolePolicy:RolePolicy", "addons-ebs-policy").inputs.policy as {
            Statement: { Action: unknown; Resource: unknown; Condition?: unknown }[];
        };
        expect(policy.Statement.map((statement) => statement.Resource)).toEqual([key, key]);
        expect(policy.Statement.find((statement) => statement.Action === "kms:CreateGrant")?.Condition).toEqual({
            Bool: { "kms:GrantIsForAWSResource": "true" },
        });
    });

    it("tag the volumes that pods ask for", () => {
        const { inputs } = made.one("aws:eks/addon:Addon", "addons-aws-ebs-csi-driver");
        expect(JSON.parse(String(inputs.configurationValues))).toMatchObject({
            controller: { extraVolumeTags: { owner: "us", "groundwork:component": "cluster-addons" } },
        });
    });

    it("install the driver after its identity and the storage class after the driver", () => {
        const driver = made.one("aws:eks/addon:Addon", "addons-aws-ebs-csi-driver");
        const before = driver.dependencies.map(({ urn }) => urn);
        expect(before).toContain(
            made.one("aws:eks/podIdentityAssociation:PodIdentityAssociation", "addons-ebs-association").urn,
        );
        const storage = made.one("kubernetes:storage.k8s.io/v1:StorageClass");
        expect(storage.dependencies.map(({ urn }) => urn)).toContain(driver.urn);
        expect(storage.provider).toContain(made.one("pulumi:providers:kubernetes", "ml-kubernetes").urn);
    });

    it("pass the storage class through its transform, without changing the parent", async () => {
        const storage = made.one("kubernetes:storage.k8s.io/v1:StorageClass");
        expect(storage.inputs.allowVolumeExpansion).toBe(false);
        expect(storage.parent).toBe(await known(made.result.urn));
    });
});

it("cluster add-ons with a wrong name are refused before anything of theirs is registered", async () => {
    const alien = {} as Cluster;
    expect(await refusal(() => new ClusterAddons("Addons", { cluster: alien }))).toBe(
        [
            'ClusterAddons "Addons":',
            '  - name must be lower-case letters, digits and dashes, starting with a letter, got "Addons": write "addons".',
        ].join("\n"),
    );
});
