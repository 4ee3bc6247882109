import { PolicyPack } from "@pulumi/policy";

import { readSettings, SETTINGS_VARIABLE, type Settings, SettingsError } from "./machinery/settings";
import { packPolicies } from "./pack";
import { rules } from "./rules";

/** The settings; or the end of the process, with what is wrong with them. */
function settingsOrExit(): Settings {
    try {
        return readSettings(process.env[SETTINGS_VARIABLE], new Date().toISOString().slice(0, 10), rules);
    } catch (error) {
        if (!(error instanceof SettingsError)) throw error;
        // Only the port may be printed on stdout.
        process.stderr.write(`${error.message}\n`);
        return process.exit(1);
    }
}

// Starts a gRPC server: nothing but an entry of the pack may load this file. Everything else loads ./public.
new PolicyPack("groundwork", {
    displayName: "Groundwork",
    description:
        "What a machine-learning platform on AWS must never be: unencrypted, over-permissive, untagged, unbounded.",
    enforcementLevel: "mandatory",
    policies: packPolicies(settingsOrExit()),
});
