import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    // No test replaces a module, and loading the AWS SDK of Pulumi takes a second: once per worker is enough.
    isolate: false,
    // One worker for each processor, and two at least: the tests in a browser mostly wait.
    maxWorkers: Math.max(2, availableParallelism()),
    // Programs that tests start share two processors with the others.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
