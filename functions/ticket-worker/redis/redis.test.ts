import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { type LocalRedis, redisServer, startRedis } from "../../../test/support/ticketing/redis";
import { RedisConnection } from "./connection";
import { Redis } from "./redis";
import { RedisError } from "./reply";

const started: LocalRedis[] = [];
const clients: Redis[] = [];

async function start(options?: Parameters<typeof startRedis>[0]): Promise<LocalRedis> {
  const redis = await startRedis(options);
  started.push(redis);
  return redis;
}

function clientOf(
  { port }: LocalRedis,
  choices: Partial<ConstructorParameters<typeof Redis>[0]> = {},
): Redis {
  const client = new Redis({ address: { host: "127.0.0.1", port }, mode: "single", ...choices });
  clients.push(client);
  return client;
}

const set = (client: Redis, key: string) => client.ask(key, ["SET", key, "sold"]);
const get = (client: Redis, key: string) => client.ask(key, ["GET", key]);

describe.skipIf(redisServer === undefined)("Redis, as the worker asks it", () => {
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await Promise.all(started.splice(0).map((redis) => redis.stop()));
  });

  it("answers many at once, each what was asked for", async () => {
    const client = clientOf(await start());
    const keys = Array.from({ length: 200 }, (_, index) => `좌석-${String(index)}`);
    await Promise.all(keys.map((key) => client.ask(key, ["SET", key, key])));

    expect(await Promise.all(keys.map((key) => get(client, key)))).toEqual(keys);
    expect(await get(client, "nobody")).toBeNull();
    expect(await client.ask("x", ["DEL", "x"])).toBe(0);
  });

  it("is told the password, each time the one that holds", async () => {
    const redis = await start({ password: "one" });
    let password = "another";
    const client = clientOf(redis, { password: () => Promise.resolve(password) });
    await expect(get(client, "seat")).rejects.toThrow(/WRONGPASS/);
    password = "one";

    expect(await get(client, "seat")).toBeNull();
  });

  it("refuses a command, and takes the next one", async () => {
    const client = clientOf(await start());
    await set(client, "seat");

    await expect(client.ask("seat", ["HGETALL", "seat"])).rejects.toThrow(RedisError);
    expect(await get(client, "seat")).toBe("sold");
  });

  it("is asked on a new connection when the old one has died unnoticed", async () => {
    const redis = await start();
    const client = clientOf(redis);
    await set(client, "seat");
    await redis.kill();
    await redis.start();

    expect(await get(client, "seat")).toBeNull();
  });

  it("that is not there is told of", async () => {
    const redis = await start();
    const client = clientOf(redis);
    await set(client, "seat");
    await redis.kill();

    await expect(get(client, "seat")).rejects.toThrow(/ECONNREFUSED/);
  });

  it("that hangs is told of, and asked again when it goes on", async () => {
    const redis = await start();
    const client = clientOf(redis);
    await set(client, "seat");
    redis.freeze();
    await expect(get(client, "seat")).rejects.toThrow(/no answer within/);
    redis.thaw();

    expect(await get(client, "seat")).toBe("sold");
  });

  it("is never given a reply that was meant for an earlier command", async () => {
    const redis = await start();
    const connection = await RedisConnection.open({ host: "127.0.0.1", port: redis.port }, {});
    redis.freeze();
    await expect(connection.send(["SET", "seat", "sold"])).rejects.toThrow(/no answer within/);
    redis.thaw();

    await expect(connection.send(["GET", "seat"])).rejects.toThrow(/was closed/);
  });

  it("is followed through a cluster, to the node that has the key: one hop, then straight", async () => {
    const low = await start({ cluster: { slots: [0, 8_191] } });
    const high = await start({ cluster: { slots: [8_192, 16_383] } });
    await low.client.call("CLUSTER", "MEET", "127.0.0.1", String(high.port), String(high.busPort));
    for (const node of [low, high]) {
      while (!String(await node.client.call("CLUSTER", "INFO")).includes("cluster_state:ok")) await sleep(20);
    }
    const client = clientOf(low, { mode: "cluster" });
    const keys = Array.from({ length: 20 }, (_, index) => `seats:{${String(index)}}`);
    await Promise.all(keys.map((key) => set(client, key)));
    const moved = async () => /errorstat_MOVED:count=(\d+)/.exec(await low.client.info("errorstats"))?.[1];
    const before = await moved();

    expect(await Promise.all(keys.map((key) => get(client, key)))).toEqual(keys.map(() => "sold"));
    expect(await high.client.dbsize()).toBeGreaterThan(0);
    expect(await low.client.dbsize()).toBeGreaterThan(0);
    expect(await moved()).toBe(before);
    await expect(Promise.all(keys.map((key) => get(clientOf(low), key)))).rejects.toThrow(/^MOVED/);
  });
});
