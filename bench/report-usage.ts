/**
 * Loaded before another script (`node --require`): when the process ends, it writes its peak memory in bytes to file
 * descriptor 3. Only the process itself can ask for its peak.
 */
import { writeSync } from "node:fs";

const CHANNEL = 3;

process.on("exit", () => {
    // Node gives kibibytes on every platform.
    writeSync(CHANNEL, String(process.resourceUsage().maxRSS * 1024));
});
