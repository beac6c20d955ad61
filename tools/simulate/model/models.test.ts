import { describe, expect, it } from "vitest";
import { MemoryStore } from "../../../functions/waiting-room/store/memory";
import { StoreError } from "../../../functions/waiting-room/store/store";
import { rushOfMillion } from "../simulations/plans";
import { both, steady } from "./arrivals";
import { EdgeCache } from "./edge-cache";
import { Fleet } from "./fleet";
import { MeteredStore } from "./metered-store";
import { seeded, stayMs } from "./random";
import { TokenBucket } from "./token-bucket";
import { VirtualTime } from "./virtual-time";
import { Wheel } from "./wheel";

describe("the model of a throttle", () => {
  it("lets the burst through at once and then only the rate", () => {
    const bucket = new TokenBucket(1_000, 2_000);
    const within = (fromMs: number, toMs: number) => {
      let passed = 0;
      for (let ms = fromMs; ms < toMs; ms += 1)
        for (let call = 0; call < 10; call += 1) if (bucket.take(ms)) passed += 1;
      return passed;
    };
    expect(within(0, 1_000)).toBeCloseTo(2_999, -1);
    expect(within(1_000, 2_000)).toBeCloseTo(1_000, -1);
  });
});

describe("the model of DynamoDB", () => {
  const leases = async (store: MeteredStore, count: number) => {
    let refused = 0;
    for (let lease = 0; lease < count; lease += 1) {
      await store.lease("autumn-tour", 1, 1_000_000).catch((error: unknown) => {
        if (error instanceof StoreError && error.kind === "throttled") refused += 1;
        else throw error;
      });
    }
    return refused;
  };

  it("throttles a key at a thousand writes a second, counts what it took, and serves it again a second later", async () => {
    const time = new VirtualTime();
    const store = new MeteredStore(new MemoryStore(), time, { keyWrites: 1_000, tableWrites: 60_000 });
    expect(await leases(store, 1_500)).toBe(500);
    expect(store.hottest).toEqual({ key: "SEQ#autumn-tour", writes: 1_000 });
    void time.turnTo(1_000);
    expect(await leases(store, 1_000)).toBe(0);
    expect(store.throttled).toBe(500);
  });

  it("throttles a table at its warm throughput, whatever the keys", async () => {
    const store = new MeteredStore(new MemoryStore(), new VirtualTime(), {
      keyWrites: 1_000,
      tableWrites: 10,
    });
    const place = { position: 1, generation: 0, issuedAt: 0, device: "d", lastRequest: "" };
    const answers = await Promise.allSettled(
      Array.from({ length: 15 }, (_, index) =>
        store.takePlace("autumn-tour", `visitor${String(index)}`, place, 0),
      ),
    );
    expect(answers.filter(({ status }) => status === "rejected")).toHaveLength(5);
  });
});

describe("the model of a fleet", () => {
  const fleetOf = (routing: "most recently used" | "random", limit = 100) =>
    new Fleet({ make: (index) => index, routing, serviceMs: 5, limit, random: seeded(1, "fleet") });

  it("grows only when all are busy, to no more than its limit", () => {
    const fleet = fleetOf("most recently used", 2);
    const first = fleet.route();
    expect([first, fleet.route(), fleet.route()]).toEqual([0, 1, undefined]);
    fleet.done(0);
    fleet.turnTo(4);
    expect(fleet.route()).toBeUndefined();
    fleet.turnTo(5);
    expect(fleet.route()).toBe(0);
    expect(fleet.size).toBe(2);
  });

  it("sends everything to the one used last, or to any", () => {
    const used = (routing: "most recently used" | "random") => {
      const fleet = fleetOf(routing);
      for (const one of [fleet.route(), fleet.route(), fleet.route()]) fleet.done(one ?? 0);
      const seen = new Set<number | undefined>();
      for (let round = 1; round <= 50; round += 1) {
        fleet.turnTo(round * 10);
        const chosen = fleet.route();
        seen.add(chosen);
        fleet.done(chosen ?? 0);
      }
      return seen.size;
    };
    expect(used("most recently used")).toBe(1);
    expect(used("random")).toBe(3);
  });
});

describe("the model of CloudFront", () => {
  it("asks the origin once a second with a shield, once a second and place without, however many look", async () => {
    const originsWith = async (lookers: number) => {
      const cache = new EdgeCache<number>(30, 1_000, 10_000);
      for (let ms = 0; ms < 10_000; ms += 10) {
        for (let looker = 0; looker < lookers; looker += 1) {
          const place = (looker + ms / 10) % 30;
          if (cache.fresh(place, ms) === undefined) await cache.fill(place, ms, () => Promise.resolve(ms));
        }
      }
      return { shield: Math.max(...cache.withShield), none: Math.max(...cache.withoutShield) };
    };
    expect(await originsWith(1)).toEqual({ shield: 1, none: 30 });
    expect(await originsWith(50)).toEqual({ shield: 1, none: 30 });
  });

  it("never hands out what is older than its time to live twice over", async () => {
    const cache = new EdgeCache<number>(2, 1_000, 10_000);
    await cache.fill(0, 0, () => Promise.resolve(0));
    await cache.fill(1, 999, () => Promise.resolve(999));
    expect(cache.fresh(1, 1_998)).toBe(0);
    expect(cache.fresh(1, 1_999)).toBeUndefined();
  });
});

describe("what happens when", () => {
  it("calls everybody in their own millisecond and nobody after the horizon", () => {
    const wheel = new Wheel(4, 100);
    for (const [entity, at] of [30, 10, 30, 200].entries()) wheel.set(entity, at);
    const called: [number, number][] = [];
    for (let now = 0; now < 100; now += 1) {
      wheel.turnTo(now);
      for (let one = wheel.take(); one !== undefined; one = wheel.take()) called.push([now, one]);
    }
    expect(called).toEqual([
      [10, 1],
      [30, 2],
      [30, 0],
    ]);
  });

  it("has a rush of a million whose busiest second brings 43,000", () => {
    const moments = rushOfMillion(1_000_000, seeded(1, "rush"));
    const seconds = new Uint32Array(60);
    for (const moment of moments)
      seconds[Math.floor(moment / 1_000)] = (seconds[Math.floor(moment / 1_000)] ?? 0) + 1;
    expect(Math.max(...seconds)).toBeGreaterThan(41_000);
    expect(Math.max(...seconds)).toBeLessThan(44_000);
    expect(moments.at(-1)).toBeLessThan(60_000);
  });

  it("keeps arrivals in order, also those of two kinds", () => {
    const moments = both(0.5, steady(10), steady(1, 20))(1_000, seeded(1, "both"));
    expect([...moments]).toEqual([...moments].sort((a, b) => a - b));
    expect(moments.filter((moment) => moment >= 20_000)).toHaveLength(500);
  });

  it("lets people stay as long as they do on average, and no longer than the cap", () => {
    const random = seeded(1, "stay");
    const stays = Array.from({ length: 20_000 }, () =>
      stayMs({ meanMs: 240_000, sigma: 0.8, capMs: 10_000_000 }, random),
    );
    expect(stays.reduce((sum, stay) => sum + stay, 0) / stays.length / 240_000).toBeCloseTo(1, 1);
    expect(stayMs({ meanMs: 240_000, sigma: 0.8, capMs: 1_000 }, random)).toBeLessThanOrEqual(1_000);
  });
});
