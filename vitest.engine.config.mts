import { defineConfig } from "vitest/config";

/** The tests that drive the real Pulumi engine: one at a time, since each is a machine full of work. */
export default defineConfig({
    test: {
        include: ["test/engine/**/*.test.ts"],
        globalSetup: ["test/engine/setup.ts"],
        pool: "forks",
        maxWorkers: 1,
        isolate: false,
        // A program under test leaves one on purpose; the engine has to notice it.
        onUnhandledError: ({ message }) => message !== "nobody awaits this",
        testTimeout: 300_000,
        hookTimeout: 300_000,
    },
});
