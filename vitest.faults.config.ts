import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** The whole fault matrix, or with `FAULTS=4` every fourth case; `npm test` runs a smaller part of it. */
export default defineConfig({
  test: {
    include: ["test/faults/*.test.ts"],
    env: { FAULTS: process.env.FAULTS ?? "all" },
    // Nothing is waited for in it: more workers than cores would only stand in each other's way.
    maxWorkers: availableParallelism(),
    testTimeout: 300_000,
    reporters: [["default", { summary: false }], "./test/faults/report.ts"],
  },
});
