import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
    test: {
        include: ["test/**/*.test.ts"],
        // Those drive the real engine: npm run test:engine.
        exclude: [...configDefaults.exclude, "test/engine/**"],
        pool: "forks",
        maxWorkers: 2,
        // Long enough for a machine that does other things, too: no time decides a test.
        // The Pulumi SDKs take a second to load: each worker loads them once, not once a file.
        isolate: false,
        testTimeout: 240_000,
        hookTimeout: 240_000,
    },
});
