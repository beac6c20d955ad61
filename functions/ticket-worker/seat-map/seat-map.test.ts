import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LocalRedis, redisServer, startRedis } from "../../../test/support/ticketing/redis";
import { LazyRedis } from "../lazy-redis";
import { redisSeatMaps, seatMapKey } from "./redis-seat-maps";
import type { Snapshot } from "./snapshot";

const section = { event: "autumn-tour", section: "A" };

const snapshot = (version: number, seats: Snapshot["seats"] = []): Snapshot => ({
  ...section,
  version,
  seats,
});

describe.skipIf(redisServer === undefined)("a seat map in Redis", () => {
  let server: LocalRedis;
  let redis: LazyRedis;
  beforeAll(async () => {
    server = await startRedis();
    redis = new LazyRedis({ address: { host: "127.0.0.1", port: server.port }, mode: "single" });
  });
  beforeEach(() => server.client.flushall());
  afterAll(async () => {
    await redis.close();
    await server.stop();
  });

  const maps = () => redisSeatMaps(redis);
  const shown = () => maps().read(section);

  it("is a hash of one key, with the section's name for a cluster to keep together: KDAT-23", async () => {
    await maps().replace(snapshot(3, [["A-1", "sold"]]));

    expect(await server.client.hgetall("seats:{autumn-tour#A}")).toEqual({ "#version": "3", "A-1": "sold" });
  });

  it("is replaced whole by a newer one, and by the same again", async () => {
    const newer = snapshot(2, [["A-2", "sold"]]);
    await maps().replace(snapshot(1, [["A-1", "held"]]));

    expect(await maps().replace(newer)).toBe("replaced");
    expect(await maps().replace(newer)).toBe("replaced");
    expect(await shown()).toEqual({ version: 2, seats: [["A-2", "sold"]] });
  });

  it("is not replaced by an older one", async () => {
    await maps().replace(snapshot(10, [["A-1", "sold"]]));

    expect(await maps().replace(snapshot(9))).toBe("older");
    expect(await shown()).toMatchObject({ version: 10, seats: [["A-1", "sold"]] });
  });

  it("is replaced by an older one if the database has lost the newer, and no newer has come since", async () => {
    await maps().replace(snapshot(10));

    expect(await maps().replace(snapshot(8), 9)).toBe("older");
    expect(await maps().replace(snapshot(8), 10)).toBe("replaced");
  });

  it("shows the newest of all that came, in whatever order", async () => {
    const versions = fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(versions, async (order) => {
        await server.client.flushall();
        await Promise.all(
          order.map((version) => maps().replace(snapshot(version, [[String(version), "held"]]))),
        );
        const newest = Math.max(...order);

        expect(await shown()).toEqual({ version: newest, seats: [[String(newest), "held"]] });
      }),
      { numRuns: 30 },
    );
  });

  it("may have the seats of a stadium, and seats that are called like something else", async () => {
    const names = [
      "version",
      "__proto__",
      "constructor",
      ...Array.from({ length: 20_000 }, (_, n) => String(n)),
    ];
    const seats = names.map((name) => [name, "held"] as const);
    await maps().replace(snapshot(1, seats));

    expect(new Map((await shown())?.seats)).toEqual(new Map(seats));
  });

  it("is nothing where there is none", async () => {
    expect(await shown()).toBeUndefined();
    await server.client.hset(seatMapKey(section), "A-1", "sold");
    expect(await shown()).toBeUndefined();
    expect(await maps().replace(snapshot(0))).toBe("replaced");
  });
});
