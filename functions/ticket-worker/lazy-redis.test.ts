import { describe, expect, it } from "vitest";
import { clientOf, endAfterEach, get, say, set, start } from "../../test/support/ticketing/asked-redis";
import { redisServer } from "../../test/support/ticketing/redis";

endAfterEach();

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
