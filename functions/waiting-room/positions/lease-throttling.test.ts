import { beforeEach, describe, expect, it } from "vitest";
import { aConfig, anEvent, aRecord } from "../../../test/support/waiting-room/an-event";
import { VirtualTime } from "../../../test/support/waiting-room/virtual-clock";
import { MemoryStore } from "../store/memory";
import { StoreError, type Store } from "../store/store";
import { LeasedPositions } from "./lease";
import type { LeaseConfig } from "./lease-size";

/** What one item of DynamoDB takes. */
const writesPerSecond = 1_000;

let time: VirtualTime;
let store: MemoryStore;
let throttled: number[];
let granted: number[];

beforeEach(async () => {
  time = new VirtualTime();
  store = new MemoryStore();
  throttled = [];
  granted = [];
  await store.createEvent(anEvent, aRecord(aConfig()));
});

/** The sequence of an event, as DynamoDB serves it: so many writes a second, every further one is throttled. */
const limitedLease: Store["lease"] = (event, size, maxQueue) => {
  const second = Math.floor(time.now() / 1_000);
  const sameSecond = granted.filter((at) => Math.floor(at / 1_000) === second).length;
  if (sameSecond >= writesPerSecond) {
    throttled.push(time.now());
    return Promise.reject(new StoreError("throttled"));
  }
  granted.push(time.now());
  return store.lease(event, size, maxQueue);
};

function aProcess(lease: Store["lease"], sleep = (ms: number) => time.sleep(ms)): LeasedPositions {
  let last = 7;
  const random = () => (last = (last * 48_271) % 2_147_483_647) / 2_147_483_647;
  return new LeasedPositions({ store: { lease, clockOffset: () => 0 }, clock: time, random, sleep });
}

describe("a sequence that is throttled", () => {
  it("is leased in ever larger blocks until 40,000 joins a second fit into 1,000 writes, none given twice", async () => {
    const config: LeaseConfig = { leaseMaxMs: 2_000, leaseFillMs: 10, firstLease: 1, maxQueue: 10_000_000 };
    const fleet = Array.from({ length: 400 }, () => ({ positions: aProcess(limitedLease), busy: false }));
    const given = new Set<number>();
    let served = 0;
    const failed: number[] = [];
    const start = time.now();
    while (time.now() < start + 6_000) {
      for (const process of fleet.filter(({ busy }) => !busy)) {
        process.busy = true;
        void process.positions.take(anEvent, config).then(
          (position) => {
            if (typeof position === "number") given.add(position);
            served += 1;
            process.busy = false;
          },
          () => {
            failed.push(time.now());
            process.busy = false;
          },
        );
      }
      await time.advance(10);
    }
    expect(throttled.length).toBeGreaterThan(0);
    expect(given.size).toBe(served);
    const calm = start + 3_000;
    expect(throttled.filter((at) => at >= calm)).toEqual([]);
    expect(failed.filter((at) => at >= calm)).toEqual([]);
    expect(served).toBeGreaterThan(3 * 400 * 100);
  });

  it("is asked five times within a second, at moments of chance, before the visitor is told", async () => {
    const config: LeaseConfig = { leaseMaxMs: 2_000, leaseFillMs: 750, firstLease: 1, maxQueue: 1_000 };
    const askedAt: number[] = [];
    const process = aProcess(() => {
      askedAt.push(time.now());
      return Promise.reject(new StoreError("throttled"));
    });
    const taking = process.take(anEvent, config).catch((error: unknown) => error);
    await time.advance(1_000);
    expect(await taking).toEqual(new StoreError("throttled"));
    const pauses = askedAt.slice(1).map((at, index) => at - (askedAt[index] ?? 0));
    expect(pauses).toHaveLength(4);
    for (const [index, most] of [50, 100, 200, 400].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(most / 2);
      expect(pauses[index]).toBeLessThan(most);
    }
  });

  it("is given up after a second, however long it takes to say that it throttles", async () => {
    const config: LeaseConfig = { leaseMaxMs: 2_000, leaseFillMs: 750, firstLease: 1, maxQueue: 1_000 };
    let asked = 0;
    const process = aProcess(async () => {
      asked += 1;
      await time.sleep(400);
      throw new StoreError("throttled");
    });
    const begun = time.now();
    let ended = Infinity;
    const taking = process.take(anEvent, config).catch((error: unknown) => {
      ended = time.now();
      return error;
    });
    for (let step = 0; step < 30; step += 1) await time.advance(50);
    expect(await taking).toEqual(new StoreError("throttled"));
    expect(ended - begun).toBeLessThan(1_400);
    expect(asked).toBe(3);
  });

  it.each(["unavailable", "unreadable"] as const)("is not asked again when it is %s", async (kind) => {
    let asked = 0;
    const process = aProcess(() => {
      asked += 1;
      return Promise.reject(new StoreError(kind));
    });
    const config: LeaseConfig = { leaseMaxMs: 2_000, leaseFillMs: 750, firstLease: 1, maxQueue: 1_000 };
    await expect(process.take(anEvent, config)).rejects.toEqual(new StoreError(kind));
    expect(asked).toBe(1);
    await expect(process.take(anEvent, config)).rejects.toEqual(new StoreError(kind));
    expect(asked).toBe(2);
  });
});
