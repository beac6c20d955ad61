import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { present } from "../../test/support/waiting-room/key-ring";
import {
  startSecretsManager,
  type SecretsManagerServer,
} from "../../test/support/waiting-room/secrets-manager";
import type { ReadEntry } from "./decide-reading";
import { entriesFromSecret } from "./entries-secret";

let server: SecretsManagerServer;
let client: SecretsManagerClient;
let readEntry: ReadEntry;
let now = present;

beforeEach(async () => {
  now = present;
  server = await startSecretsManager({ text: '{"r:":"[]"}' });
  client = new SecretsManagerClient({
    region: "us-east-1",
    endpoint: server.endpoint,
    credentials: { accessKeyId: "synthetic", secretAccessKey: "synthetic" },
    maxAttempts: 1,
  });
  readEntry = entriesFromSecret({ client, secretId: "gate-entries", clock: { now: () => now } });
});

afterEach(async () => {
  client.destroy();
  await server.stop();
});

describe("the gate's entries at Lambda@Edge", () => {
  test("are read once a minute for all requests, from one secret", async () => {
    const many = await Promise.all([1, 2, 3, 4, 5].map(() => readEntry("r:")));
    expect(many).toEqual(["[]", "[]", "[]", "[]", "[]"]);
    now += 59_999;
    await readEntry("e:concert-a");
    expect(server.asked).toEqual(["gate-entries"]);
    now += 1;
    server.set({ text: '{"r:":"new"}' });
    expect(await readEntry("r:")).toBe("new");
    expect(server.asked).toHaveLength(2);
  });

  test("that are not there are not there, not even under the names all objects have", async () => {
    expect(await readEntry("e:concert-a")).toBeUndefined();
    expect(await readEntry("constructor")).toBeUndefined();
  });

  test("go on for ten minutes if the secret cannot be read, and no request in five seconds asks again", async () => {
    await readEntry("r:");
    server.set({ status: 500 });
    now += 60_000;
    expect(await readEntry("r:")).toBe("[]");
    now += 4_999;
    expect(await readEntry("r:")).toBe("[]");
    expect(server.asked).toHaveLength(2);
    now += 1;
    expect(await readEntry("r:")).toBe("[]");
    expect(server.asked).toHaveLength(3);
    now = present + 600_000;
    await expect(readEntry("r:")).rejects.toThrow();
    server.set({ text: '{"r:":"again"}' });
    expect(await readEntry("r:")).toBe("again");
  });

  test.each(["", "no JSON", "[]", '{"r:":1}'])("that read %s are none", async (text) => {
    server.set({ text });
    await expect(readEntry("r:")).rejects.toThrow();
  });
});
