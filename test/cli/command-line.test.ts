import { describe, expect, it } from "vitest";

import { parse, USAGE, UsageError } from "../../cli/command-line";

describe("the command line", () => {
    it("gives the plan of dev when nothing else is asked for", () => {
        const options = { stack: "dev", json: false };
        expect(parse(["plan"])).toEqual({ name: "plan", options });
        const all = ["plan", "--stack", "prod", "--json", "--html", "a.html"];
        expect(parse(all)).toEqual({ name: "plan", options: { stack: "prod", json: true, html: "a.html" } });
    });

    it("gives a rehearsal with what goes wrong in it", () => {
        const options = { stack: "dev", upgrade: "1.36", killZone: "a", failAt: 70, throttle: 0.2, cli: "/bin/pulumi" };
        const args = "--upgrade 1.36 --kill-az a --fail-at 70 --throttle 20% --cli /bin/pulumi".split(" ");
        expect(parse(["rehearse", ...args])).toEqual({ name: "rehearse", options });
        expect(parse(["rehearse", "--stack=prod"])).toEqual({ name: "rehearse", options: { stack: "prod" } });
    });

    it.each([
        ["0.5%", 0.005],
        ["0%", 0],
        ["99%", 0.99],
    ])("reads a share: %s", (text, throttle) => {
        expect(parse(["rehearse", "--throttle", text])).toMatchObject({ options: { throttle } });
    });

    it("takes what is no number for a name or a URN", () => {
        for (const target of ["ml-system-nodes", "urn:pulumi:dev::groundwork::aws:s3/bucket:Bucket::logs", "7a"]) {
            expect(parse(["rehearse", "--fail-at", target])).toMatchObject({ options: { failAt: target } });
        }
    });

    it.each(["--help", "-h", "plan --help", "rehearse -h"])("helps: %s", (line) => {
        expect(parse(line.split(" "))).toEqual({ name: "help" });
    });

    it.each<[readonly string[], RegExp]>([
        [[], /^There is no command\.$/],
        [["plant"], /^There is no command "plant"\.$/],
        [["--stack", "dev"], /^There is no command "--stack"\.$/],
        [["plan", "dev"], /^Unexpected argument 'dev'/],
        [["plan", "--stak", "dev"], /^Unknown option '--stak'/],
        [["plan", "--upgrade", "1.36"], /^Unknown option '--upgrade'/],
        [["plan", "--json=yes"], /'--json' does not take an argument/],
        [["plan", "--stack"], /'--stack <value>' argument missing/],
        [["rehearse", "--html", "a.html"], /^Unknown option '--html'/],
        [["rehearse", "--fail-at", "0"], /^--fail-at 0: the first creation is 1\.$/],
        [["rehearse", "--throttle", "20"], /^--throttle 20 is no share: write it as 20%, below 100%\.$/],
        [["rehearse", "--throttle", "100%"], /^--throttle 100% is no share/],
        [["rehearse", "--throttle=-5%"], /^--throttle -5% is no share/],
        [["rehearse", "--throttle", "-5%"], /'--throttle.*' argument is ambiguous/],
        [["rehearse", "--kill-az", "eu-central-1a"], /^--kill-az eu-central-1a is no zone: write its one letter/],
        [["rehearse", "--upgrade", "1.36.2"], /^--upgrade 1\.36\.2 is no Kubernetes minor such as 1\.36\.$/],
        [["rehearse", "--upgrade", "v1.36"], /^--upgrade v1\.36 is no Kubernetes minor/],
    ])("refuses %j in one clear line", (args, expected) => {
        const read = () => parse(args);
        expect(read).toThrow(UsageError);
        expect(read).toThrow(expected);
        expect(read).not.toThrow(/\n/);
    });
});

describe("the usage", () => {
    it("names every option and every exit code, in lines that fit a screen", () => {
        for (const option of ["json", "html", "stack", "upgrade", "kill-az", "fail-at", "throttle", "cli"]) {
            expect(USAGE).toMatch(new RegExp(`^ {2}--${option}\\b`, "m"));
        }
        for (const code of ["0 clean", "1 a mandatory finding", "2 a wrong command line", "3 no", "130"]) {
            expect(USAGE).toContain(code);
        }
        expect(Math.max(...USAGE.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
    });
});
