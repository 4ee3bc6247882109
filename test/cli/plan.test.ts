import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { readProject } from "../../cli/project";
import { UserError } from "../../cli/user-error";
import { type Ended, ensureBuilt, ROOT, TemporaryProject } from "../support/cli";

const dev = readFileSync(join(ROOT, "Pulumi.dev.yaml"), "utf8");
const projects: TemporaryProject[] = [];
const project = (files: Readonly<Record<string, string>> = {}): TemporaryProject => {
    const made = new TemporaryProject(files);
    projects.push(made);
    return made;
};
/** Nothing on standard output, no stack trace, and one line of explanation. */
const oneLine = ({ out, err }: Ended): string => {
    expect(out).toBe("");
    expect(err.trimEnd().split("\n"), err).toHaveLength(1);
    return err.trimEnd();
};

beforeAll(ensureBuilt);
afterAll(() => {
    for (const made of projects) made.remove();
});

describe("groundwork plan", () => {
    it("prints a clean plan in less than a screen, and ends well", () => {
        const { code, out, err } = project().run(["plan", "--stack", "dev"]);
        expect([code, err]).toEqual([0, ""]);
        expect(out.split("\n").length).toBeLessThan(45);
        expect(out).toMatch(/floor/i);
        expect(out).toMatch(/ceiling/i);
        expect(out).not.toContain("\u001b[");
    });

    it("prints the same JSON in every run, and writes the page when asked", () => {
        const here = project();
        const page = join(here.folder, "report.html");
        const [first, second] = [here.run(["plan", "--json", "--html", page]), here.run(["plan", "--json"])];
        expect([first.code, first.err]).toEqual([0, ""]);
        expect(second.out).toBe(first.out);
        expect(JSON.parse(first.out)).toMatchObject({ stack: "dev" });
        expect(readFileSync(page, "utf8")).toMatch(/^<!doctype html>/i);
    });

    it("ends with 1 for a mandatory finding, and names it", () => {
        const here = project();
        const settings = here.write(
            "policies.json",
            JSON.stringify({ rules: { "cost-gpu-ceiling": { config: { maxGpus: 1 } } } }),
        );
        const { code, out, err } = here.run(["plan"], { GROUNDWORK_POLICY_SETTINGS: settings });
        expect([code, err]).toEqual([1, ""]);
        expect(out).toContain("cost-gpu-ceiling");
    });

    it("shows five mistakes of a file in five lines", () => {
        const mistakes: readonly (readonly [RegExp, string])[] = [
            [/profile: minimal/, "profile: cheap"],
            [/costCenter: "4711"/, "costCenter: 4711"],
            [/cidr: .*/, "cidr: 10.20.0.0/24"],
            [/version: "1.35"/, 'version: "1.33"'],
            [/cpu: 4,/, "cpu: four,"],
        ];
        const text = mistakes.reduce((file, [right, wrong]) => file.replace(right, wrong), dev);
        const { code, out, err } = project({ "Pulumi.dev.yaml": text }).run(["plan"]);
        expect([code, out]).toEqual([1, ""]);
        const number = 'a text, in quotes where YAML would read a number ("1.35")';
        expect(err.trimEnd().split("\n")).toEqual([
            "Pulumi.dev.yaml has 5 mistakes in groundwork:platform:",
            '  - profile must be one of "minimal", "standard", "regulated", got "cheap".',
            `  - tags.costCenter must be ${number}, got 4711.`,
            "  - cluster.version: Kubernetes 1.33 is past standard support, which ended on 2026-07-29: take one of 1.34, 1.35, 1.36.",
            '  - teams.pricing.quota.cpu must be a number, got "four".',
            "  - network.cidr 10.20.0.0/24 is too small for the subnets of 4 zones: take /16 to /22.",
        ]);
    });
});

describe("a mistake at the command line", () => {
    let here: TemporaryProject;
    beforeAll(() => {
        here = project({
            "Pulumi.odd.yaml": "config:\n  groundwork:platform: {\n",
            "Pulumi.list.yaml": "- config\n",
            "Pulumi.map.yaml": "config: none\n",
        });
    });

    it.each([
        ["a stack that has no file", ["--stack", "test"], /^There is no Pulumi\.test\.yaml: stacks are dev, .*prod\.$/],
        [
            "a page that cannot be written",
            ["--html", "/no/such/folder/page.html"],
            /page\.html cannot be written: ENOENT/,
        ],
    ])("is one clear line and exit code 1: %s", (_, args, expected) => {
        const ended = here.run(["plan", ...args]);
        expect(oneLine(ended)).toMatch(expected);
        expect(ended.code).toBe(1);
    });

    it.each([
        ["a stack's name that is none", "../dev", /^The stack name "\.\.\/dev" is not valid: /],
        ["a file that is no YAML", "odd", /^Pulumi\.odd\.yaml is not valid YAML: .* at line \d+/],
        ["a file that holds a list", "list", /^Pulumi\.list\.yaml must hold a map of settings\.$/],
        ["a configuration that is no map", "map", /^Pulumi\.map\.yaml: "config" must be a map of settings\.$/],
    ])("is a person's mistake, in one line: %s", (_, stack, expected) => {
        const read = () => readProject(here.folder, stack);
        expect(read).toThrow(UserError);
        expect(read).toThrow(expected);
        expect(read).not.toThrow(/\n/);
    });

    it("is one line where there is no project at all", () => {
        expect(() => readProject(join(here.folder, "dist"), "dev")).toThrow(
            /^There is no Pulumi\.yaml in .*: run this/,
        );
    });

    it.each([
        ["an unknown option", ["plan", "--stak", "dev"], /^Unknown option '--stak'/],
        ["an unknown command", ["plant"], /^There is no command "plant"\.$/],
        ["a value that is none", ["rehearse", "--throttle", "20"], /^--throttle 20 is no share: /],
    ])("is one clear line, the usage and exit code 2: %s", (_, args, expected) => {
        const { code, out, err } = here.run(args);
        expect([code, out]).toEqual([2, ""]);
        const [first = "", blank, usage] = err.split("\n");
        expect(first).toMatch(expected);
        expect([blank, usage]).toEqual(["", expect.stringMatching(/^Usage: groundwork plan/)]);
        expect(err).not.toMatch(/\n\s+at /);
    });

    it("is one clear message: policy settings that name no rule", () => {
        const text = JSON.stringify({ rules: { "cost-gpu-celing": "advisory" }, exception: [] });
        const settings = here.write("wrong.json", text);
        const { code, out, err } = here.run(["plan"], { GROUNDWORK_POLICY_SETTINGS: settings });
        expect([code, out]).toEqual([1, ""]);
        expect(err).toContain('there is no rule "cost-gpu-celing"; did you mean "cost-gpu-ceiling"?');
        expect(err).toContain('exception is no setting; did you mean "exceptions"?');
        expect(err).not.toMatch(/\n\s+at /);
    });
});
