import { describe, expect, it } from "vitest";
import { ALine } from "../../../test/support/waiting-room/a-line";
import { anEvent } from "../../../test/support/waiting-room/an-event";

const settings = { rate: 600, capacity: 100, people: 10_000, promptMs: 10_000, graceMs: 60_000 };

/** Everyone who has been called and not yet come in, comes in. */
async function comeIn(line: ALine, from: number): Promise<number> {
  const called = Math.floor(await line.served());
  for (let position = from; position <= called; position += 1) {
    if ((await line.stateOf(position)) === "called") await line.claim(position, position);
  }
  return called + 1;
}

describe("a full room", () => {
  it("calls as many as it holds and no more, until somebody leaves", async () => {
    const line = await ALine.of(settings);
    let next = 1;
    await line.tick();
    await line.run(20, async () => (next = await comeIn(line, next)));
    expect(await line.served()).toBe(100);
    expect((await line.control()).active).toBe(100);
    await line.complete(1);
    await line.complete(2);
    await line.run(6);
    expect(await line.served()).toBe(102);
  });

  it("gives the slots of those who do not come to the next, once they can no longer come", async () => {
    const line = await ALine.of({ ...settings, lateShare: 0 });
    await line.run(4);
    expect(await line.served()).toBe(100);
    await line.run(12);
    expect(await line.served()).toBe(100);
    await line.run(10);
    expect(await line.served()).toBe(200);
  });

  it("made smaller takes nothing back, calls nobody until enough have left, and then holds what it is told to", async () => {
    const line = await ALine.of(settings);
    let next = 1;
    await line.tick();
    await line.run(20, async () => (next = await comeIn(line, next)));
    await line.change({ config: { capacity: 40 } });
    let lowered = 100;
    for (let leaving = 1; leaving <= 90; leaving += 1) {
      await line.complete(leaving);
      await line.run(2, async () => (next = await comeIn(line, next)));
      const { active, segment } = await line.control();
      expect(active).toBeLessThanOrEqual(Math.max(40, lowered));
      lowered = active;
      expect(active <= 40 || segment.cap === 100).toBe(true);
      expect((await line.store.readLate(anEvent)).offered).toBe(0);
      if (active < 40) break;
    }
    expect(lowered).toBeLessThanOrEqual(40);
  });

  it("to be, where only the rate binds, calls nobody more once it is made smaller than who is inside", async () => {
    const line = await ALine.of({ rate: 50, capacity: 20_000, people: 100_000 });
    let next = 1;
    await line.tick();
    await line.run(54, async () => (next = await comeIn(line, next)));
    const inside = (await line.control()).active;
    expect(inside).toBeGreaterThan(2_000);
    const called = Math.floor(await line.served());
    await line.change({ config: { capacity: 2_000 } });
    await line.run(120, async () => (next = await comeIn(line, next)));
    expect(await line.served()).toBeLessThanOrEqual(called + 1);
    expect((await line.control()).active).toBeLessThanOrEqual(called);
    for (let leaving = 1; leaving <= 1_500; leaving += 1) await line.complete(leaving);
    await line.run(120, async () => (next = await comeIn(line, next)));
    expect((await line.control()).active).toBeGreaterThan(1_980);
    expect((await line.control()).active).toBeLessThanOrEqual(2_000);
  });

  it("keeps calling at the rate for a minute and a half without a controller, and no longer", async () => {
    const line = await ALine.of({ rate: 50, capacity: 20_000, people: 100_000, lateShare: 0 });
    await line.run(4);
    line.now -= 2_000;
    const { slope } = (await line.control()).segment;
    const before = await line.served();
    line.now += 90_000;
    expect(await line.served()).toBeCloseTo(before + slope * 90, -1);
    line.now += 60_000;
    expect(await line.served()).toBeCloseTo(before + slope * 90, -1);
  });

  it("made larger calls more, within a few ticks all there is room for", async () => {
    const line = await ALine.of(settings);
    let next = 1;
    await line.tick();
    await line.run(20, async () => (next = await comeIn(line, next)));
    await line.change({ config: { capacity: 150 } });
    await line.run(4, async () => (next = await comeIn(line, next)));
    expect(await line.served()).toBeGreaterThanOrEqual(125);
    await line.run(20, async () => (next = await comeIn(line, next)));
    expect(await line.served()).toBe(150);
  });
});

describe("a line that ran on without a controller", () => {
  const open = {
    ...settings,
    rate: 10,
    failMode: "open" as const,
    openRate: 5,
    capacity: 20,
    people: 10_000,
  };

  it("is taken up where people have seen it, and the room fills no further until it holds again", async () => {
    const line = await ALine.of(open);
    await line.run(4);
    const { until, segment } = await line.control();
    line.now = until + 20_000;
    const seen = await line.served();
    expect(seen).toBe(segment.cap + 100);
    await line.claim(segment.cap + 1, seen, 300_000);
    await line.tick();
    expect(await line.served()).toBe(seen);
    await line.run(60);
    expect(await line.served()).toBe(seen);
    await line.run(300);
    expect(await line.served()).toBeGreaterThan(seen);
  });

  it("banks nothing for people who were not there: it is taken up a tick after the last position", async () => {
    const line = await ALine.of({ ...open, people: 10, capacity: 1_000 });
    await line.run(4);
    line.now = (await line.control()).until + 3_600_000;
    await line.tick();
    expect(await line.served()).toBeLessThanOrEqual(10 + 20);
  });
});
