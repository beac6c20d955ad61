import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { clientOf, endAfterEach, get, set, start } from "../../test/support/ticketing/asked-redis";
import { makeCertificate, openssl } from "../../test/support/ticketing/certificate";
import { type LocalRedis, redisServer } from "../../test/support/ticketing/redis";

endAfterEach();

describe.skipIf(redisServer === undefined)("a cluster of Redis, as the worker asks it", () => {
  async function startCluster(): Promise<readonly [low: LocalRedis, high: LocalRedis]> {
    const low = await start({ cluster: { slots: [0, 8_191] } });
    const high = await start({ cluster: { slots: [8_192, 16_383] } });
    await low.client.call("CLUSTER", "MEET", "127.0.0.1", String(high.port), String(high.busPort));
    for (const node of [low, high]) {
      while (!String(await node.client.call("CLUSTER", "INFO")).includes("cluster_state:ok")) await sleep(20);
    }
    return [low, high];
  }

  it("is asked at the node that has the key, and followed when the key has moved", async () => {
    const [low, high] = await startCluster();
    const client = clientOf(low, { mode: "cluster" });
    const keys = Array.from({ length: 20 }, (_, index) => `seats:{${String(index)}}`);
    await Promise.all(keys.map((key) => set(client, key)));
    expect(await high.client.dbsize()).toBeGreaterThan(0);
    expect(await low.client.dbsize()).toBeGreaterThan(0);
    const slot = String(await low.client.call("CLUSTER", "KEYSLOT", "moved"));
    const [from, to] = Number(slot) < 8_192 ? [low, high] : [high, low];
    const owner = String(await to.client.call("CLUSTER", "MYID"));
    for (const node of [to, from]) await node.client.call("CLUSTER", "SETSLOT", slot, "NODE", owner);
    await set(client, "moved");

    expect(await from.client.info("errorstats")).toMatch(/errorstat_MOVED:count=1\r/);
    expect(await Promise.all(keys.map((key) => get(client, key)))).toEqual(keys.map((seat) => ({ seat })));
    await expect(Promise.all(keys.map((key) => get(clientOf(low), key)))).rejects.toThrow(/^MOVED/);
  });

  it("is asked on new connections when all had died unnoticed", async () => {
    const redis = await start({ cluster: true });
    const client = clientOf(redis, { mode: "cluster" });
    await set(client, "seat");
    await redis.client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");

    expect(await get(client, "seat")).toEqual({ seat: "seat" });
  });

  it("that is not there, or hangs, is told of, and asked again when it is back", async () => {
    const redis = await start({ cluster: true });
    const client = clientOf(redis, { mode: "cluster" });
    await set(client, "seat");
    redis.freeze();
    await expect(get(client, "seat")).rejects.toThrow();
    redis.thaw();
    expect(await get(client, "seat")).toEqual({ seat: "seat" });
    await redis.kill();
    await expect(get(client, "seat")).rejects.toThrow();
    await redis.start();

    expect(await get(client, "seat")).toEqual({});
  });

  it("is told the password, each time the one that holds", async () => {
    const redis = await start({ cluster: true, password: "one" });
    let password = "another";
    const client = clientOf(redis, { mode: "cluster", password: () => Promise.resolve(password) });
    await expect(get(client, "seat")).rejects.toThrow(/WRONGPASS/);
    password = "one";

    expect(await get(client, "seat")).toEqual({});
  });

  it.skipIf(openssl === undefined)(
    "is reached by TLS, each node by the name in its certificate",
    async () => {
      const certificate = makeCertificate();
      const redis = await start({ cluster: true, password: "one", certificate });
      const choices = {
        address: { host: "localhost", port: redis.port },
        mode: "cluster",
        password: () => Promise.resolve("one"),
      } as const;
      const trusting = clientOf(redis, { ...choices, tls: { ca: certificate.certificate } });
      await set(trusting, "seat");

      expect(await get(trusting, "seat")).toEqual({ seat: "seat" });
      await expect(get(clientOf(redis, { ...choices, tls: {} }), "seat")).rejects.toThrow();
    },
  );
});
