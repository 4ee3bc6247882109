import { describe, expect, it } from "vitest";

import { refusal } from "../support/deploy";
import { configOf, configWith, platformOf, program } from "../support/stacks";

type Bag = Record<string, unknown>;
const role = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;

/** The development platform with the value at a path replaced, or removed with undefined. */
function changed(changes: Readonly<Record<string, unknown>>): Bag {
    const platform = platformOf("dev");
    for (const [path, value] of Object.entries(changes)) {
        const keys = path.split("/");
        const last = keys.pop() ?? "";
        const parent = keys.reduce<Bag>((bag, key) => bag[key] as Bag, platform);
        if (value === undefined) delete parent[last];
        else parent[last] = value;
    }
    return platform;
}

const refused = (config: Readonly<Record<string, string>>) => refusal(program, { stack: "dev", config });
const message = (...problems: readonly string[]): string => {
    const count = problems.length === 1 ? "1 mistake" : `${problems.length} mistakes`;
    return [`Pulumi.dev.yaml has ${count} in groundwork:platform:`, ...problems.map((p) => `  - ${p}`)].join("\n");
};

describe("a stack's file", () => {
    it("shows five different mistakes in one run", async () => {
        const platform = changed({
            profile: "cheap",
            "tags/costCenter": undefined,
            "network/cidr": "10.20.0.0/24",
            "nodeGroups/gpu/instanceTypes": ["m6i.xlarge"],
            "teams/pricing/quota/cpu": "four",
        });
        const gpuTypes =
            '"g4dn.xlarge", "g4dn.2xlarge", "g4dn.4xlarge", "g4dn.12xlarge", "g5.xlarge", "g5.2xlarge", "g5.4xlarge", "g5.12xlarge", "g5.48xlarge", "g6.xlarge", "g6.2xlarge", "g6.4xlarge", "g6.12xlarge", "g6.48xlarge", "p4d.24xlarge", "p5.48xlarge"';
        expect(await refused(configWith("dev", platform))).toBe(
            message(
                'profile must be one of "minimal", "standard", "regulated", got "cheap".',
                'tags.costCenter is required: a text, in quotes where YAML would read a number ("1.35").',
                `nodeGroups.gpu.instanceTypes.0 must be one of ${gpuTypes}, got "m6i.xlarge".`,
                'teams.pricing.quota.cpu must be a number, got "four".',
                "network.cidr 10.20.0.0/24 is too small for the subnets of 4 zones: take /16 to /22.",
            ),
        );
    });

    it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
        [
            "a number where a text belongs",
            { accountId: 123456789012 },
            ['accountId must be a text, in quotes where YAML would read a number ("1.35"), got 123456789012.'],
        ],
        [
            "an account that is none",
            { accountId: "12345" },
            ['account.accountId must be twelve digits, such as "123456789012", got "12345".'],
        ],
        ["an unknown setting", { clusters: {} }, ["clusters is not a setting that exists here."]],
        [
            "an unknown setting inside",
            { "cluster/publicAccess": true },
            ["cluster.publicAccess is not a setting that exists here."],
        ],
        [
            "a CIDR that is too small",
            { "network/cidr": "10.20.0.0/23" },
            ["network.cidr 10.20.0.0/23 is too small for the subnets of 4 zones: take /16 to /22."],
        ],
        [
            "a CIDR that is none",
            { "network/cidr": "ten" },
            ['network.cidr must be an IPv4 block such as "10.0.0.0/16", got "ten".'],
        ],
        [
            "a zone that the network has not",
            { "nodeGroups/gpu/zones": ["c"] },
            ['nodeGroups.gpu.zones: the network has no zone "c", only a, b.'],
        ],
        [
            "spot GPUs of one type",
            { "nodeGroups/gpu/instanceTypes": ["g5.xlarge"] },
            [
                "nodeGroups.gpu.instanceTypes must name at least 2 types for spot capacity, or they run dry together, got 1.",
            ],
        ],
        [
            "no node group for the platform itself",
            { "nodeGroups/system": undefined },
            ['nodeGroups must have one of the kind "system": DNS and drivers run there.'],
        ],
        [
            "a smallest size above the largest",
            { "nodeGroups/spot/minSize": 7 },
            ["nodeGroups.spot.minSize 7 is above the largest size 6."],
        ],
        [
            "a text where a list belongs",
            { "nodeGroups/gpu/instanceTypes": "g5.xlarge" },
            ['nodeGroups.gpu.instanceTypes must be a list, got "g5.xlarge".'],
        ],
        [
            "an unknown kind of node group",
            { "nodeGroups/gpu/kind": "tpu" },
            ['nodeGroups.gpu.kind must be one of "system", "spot", "gpu", got "tpu".'],
        ],
        [
            "teams that would share a namespace",
            {
                "teams/team-a": { quota: { cpu: 1, memoryGiB: 1 } },
                "teams/team_a": { quota: { cpu: 1, memoryGiB: 1 } },
            },
            [
                'teams.team_a: the name must be lower-case letters, digits and dashes, starting with a letter, got "team_a": write "team-a".',
                'teams "team-a" and "team_a" would share one namespace: rename one.',
            ],
        ],
        [
            "a quota that no node could satisfy",
            { "teams/vision/quota/gpus": 5 },
            ["teams.vision.quota.gpus is above what all node groups offer at their largest: at most 4, got 5."],
        ],
        [
            "a version past its support",
            { "cluster/version": "1.33" },
            [
                "cluster.version: Kubernetes 1.33 is past standard support, which ended on 2026-07-29: take one of 1.34, 1.35, 1.36.",
            ],
        ],
        ["no tags", { tags: undefined }, ["tags is required: an object."]],
        [
            "a principal that is no ARN",
            { "cluster/access/admins/platform": "platform-engineer" },
            [
                'cluster.access.admins.platform must be the ARN of an IAM role or user, such as "arn:aws:iam::123456789012:role/admin", got "platform-engineer".',
            ],
        ],
        [
            "one principal twice",
            { "cluster/access/viewers/data-science": role("platform-oncall") },
            [
                "cluster.access.viewers.data-science is the principal of access.breakGlass.oncall too: EKS allows one entry each.",
            ],
        ],
        [
            "nobody for emergencies",
            { "cluster/access/breakGlass": {} },
            [
                "cluster.access.breakGlass must name at least one administrator, or a lost deploy role locks everybody out.",
            ],
        ],
        [
            "a prefix without its slash",
            { "artifactStore/expireAfterDays": { tmp: 7 } },
            ['artifactStore.expireAfterDays.tmp: the key must end with "/".'],
        ],
        ["a quota of nothing", { "teams/search/quota/cpu": 0 }, ["teams.search.quota.cpu must be above 0, got 0."]],
    ])("is refused for %s", async (_, changes, problems) => {
        const text = await refused(configWith("dev", changed(changes)));
        expect(text).toBe(message(...problems));
    });

    it("says that spot capacity needs a third type", async () => {
        const two = changed({ "nodeGroups/spot/instanceTypes": ["m6i.xlarge", "m7i.xlarge"] });
        expect(await refused(configWith("dev", two))).toMatch(
            /has 1 mistake .*\n {2}- nodeGroups\.spot\.instanceTypes must have at least 3 entries, got \["m6i\.xlarge","m7i\.xlarge"\]\.$/,
        );
    });

    it("is refused without a region", async () => {
        const { "aws:region": _, ...config } = configOf("dev");
        expect(await refused(config)).toBe(message('aws:region is required, such as "eu-central-1".'));
    });

    it.each([
        ["no platform", undefined, "groundwork:platform is missing: see Pulumi.dev.yaml for an example."],
        ["a text for a platform", "soon", "groundwork:platform is not an object: see Pulumi.dev.yaml for an example."],
    ])("is refused with %s", async (_, text, problem) => {
        const { "groundwork:platform": __, ...config } = configOf("dev");
        const given = text === undefined ? config : { ...config, "groundwork:platform": text };
        expect(await refused(given)).toBe(message(problem));
    });

    it.each([
        ["a list", "[]"],
        ["nothing", "null"],
        ["a number", "3"],
    ])("is refused with %s for a platform", async (_, text) => {
        expect(await refused({ ...configOf("dev"), "groundwork:platform": text })).toMatch(
            /^Pulumi\.dev\.yaml has \d mistakes? in groundwork:platform:\n {2}- /,
        );
    });

    it.each<[string, Readonly<Record<string, unknown>>]>([
        ["a team that Kubernetes owns", { "teams/default": { quota: { cpu: 1, memoryGiB: 1 } } }],
        ["an API open to everybody", { "cluster/publicAccessCidrs": ["0.0.0.0/0"] }],
        ["a lock that a disposable store cannot keep", { "artifactStore/objectLock": { mode: "COMPLIANCE", days: 1 } }],
        ["a service without a proper name", { "teams/search/platformServices": { X: { namespace: "y", ports: [1] } } }],
    ])("is refused, before anything is registered, for %s", async (_, changes) => {
        expect(await refused(configWith("dev", changed(changes)))).toMatch(/^Pulumi\.dev\.yaml has 1 mistake/);
    });
});
