import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { entriesFromSecret } from "../admission-gate/entries-secret";
import { aConfig, aRecord, anEvent, beginning } from "../../test/support/waiting-room/an-event";
import { syntheticKey, syntheticRing } from "../../test/support/waiting-room/key-ring";
import {
  startSecretVersions,
  type SecretVersionsServer,
} from "../../test/support/waiting-room/secret-versions-server";
import { MemoryStore } from "../waiting-room/store/memory";
import { keyRingDocument, parseKeyRing } from "../waiting-room/tokens/key-ring";
import type { Asked } from "./asked";
import { entriesSecret } from "./entries-secret";
import { ringSecret } from "./ring-secret";
import { runRound } from "./round";
import { versionedSecret } from "./versioned-secret";

let server: SecretVersionsServer;
let client: SecretsManagerClient;
beforeEach(async () => {
  server = await startSecretVersions(["ring", "gate"]);
  client = new SecretsManagerClient({
    region: "us-east-1",
    endpoint: server.endpoint,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await server.stop();
});

let secrets = 0;
const store = new MemoryStore();

const run = (asked: Asked = { kind: "round" }) =>
  runRound(asked, {
    rings: ringSecret(versionedSecret(client, "ring")),
    store,
    gate: entriesSecret(versionedSecret(client, "gate")),
    paths: [{ path: "/events/*/seats" }],
    clock: { now: () => beginning },
    maxAgeMs: 86_400_000,
    newSecret: () => syntheticKey(`secret ${String((secrets += 1))}`),
  });

const texts = (secret: string) => server.versions(secret).map(({ text }) => text);
const rings = () => texts("ring").map(parseKeyRing);

describe("a secret", () => {
  it("that two runs replace at once is replaced by one, and the other learns it", async () => {
    const secret = versionedSecret(client, "ring");
    expect(await secret.read()).toBeUndefined();
    expect(await secret.write("first", undefined)).toBe("written");
    expect(await secret.write("also first", undefined)).toBe("conflict");
    const version = (await secret.read())?.version;
    expect(await secret.write("second", version)).toBe("written");
    expect(await secret.write("another second", version)).toBe("conflict");
    expect(await secret.write("second", version)).toBe("written");
    expect(texts("ring")).toEqual(["first", "second"]);
  });

  it("that does not exist is an error when it is written", async () => {
    await expect(versionedSecret(client, "none").write("first", undefined)).rejects.toThrow();
  });
});

describe("two runs at once", () => {
  it("make one first ring, and the gate is told of that one", async () => {
    await store.createEvent(anEvent, aRecord(aConfig()));
    const [one, other] = await Promise.all([run(), run()]);
    expect(rings()).toHaveLength(1);
    expect([...one.steps, ...other.steps]).toEqual(["first ring"]);
    const readEntry = entriesFromSecret({ client, secretId: "gate", clock: { now: () => beginning } });
    expect(await readEntry(`k:${anEvent}`)).toContain('"k1"');
    expect((await run()).entriesWritten).toBe(0);
  });

  it("begin one rotation, and neither undoes what the other has dropped", async () => {
    const first = keyRingDocument(syntheticRing({ masters: { k1: syntheticKey("k1") } }));
    server.put("ring", "0".repeat(32), JSON.stringify(first));
    await Promise.all([run({ kind: "rotate" }), run({ kind: "drop", kid: "k1" }), run({ kind: "rotate" })]);
    const last = rings().at(-1);
    expect(Object.values(last?.masters ?? {})).not.toContain(syntheticKey("k1"));
    expect(new Set(texts("ring")).size).toBe(texts("ring").length);
    expect(JSON.stringify(texts("gate").at(-1))).not.toContain("k1\\\\\\");
    expect(await run()).toMatchObject({ steps: [], entriesWritten: 0 });
  });
});

describe("a ring that does not say since when its key signs", () => {
  it("is as old as its version of the secret, and says it from its next version on", async () => {
    const first = keyRingDocument(syntheticRing({ masters: { k1: syntheticKey("k1") } }));
    server.put("ring", "0".repeat(32), JSON.stringify(first));
    const written = await ringSecret(versionedSecret(client, "ring")).read();
    expect(Math.abs((written?.ring.signsSince ?? 0) - Date.now())).toBeLessThan(60_000);
    await run({ kind: "rotate" });
    expect(rings().at(-1)?.signsSince).toBe(written?.ring.signsSince);
  });
});

describe("the gate's entries in a secret", () => {
  it("are refused if they weigh more than a secret may, and what is none of ours is replaced", async () => {
    const gate = entriesSecret(versionedSecret(client, "gate"));
    const puts = Array.from({ length: 70 }, (_, n) => ({ key: `e:${String(n)}`, value: "x".repeat(1_000) }));
    const deletes: readonly string[] = [];
    await expect(gate.write({ puts, deletes }, await gate.read())).rejects.toThrow("65536 bytes");
    server.put("gate", "0".repeat(32), "[]");
    expect(await gate.write({ puts: puts.slice(0, 1), deletes }, await gate.read())).toBe("written");
    expect((await gate.read()).entries.size).toBe(1);
  });
});
