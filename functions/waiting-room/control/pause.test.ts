import { describe, expect, it } from "vitest";
import { ALine } from "../../../test/support/waiting-room/a-line";
import { anEvent } from "../../../test/support/waiting-room/an-event";

const settings = { rate: 10, capacity: 1_000, people: 10_000, promptMs: 20_000, graceMs: 60_000 };

describe("a pause", () => {
  it("stops the line where it is, and takes late slots off offer", async () => {
    const line = await ALine.of(settings);
    await line.run(60);
    await line.change({ mode: "PAUSED" });
    const before = await line.served();
    await line.tick();
    line.now += 30_000;
    await line.tick();
    expect(await line.served()).toBeCloseTo(before, 6);
    expect((await line.control()).segment).toMatchObject({ slope: 0, cap: await line.served() });
    expect((await line.store.readLate(anEvent)).offered).toBe(0);
  });

  it("costs nobody slot or place, however long it lasts, and time runs on where it stood", async () => {
    const line = await ALine.of(settings);
    await line.run(60);
    await line.change({ mode: "PAUSED" });
    await line.tick();
    const atTheStart = await line.marks();
    expect(atTheStart.late).toBeGreaterThan(0);
    await line.run(3_600);
    expect(await line.marks()).toEqual(atTheStart);
    await line.change({ mode: "QUEUE" });
    await line.tick();
    expect(await line.marks()).toMatchObject({ late: atTheStart.late, lapsed: atTheStart.lapsed });
    await line.run(20);
    expect((await line.marks()).late).toBeGreaterThan(atTheStart.late);
  });

  it("is over at once when the operator says so, from where the line stood, without what was not called meanwhile", async () => {
    const line = await ALine.of(settings);
    await line.run(60);
    await line.change({ mode: "PAUSED" });
    await line.run(600);
    const stood = await line.served();
    await line.change({ mode: "QUEUE" });
    expect((await line.tick()).kind).toBe("ticked");
    expect(await line.served()).toBeCloseTo(stood, 6);
    line.now += 2_000;
    // Twenty a second at most: twice the rate, while nobody claims.
    expect(await line.served()).toBeLessThanOrEqual(stood + 40 + 1e-6);
    expect(await line.served()).toBeGreaterThan(stood + 19);
  });

  it("still counts what the line had promised: who saw the old cap may act on it", async () => {
    const line = await ALine.of({ ...settings, capacity: 100, rate: 600 });
    await line.tick();
    line.now += 500;
    await line.change({ mode: "PAUSED" });
    await line.tick();
    const { capMax, segment } = await line.control();
    expect(segment.cap).toBeLessThan(100);
    expect(capMax).toBe(100);
    // Everyone up to the old cap comes in; resumed, the line has no room left to give.
    await line.claim(1, 100);
    await line.change({ mode: "QUEUE" });
    await line.run(30);
    expect(await line.served()).toBeLessThanOrEqual(100);
    expect((await line.control()).active).toBe(100);
  });
});

describe("an open event", () => {
  it("has called everybody, and goes on with those who come after when it queues again", async () => {
    const line = await ALine.of({ ...settings, people: 500 });
    await line.run(10);
    await line.change({ mode: "OPEN" });
    await line.tick();
    expect(await line.served()).toBe(500);
    await line.run(60);
    await line.change({ mode: "QUEUE" });
    await line.join(100);
    await line.run(20);
    expect(await line.served()).toBeGreaterThan(550);
  });
});
