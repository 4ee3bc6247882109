/**
 * Loaded before another script (`node --require`): on SIGTERM it writes to file descriptor 3 how many modules of the
 * large provider packages the process has loaded, and ends it.
 */
import { writeSync } from "node:fs";

const CHANNEL = 3;
const PROVIDERS = /node_modules[\\/]@pulumi[\\/](aws|kubernetes|eks)[\\/]/;

process.on("SIGTERM", () => {
    const loaded = Object.keys(require.cache);
    const providers = loaded.filter((path) => PROVIDERS.test(path)).length;
    writeSync(CHANNEL, JSON.stringify({ modules: loaded.length, providers }));
    process.exit(0);
});
