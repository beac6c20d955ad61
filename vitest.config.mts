import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    // No test replaces a module, and loading the AWS SDK of Pulumi takes a second: once per worker is enough.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
