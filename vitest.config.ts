import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    // Most of the time a test waits for the processes that it has started.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
