import * as kubernetes from "@pulumi/kubernetes";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { Platform, type PlatformArgs, platformProblems, ServingNamespace } from "../../components";
import { collisions, dnsLabel, MAX_COMPONENT_NAME, nameProblems } from "../../components/internal/names";
import { MAX_TEAM_NAME } from "../../components/serving/serving-namespace-problems";
import type { GraphResource } from "../../insight/graph";
import { ACCOUNT, deploy } from "../support/deploy";

const LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** Names as people write them: words, joined in many ways, some too long, some with what no label may have. */
const word = fc.string({ unit: fc.constantFrom(..."abcxyz019ÄéZ"), minLength: 0, maxLength: 9 });
const name = fc
    .tuple(fc.array(word, { minLength: 1, maxLength: 4 }), fc.constantFrom("-", "_", " ", ".", "--"))
    .map(([words, joint]) => words.join(joint));
const soundName = fc.stringMatching(/^[a-z]([-a-z0-9]{0,18}[a-z0-9])?$/);
const names = fc.uniqueArray(
    fc.oneof({ weight: 9, arbitrary: soundName }, { weight: 1, arbitrary: name }, fc.constantFrom("team-a", "team_a")),
    { minLength: 1, maxLength: 8 },
);

describe("dnsLabel", () => {
    it("makes a label or nothing, and the same one when asked again", () => {
        fc.assert(
            fc.property(fc.oneof(name, fc.string({ maxLength: 200 })), (text) => {
                const label = dnsLabel(text);
                expect(label === "" || LABEL.test(label), label).toBe(true);
                expect(dnsLabel(label)).toBe(label);
            }),
            { numRuns: 5000 },
        );
    });

    it("leaves every name alone that passes its check and has no two dashes in a row", () => {
        fc.assert(
            fc.property(fc.oneof(name, soundName), (text) => {
                if (nameProblems("name", text, 63).length === 0 && !text.includes("--"))
                    expect(dnsLabel(text)).toBe(text);
            }),
            { numRuns: 5000 },
        );
    });
});

describe("names of teams, in 10,000 random sets", () => {
    const quota = { cpu: 1, memoryGiB: 1 };
    const teamsOf = (set: readonly string[]) => Object.fromEntries(set.map((team) => [team, { quota }]));

    it("are refused, or give namespaces that differ and lie within every limit", () => {
        let accepted = 0;
        fc.assert(
            fc.property(names, (set) => {
                const problems = platformProblems({ teams: teamsOf(set) });
                const labels = set.map(dnsLabel);
                if (new Set(labels).size < labels.length) {
                    expect(problems.some((problem) => problem.includes("would share one namespace"))).toBe(true);
                }
                if (problems.length > 0) return;
                accepted += 1;
                expect(new Set(labels).size).toBe(set.length);
                // A role's name is the longest that is made from a team's: IAM allows 64 characters.
                const longest = (team: string): string => `platform-${team}-identity-role-1234567`;
                for (const team of set) {
                    expect(team).toMatch(LABEL);
                    expect(team.length).toBeLessThanOrEqual(MAX_TEAM_NAME);
                    expect(longest(team).length).toBeLessThanOrEqual(64);
                }
            }),
            { numRuns: 10_000 },
        );
        expect(accepted).toBeGreaterThan(1000);
    });

    it("that would collide are named, all of them and no others", () => {
        fc.assert(
            fc.property(names, (set) => {
                const found = collisions(set);
                for (const group of found) expect(new Set(group.map(dnsLabel)).size).toBe(1);
                const alone = set.filter((one) => set.filter((n) => dnsLabel(n) === dnsLabel(one)).length === 1);
                expect([...found.flat(), ...alone].sort()).toEqual([...set].sort());
            }),
            { numRuns: 2000 },
        );
    });
});

it("the longest names of platforms, groups and teams still fit every child", async () => {
    const role = (of: string): string => `arn:aws:iam::123456789012:role/${of}`;
    const teams = ["a", "b"].map((letter) => letter.repeat(MAX_TEAM_NAME));
    const args: PlatformArgs = {
        account: ACCOUNT,
        network: { cidr: "10.20.0.0/16" },
        cluster: { access: { breakGlass: { oncall: role("oncall") } } },
        nodeGroups: { ["s".repeat(20)]: { kind: "system", instanceTypes: ["t3.large"], minSize: 1, maxSize: 20 } },
        teams: Object.fromEntries(
            teams.map((team) => [team, { quota: { cpu: 1, memoryGiB: 1 }, roleArn: role(team) }]),
        ),
        tags: { owner: "us", costCenter: "1", environment: "test" },
    };
    const { graph } = await deploy(() => new Platform("platform", args));
    expect(new Set(graph.resources.map(({ urn }) => urn)).size).toBe(graph.resources.length);
    const autoNamed =
        /^aws:(iam\/role:|s3\/bucket:|cloudwatch|ec2\/launchTemplate:|ec2\/securityGroup:|eks\/nodeGroup:)/;
    for (const { type, name: logical, outputs } of graph.resources) {
        if (!autoNamed.test(type)) continue;
        const physical = (outputs.bucket ?? outputs.nodeGroupName ?? outputs.name ?? logical) as string;
        expect(physical.length, `${type} ${physical}`).toBeLessThanOrEqual(type.startsWith("aws:iam") ? 64 : 63);
    }
});

it("twenty random teams share no URN, namespace, role or prefix", async () => {
    const quota = { cpu: 1, memoryGiB: 1 };
    const sound = fc
        .sample(soundName, 200)
        .filter((team) => platformProblems({ teams: { [team]: { quota } } }).length === 0);
    const teams = [...new Set(sound)].filter((team) => !/^(default|kube-)/.test(team)).slice(0, 20);
    const { graph } = await deploy(() => {
        const kubernetesProvider = new kubernetes.Provider("inside", { kubeconfig: "{}" });
        const cluster = { name: "ml", arn: "arn:aws:eks:eu-central-1:123456789012:cluster/ml" };
        const artifactStore = { bucketArn: "arn:aws:s3:::models", kmsKeyArn: "arn:aws:kms:eu-central-1:1:key/1" };
        for (const team of teams) {
            new ServingNamespace(`ml-${team}`, { team, cluster, kubernetesProvider, artifactStore, quota });
        }
    });
    const distinct = (type: string, value: (resource: GraphResource) => unknown): number =>
        new Set(graph.ofType(type).map(value)).size;
    expect(teams).toHaveLength(20);
    expect(new Set(graph.resources.map(({ urn }) => urn)).size).toBe(graph.resources.length);
    expect(distinct("kubernetes:core/v1:Namespace", ({ outputs }) => (outputs.metadata as { name: string }).name)).toBe(
        20,
    );
    expect(distinct("aws:iam/role:Role", ({ outputs }) => outputs.name)).toBe(20);
    expect(distinct("aws:iam/rolePolicy:RolePolicy", ({ inputs }) => JSON.stringify(inputs.policy))).toBe(20);
    for (const { outputs } of graph.ofType("aws:iam/role:Role")) {
        expect(String(outputs.name).length).toBeLessThanOrEqual(64);
    }
});

it("a component's name leaves room for its longest suffix", () => {
    expect(nameProblems("name", "a".repeat(MAX_COMPONENT_NAME))).toEqual([]);
    expect(nameProblems("name", "a".repeat(MAX_COMPONENT_NAME + 1))).toHaveLength(1);
});
