import { afterEach, describe, expect, it, vi } from "vitest";
import { defaultProvider } from "./lambda-credentials";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("who a function is", () => {
  it("is told by its environment", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "an id");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "a key");
    vi.stubEnv("AWS_SESSION_TOKEN", "a token");

    expect(await defaultProvider()()).toEqual({
      accessKeyId: "an id",
      secretAccessKey: "a key",
      sessionToken: "a token",
    });
  });

  it("is not guessed where the environment does not tell", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", undefined);

    await expect(defaultProvider()()).rejects.toThrow("no credentials");
  });
});
