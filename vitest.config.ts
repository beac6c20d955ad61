import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    // Loading the AWS SDK of Pulumi takes a second, more when both cores are busy.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
