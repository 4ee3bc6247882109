import { defineConfig } from "vitest/config";

export default defineConfig({
    test: {
        include: ["test/**/*.test.ts"],
        pool: "forks",
        maxWorkers: 2,
        // The Pulumi SDKs take a second to load: each worker loads them once, not once a file.
        isolate: false,
        testTimeout: 60_000,
        hookTimeout: 120_000,
    },
});
