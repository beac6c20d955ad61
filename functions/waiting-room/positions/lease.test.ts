import { beforeEach, describe, expect, it } from "vitest";
import { aConfig, anEvent, aRecord } from "../../../test/support/waiting-room/an-event";
import { faultyStore, type Weather } from "../../../test/support/waiting-room/faulty-store";
import { recordingStore } from "../../../test/support/waiting-room/recording-store";
import { VirtualTime } from "../../../test/support/waiting-room/virtual-clock";
import { MemoryStore } from "../store/memory";
import { LeasedPositions } from "./lease";
import type { LeaseConfig } from "./lease-size";

const config: LeaseConfig = { leaseMaxMs: 2_000, leaseFillMs: 750, firstLease: 8, maxQueue: 1_000 };

let time: VirtualTime;
let store: MemoryStore;
let writes: readonly string[];

beforeEach(async () => {
  time = new VirtualTime();
  store = new MemoryStore();
  await store.createEvent(anEvent, aRecord(aConfig()));
});

/** A process that gives out positions, and the weather between it and the store. */
function aProcess(weather: Weather = {}, clock = time.seenWith(() => 0)): LeasedPositions {
  const recorded = recordingStore(faultyStore(store, { sleep: (ms) => time.sleep(ms), ...weather }));
  writes = recorded.writes;
  return new LeasedPositions({
    store: recorded.store,
    clock,
    random: () => 0.5,
    sleep: (ms) => time.sleep(ms),
  });
}

async function takeSeveral(process: LeasedPositions, count: number): Promise<unknown[]> {
  const taken: unknown[] = [];
  while (taken.length < count) taken.push(await process.take(anEvent, config));
  return taken;
}

describe("positions by lease", () => {
  it("gives out a block in order for one write, and leases the next when it is used up", async () => {
    const process = aProcess();
    expect(await takeSeveral(process, 8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(writes).toEqual(["lease"]);
    expect(await process.take(anEvent, config)).toBe(9);
    expect(writes).toEqual(["lease", "lease"]);
  });

  it("keeps a block for less than leaseMaxMs: what is left of it becomes a gap", async () => {
    const process = aProcess();
    await process.take(anEvent, config);
    await time.advance(config.leaseMaxMs - 1);
    expect(await process.take(anEvent, config)).toBe(2);
    await time.advance(1);
    expect(await process.take(anEvent, config)).toBe(9);
  });

  it.each([
    { what: "runs backward past the lease", offset: -1 },
    { what: "jumps forward, as after a freeze", offset: 3_600_000 },
  ])("drops its block when the clock $what", async ({ offset }) => {
    let wrong = 0;
    const clock = time.seenWith(() => wrong);
    const process = aProcess({}, clock);
    await process.take(anEvent, config);
    wrong = offset;
    expect(await process.take(anEvent, config)).toBe(9);
  });

  it("drops its block when the clock runs backward within the block's age", async () => {
    let wrong = 0;
    const clock = time.seenWith(() => wrong);
    const process = aProcess({}, clock);
    await process.take(anEvent, config);
    await time.advance(1_500);
    await process.take(anEvent, config);
    wrong = -1_000;
    expect(await process.take(anEvent, config)).toBe(9);
  });

  it("gives a position that was handed back to the next who comes", async () => {
    const process = aProcess();
    await takeSeveral(process, 3);
    process.giveBack(anEvent, 2);
    expect(await takeSeveral(process, 2)).toEqual([2, 4]);
  });

  it.each([
    { what: "of an earlier block", taken: 9, handedBack: [3], next: [10, 11] },
    { what: "that was never given out", taken: 1, handedBack: [4], next: [2, 3, 4, 5] },
    { what: "that is none", taken: 1, handedBack: [0, -1, 0.5, Number.NaN, 1e9], next: [2, 3] },
    { what: "a second time", taken: 3, handedBack: [1, 1], next: [1, 4] },
  ])("takes no position back $what", async ({ taken, handedBack, next }) => {
    const process = aProcess();
    await takeSeveral(process, taken);
    for (const position of handedBack) process.giveBack(anEvent, position);
    expect(await takeSeveral(process, next.length)).toEqual(next);
  });

  it("asks for one lease at a time, big enough for all who wait by then", async () => {
    const sizes: number[] = [];
    let underWay = 0;
    const process = new LeasedPositions({
      store: {
        clockOffset: () => 0,
        lease: async (event, size, maxQueue) => {
          expect((underWay += 1)).toBe(1);
          sizes.push(size);
          await time.sleep(10);
          underWay -= 1;
          return store.lease(event, size, maxQueue);
        },
      },
      clock: time,
      random: () => 0.5,
    });
    const taking = Array.from({ length: 300 }, () => process.take(anEvent, config));
    await time.advance(100);
    expect(await Promise.all(taking)).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
    expect(sizes).toEqual([8, 256, 256]);
  });

  it("gives a late block to those who waited for it, however short the lease, and to nobody who came later", async () => {
    const exact = { ...config, leaseMaxMs: 1 };
    const process = aProcess({ delay: () => ({ there: 0, back: 500 }) });
    const first = process.take(anEvent, exact);
    await time.advance(499);
    const second = process.take(anEvent, exact);
    await time.advance(1_000);
    expect([await first, await second]).toEqual([1, 9]);
  });

  it("keeps events apart", async () => {
    await store.createEvent("another-event", aRecord(aConfig()));
    const process = aProcess();
    expect(await takeSeveral(process, 2)).toEqual([1, 2]);
    expect(await process.take("another-event", config)).toBe(1);
  });

  it("says that the queue is full and that there is no such event, and asks again the next time", async () => {
    const process = aProcess();
    expect(await process.take(anEvent, { ...config, maxQueue: 0 })).toBe("full");
    expect(await process.take("no-event", config)).toBe("unknown event");
    expect(await process.take(anEvent, config)).toBe(1);
  });

  it("gives out nothing while its clock is off by more than two seconds, and then leases anew", async () => {
    let offset = 2_000;
    const process = aProcess({ clockOffset: () => offset });
    expect(await process.take(anEvent, config)).toBe(1);
    for (offset of [2_001, -2_001, 3_600_000]) expect(await process.take(anEvent, config)).toBe("clock");
    expect(writes).toEqual(["lease"]);
    offset = 0;
    expect(await process.take(anEvent, config)).toBe(9);
  });

  it("gives out nothing of a lease whose answer shows that its clock is off", async () => {
    const process = aProcess({ clockOffset: () => (writes.length === 0 ? 0 : 3_600_000) });
    expect(await process.take(anEvent, config)).toBe("clock");
  });
});
