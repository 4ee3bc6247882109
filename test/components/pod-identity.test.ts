import { beforeAll, describe, expect, it } from "vitest";

import { PodIdentity, type PodIdentityArgs } from "../../components";
import { behavesAsComponent } from "../support/component";
import { type Deployed, deploy, known, refusal } from "../support/deploy";

const CLUSTER_ARN = "arn:aws:eks:eu-central-1:123456789012:cluster/ml";
const args: PodIdentityArgs = {
    cluster: { name: "ml", arn: CLUSTER_ARN },
    namespace: "search",
    serviceAccount: "reader",
    statements: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::models/*" }],
    managedPolicyArns: { logs: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" },
};

behavesAsComponent("PodIdentity", { create: () => new PodIdentity("reader", args), outputs: ["roleArn"] });

describe("a pod identity", () => {
    let made: Deployed<PodIdentity>;
    beforeAll(async () => {
        made = await deploy(
            () =>
                new PodIdentity("reader", {
                    ...args,
                    transform: {
                        role: (role, opts) => {
                            role.maxSessionDuration = 3600;
                            delete opts.parent;
                        },
                    },
                }),
        );
    });

    it("trusts one service account of one namespace of one cluster", () => {
        expect(made.one("aws:iam/role:Role").inputs.assumeRolePolicy).toEqual({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "pods.eks.amazonaws.com" },
                    Action: ["sts:AssumeRole", "sts:TagSession"],
                    Condition: {
                        StringEquals: {
                            "aws:RequestTag/eks-cluster-arn": CLUSTER_ARN,
                            "aws:RequestTag/kubernetes-namespace": "search",
                            "aws:RequestTag/kubernetes-service-account": "reader",
                        },
                    },
                },
            ],
        });
    });

    it("may do what its statements and managed policies say", () => {
        expect(made.one("aws:iam/rolePolicy:RolePolicy").inputs.policy).toEqual({
            Version: "2012-10-17",
            Statement: args.statements,
        });
        expect(made.one("aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs.policyArn).toBe(
            "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
        );
    });

    it("is taken by pods only once it may do all of that", () => {
        const association = made.one("aws:eks/podIdentityAssociation:PodIdentityAssociation");
        expect(association.dependencies.map(({ urn }) => urn)).toEqual(
            expect.arrayContaining([
                made.one("aws:iam/rolePolicy:RolePolicy").urn,
                made.one("aws:iam/rolePolicyAttachment:RolePolicyAttachment").urn,
            ]),
        );
        expect(association.inputs).toMatchObject({
            clusterName: "ml",
            namespace: "search",
            serviceAccount: "reader",
            roleArn: made.one("aws:iam/role:Role").outputs.arn,
        });
    });

    it("passes its role through the transform, without changing the parent", async () => {
        const role = made.one("aws:iam/role:Role");
        expect(role.inputs.maxSessionDuration).toBe(3600);
        expect(role.parent).toBe(await known(made.result.urn));
    });
});

it("a pod identity's arguments are all judged before anything is registered", async () => {
    const { statements: _, managedPolicyArns: __, ...nothing } = args;
    const wrong = { ...nothing, namespace: "Search", serviceAccount: "-" };
    expect(await refusal(() => new PodIdentity("r".repeat(52), wrong))).toBe(
        [
            `PodIdentity "${"r".repeat(52)}":`,
            `  - name must have at most 51 characters, got 52 ("${"r".repeat(52)}").`,
            '  - namespace must be lower-case letters, digits and dashes, starting with a letter, got "Search": write "search".',
            '  - serviceAccount must be lower-case letters, digits and dashes, starting with a letter, got "-".',
            "  - statements or managedPolicyArns must grant something, got neither.",
        ].join("\n"),
    );
});
