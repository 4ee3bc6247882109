#!/usr/bin/env node
// The policy pack of the bare program, as one executable file: what a pack costs that has one rule.
const path = require("node:path");
const { PolicyPack } = require("@pulumi/policy");

// The SDK wants the directory of a package.json that has a version.
process.chdir(path.join(__dirname, ".."));
new PolicyPack("one-rule", {
    policies: [
        {
            name: "bucket-is-there",
            description: "A bucket has a name or gets one.",
            enforcementLevel: "mandatory",
            validateResource: ({ type, props }, report) => {
                if (type === "aws:s3/bucket:Bucket" && props.bucket === "") report("A bucket's name is not empty.");
            },
        },
    ],
});
