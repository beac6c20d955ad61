import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { type LocalRedis, redisServer, startRedis } from "../../test/support/ticketing/redis";
import { LazyRedis } from "./lazy-redis";

const started: LocalRedis[] = [];
const clients: LazyRedis[] = [];

async function start(options?: Parameters<typeof startRedis>[0]): Promise<LocalRedis> {
  const redis = await startRedis(options);
  started.push(redis);
  return redis;
}

function clientOf(
  { port }: LocalRedis,
  choices: Partial<ConstructorParameters<typeof LazyRedis>[0]> = {},
): LazyRedis {
  const client = new LazyRedis({ address: { host: "127.0.0.1", port }, mode: "single", ...choices });
  clients.push(client);
  return client;
}

/** Says a word about a key, or something else as Lua. */
const say = (client: LazyRedis, key: string, script = "return ARGV[1]", word = key) =>
  client.ask((redis) => redis.eval(script, 1, key, word));
const set = (client: LazyRedis, key: string) =>
  say(client, key, 'return redis.call("HSET", KEYS[1], "seat", ARGV[1])');
const get = (client: LazyRedis, key: string) => client.ask((redis) => redis.hgetall(key));

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await Promise.all(started.splice(0).map((redis) => redis.stop()));
});

describe.skipIf(redisServer === undefined)("Redis, as the worker asks it", () => {
  it("answers many at once, each what was asked for", async () => {
    const client = clientOf(await start());
    const keys = Array.from({ length: 200 }, (_, index) => `좌석-${String(index)}`);
    await Promise.all(keys.map((key) => set(client, key)));

    expect(await Promise.all(keys.map((key) => get(client, key)))).toEqual(keys.map((seat) => ({ seat })));
  });

  it("is not connected to before it is asked", async () => {
    const redis = await start();
    const connections = async () => /connected_clients:(\d+)/.exec(await redis.client.info("clients"))?.[1];
    const client = clientOf(redis);
    expect(await connections()).toBe("1");
    await get(client, "seat");

    expect(await connections()).toBe("2");
  });

  it("is told the password, each time the one that holds", async () => {
    const redis = await start({ password: "one" });
    let password = "another";
    const client = clientOf(redis, { password: () => Promise.resolve(password) });
    await expect(get(client, "seat")).rejects.toThrow(/WRONGPASS/);
    password = "one";

    expect(await get(client, "seat")).toEqual({});
  });

  it("refuses a command, and takes the next one on the same connection", async () => {
    let connections = 0;
    const password = () => Promise.resolve(((connections += 1), undefined));
    const client = clientOf(await start(), { password });
    await set(client, "seat");

    await expect(say(client, "seat", 'return redis.call("GET", KEYS[1])')).rejects.toThrow(/WRONGTYPE/);
    expect(await get(client, "seat")).toEqual({ seat: "seat" });
    expect(connections).toBe(1);
  });

  it("is asked on a new connection when the old one has died unnoticed, by all who ask at once", async () => {
    const redis = await start();
    const client = clientOf(redis);
    await set(client, "seat");
    await redis.kill();
    await redis.start();

    expect(await Promise.all(["1", "2", "3"].map((key) => get(client, key)))).toEqual([{}, {}, {}]);
  });

  it("is asked on a new connection when its server is a replica now: a primary has been replaced", async () => {
    const redis = await start();
    let names = 0;
    const password = async () => {
      // A new connection finds the new primary behind the name.
      if ((names += 1) === 2) await redis.client.call("REPLICAOF", "NO", "ONE");
      return undefined;
    };
    const client = clientOf(redis, { password });
    await set(client, "seat");
    await redis.client.call("REPLICAOF", "127.0.0.1", "1");
    await set(client, "other");

    expect(await get(client, "other")).toEqual({ seat: "other" });
  });

  it("that is not there is told of", async () => {
    const redis = await start();
    const client = clientOf(redis);
    await set(client, "seat");
    await redis.kill();

    await expect(get(client, "seat")).rejects.toThrow(/ECONNREFUSED/);
    await redis.start();
    expect(await get(client, "seat")).toEqual({});
  });

  it("that hangs is told of, and asked again when it goes on; no answer is another command's", async () => {
    const redis = await start();
    const client = clientOf(redis);
    await set(client, "seat");
    redis.freeze();
    await expect(say(client, "late")).rejects.toThrow(/didn't receive any/);
    redis.thaw();

    expect(await say(client, "next")).toBe("next");
  });
});

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
});
