import { readFileSync } from "node:fs";
import { join } from "node:path";

import { runNode } from "./child";
import { atMost, type Figure } from "./figures";
import { withScratch } from "./plans";

const TEST_SECONDS = 90;

/** The test suite, run here; or its seconds, when a step before has measured them. */
export async function testFigures(measuredSeconds: number | undefined): Promise<Figure[]> {
    const name = "npm test";
    if (measuredSeconds !== undefined)
        return [atMost(`${name}, by the test step`, measuredSeconds, TEST_SECONDS, "s", 0)];
    return withScratch(async (folder) => {
        const file = join(folder, "tests.json");
        const args = ["run", "--reporter=json", `--outputFile=${file}`];
        const { seconds, code } = await runNode("node_modules/vitest/vitest.mjs", args);
        const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, "utf8")) as Record<string, number>;
        const counts = `${numPassedTests} passed, ${numFailedTests} failed`;
        return [
            atMost(name, seconds, TEST_SECONDS, "s", 0),
            { name: "  its tests", measured: counts, bar: "0 failed", ok: code === 0 },
        ];
    });
}
