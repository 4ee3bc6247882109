"use strict";
// Starts the pack, as a directory (through PulumiPolicy.yaml) and as an executable (groundwork-policies).
// Plain JavaScript, because it has to run before anything is compiled, to say that nothing is.
const fs = require("node:fs");
const path = require("node:path");

const compiled = path.join(__dirname, "..", "dist", "policies", "index.js");
const builtAt = path.join(__dirname, "..", "dist", ".tsbuildinfo");

/** When a file was last written, in milliseconds; 0 without the file. */
function writtenAt(file) {
    return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** The sources beside this file; an installed package has none. */
function sources() {
    return fs
        .readdirSync(__dirname, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts") && !file.includes("node_modules"))
        .map((file) => path.join(__dirname, file));
}

/** Why the compiled pack must not run, or undefined. */
function refusal() {
    if (writtenAt(compiled) === 0) return "groundwork-policies: the pack is not compiled; run: npm run build";
    // The compiler leaves the output of an unchanged file alone, but always marks the build.
    const built = Math.max(writtenAt(builtAt), writtenAt(compiled));
    const newer = sources().find((file) => writtenAt(file) > built);
    if (!newer) return undefined;
    return `groundwork-policies: ${path.relative(__dirname, newer)} is newer than the compiled pack; run: npm run build`;
}

const reason = refusal();
if (reason) {
    process.stderr.write(`${reason}\n`);
    process.exit(1);
}
// The settings' path is relative to where the command runs; the SDK wants the directory of package.json.
const settings = process.env.GROUNDWORK_POLICY_SETTINGS;
if (settings) process.env.GROUNDWORK_POLICY_SETTINGS = path.resolve(settings);
process.chdir(__dirname);
require(compiled);
