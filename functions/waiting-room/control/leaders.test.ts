import { describe, expect, it } from "vitest";
import { ALine } from "../../../test/support/waiting-room/a-line";
import { anEvent } from "../../../test/support/waiting-room/an-event";
import { faultyStore, planned } from "../../../test/support/waiting-room/faulty-store";
import { recordingStore } from "../../../test/support/waiting-room/recording-store";
import type { Store } from "../store/store";
import { Helper } from "./help";

/** A process that stops right before one of its requests until it is told to go on. */
function pausing(store: Store, before: keyof Store) {
  let goOn: () => void = () => undefined;
  const told = new Promise<void>((resolve) => (goOn = resolve));
  let reached: () => void = () => undefined;
  const paused = new Promise<void>((resolve) => (reached = resolve));
  const slow = faultyStore(store, {
    delay: (request) => ({ there: request === before ? 1 : 0, back: 0 }),
    sleep: () => {
      reached();
      return told;
    },
  });
  return { store: slow, paused, goOn };
}

const settings = { rate: 10, capacity: 100, people: 1_000 };

describe("two who tick", () => {
  it("at once are one: the line moves once, and one of them is told so", async () => {
    const line = await ALine.of(settings);
    await line.run(10);
    const before = await line.control();
    const outcomes = await Promise.all([line.tick({ owner: "one" }), line.tick({ owner: "two" })]);
    expect(outcomes.map(({ kind }) => kind)).not.toContain("failed");
    const control = await line.control();
    expect(control.sequence).toBeLessThanOrEqual(before.sequence + 1);
    line.now += 5_001;
    const later = await Promise.all([line.tick({ owner: "one" }), line.tick({ owner: "two" })]);
    expect(later.filter(({ kind }) => kind === "ticked")).toHaveLength(1);
    expect((await line.control()).sequence).toBe(control.sequence + 1);
  });

  it("one after the other: the second follows as long as the first one's lease lasts", async () => {
    const line = await ALine.of(settings);
    await line.tick({ owner: "one" });
    line.now += 4_000;
    const { store, writes } = recordingStore(line.store);
    expect(await line.tick({ owner: "two", store })).toEqual({ kind: "following", afterMs: 4_000 });
    expect(writes).toEqual([]);
    line.now += 1_001;
    expect((await line.tick({ owner: "two" })).kind).toBe("ticked");
  });

  it.each(["readLate", "offerLate", "writeControl"] as const)(
    "with the first asleep before its %s: the second takes over, and the first changes nothing when it wakes",
    async (request) => {
      const line = await ALine.of(settings);
      await line.run(10);
      const first = pausing(line.store, request);
      const asleep = line.tick({ store: first.store });
      await first.paused;
      line.now += 5_001;
      expect((await line.tick({ owner: "two" })).kind).toBe("ticked");
      const stands = { control: await line.control(), late: await line.store.readLate(anEvent) };
      first.goOn();
      expect(await asleep).toMatchObject({ kind: "lost" });
      expect({ control: await line.control(), late: await line.store.readLate(anEvent) }).toEqual(stands);
    },
  );

  it("of one name, with the first asleep: its fence has been raised, so it cannot write", async () => {
    const line = await ALine.of(settings);
    await line.run(10);
    const first = pausing(line.store, "writeControl");
    const asleep = line.tick({ store: first.store });
    await first.paused;
    line.now += 2_000;
    expect((await line.tick()).kind).toBe("ticked");
    first.goOn();
    expect(await asleep).toMatchObject({ kind: "lost" });
  });

  it("that was held up for longer than its lease does not publish an old count, though nobody has taken over", async () => {
    const line = await ALine.of(settings);
    await line.run(10);
    const before = await line.control();
    const slow = pausing(line.store, "countBucket");
    const asleep = line.tick({ store: slow.store });
    await slow.paused;
    line.now += 60_000;
    slow.goOn();
    expect(await asleep).toMatchObject({ kind: "lost" });
    expect((await line.control()).segment).toEqual(before.segment);
  });
});

describe("whoever cannot tell the time", () => {
  it("neither leads nor ends an event", async () => {
    const line = await ALine.of({ ...settings, closeAt: 1_800_000_600_000 });
    await line.tick();
    const { store, writes } = recordingStore(faultyStore(line.store, { clockOffset: () => 3_600_000 }));
    const clock = { now: () => line.now + 3_600_000 };
    expect(await line.tick({ store, clock, owner: "wrong" })).toEqual({ kind: "clock", afterMs: 0 });
    expect(writes).toEqual([]);
    expect((await line.record()).mode).toBe("QUEUE");
  });

  it("to two seconds still leads, and the line does not go back for it", async () => {
    const line = await ALine.of(settings);
    await line.run(10);
    const before = await line.served();
    line.now += 1_000;
    await line.tick();
    await line.change({ config: { rate: 20 } });
    const late = { now: () => line.now - 2_000 };
    line.now += 1_500;
    await line.tick({ clock: late });
    expect(await line.served()).toBeGreaterThanOrEqual(before);
    expect((await line.control()).tickedAt).toBeLessThanOrEqual(line.now);
  });
});

describe("a controller that is gone", () => {
  const looking = (line: ALine, choices: { readonly store?: Store; readonly random?: () => number } = {}) => {
    const helper = new Helper({
      store: line.store,
      clock: line.clock,
      owner: "somebody who looks",
      random: () => 0.5,
      ...choices,
    });
    return async () =>
      helper.help({ event: anEvent, record: await line.record(), control: await line.control() });
  };

  it("is stood in for three ticks after its lease, by whoever looks, for as long as it takes", async () => {
    const line = await ALine.of(settings);
    await line.run(10);
    const begun = line.now;
    let longest = 0;
    const look = looking(line);
    for (; line.now < begun + 180_000; line.now += 500) {
      longest = Math.max(longest, line.now - (await line.control()).tickedAt);
      await look();
    }
    expect(longest).toBeLessThanOrEqual(5_000 + 3 * 2_000 + 500);
    expect(await line.served()).toBeGreaterThan(100);
  });

  it("is not stood in for while it ticks or its lease holds, and trouble of the helper is not the caller's", async () => {
    const line = await ALine.of(settings);
    await line.run(10);
    expect(await looking(line)()).toBeUndefined();
    line.now += 8_999;
    expect(await looking(line)()).toBeUndefined();
    line.now += 3_001;
    const fault = planned([{ after: 3, fault: "unavailable" }]);
    expect(await looking(line, { store: faultyStore(line.store, { fault }) })()).toEqual({ kind: "failed" });
  });

  it("is stood in for by one tick of a process at a time: whoever looks meanwhile waits for the same one", async () => {
    const line = await ALine.of(settings);
    await line.run(10);
    line.now += 12_000;
    const slow = pausing(line.store, "countBucket");
    const look = looking(line, { store: slow.store });
    const view = { event: anEvent, record: await line.record(), control: await line.control() };
    const first = look();
    await slow.paused;
    const { fence } = await line.control();
    expect(fence).toBe(view.control.fence + 1);
    const second = look();
    slow.goOn();
    expect(await second).toBe(await first);
    expect(await first).toMatchObject({ kind: "ticked" });
    expect((await line.control()).fence).toBe(fence);
  });

  it.each([0, 0.999])(
    "is left alone for about a tick by who could not stand in for it (chance: %d)",
    async (chance) => {
      const line = await ALine.of(settings);
      await line.run(10);
      line.now += 12_000;
      const view = { event: anEvent, record: await line.record(), control: await line.control() };
      const deps = { store: line.store, clock: line.clock, owner: "too late", random: () => chance };
      const helper = new Helper(deps);
      await line.tick({ owner: "another" });
      expect(await helper.help(view)).toMatchObject({ kind: "fresh" });
      line.now += 2_000 * (0.5 + chance) - 1;
      expect(helper.help(view)).toBeUndefined();
      line.now += 1;
      expect(helper.help(view)).toBeDefined();
    },
  );
});
