import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALine } from "../../../test/support/waiting-room/a-line";
import { anEvent } from "../../../test/support/waiting-room/an-event";
import { recordingStore } from "../../../test/support/waiting-room/recording-store";

describe("a tick", () => {
  it("lets the line run at the rate, without a jump", async () => {
    const line = await ALine.of({ rate: 10, capacity: 10_000, people: 1_000 });
    await line.tick();
    expect(await line.served()).toBe(0);
    line.now += 2_000;
    expect(await line.served()).toBeCloseTo(20);
    await line.tick();
    expect(await line.served()).toBeCloseTo(20);
    line.now += 1_000;
    expect(await line.served()).toBeCloseTo(30);
  });

  it("repeated at the same time changes nothing", async () => {
    const line = await ALine.of({ rate: 10, capacity: 50, people: 1_000 });
    await line.run(40);
    await line.tick();
    const { control, late } = { control: await line.control(), late: await line.store.readLate(anEvent) };
    expect(await line.tick()).toMatchObject({ kind: "fresh" });
    expect(await line.tick({ owner: "another" })).toMatchObject({ kind: "fresh" });
    expect(await line.control()).toEqual(control);
    expect(await line.store.readLate(anEvent)).toEqual(late);
  });

  it("writes nothing for an event that does not exist, has not been announced or is over", async () => {
    for (const mode of ["DRAFT", "ENDED", undefined] as const) {
      const line = await ALine.of({ mode: mode ?? "QUEUE" });
      const { store, writes } = recordingStore(line.store);
      if (mode === undefined) Object.assign(store, { readEvent: () => Promise.resolve(undefined) });
      const expected = mode === undefined ? { kind: "unknown event" } : { kind: "idle", mode };
      expect(await line.tick({ store })).toEqual(expected);
      expect(writes).toEqual([]);
    }
  });

  it("does not save up admissions in idle time: after ten quiet minutes a crowd comes in at the rate", async () => {
    const line = await ALine.of({ rate: 50, capacity: 100_000, tickMs: 2_000 });
    await line.run(600);
    await line.join(5_000);
    const begun = line.now;
    for (; line.now < begun + 20_000; line.now += 500) {
      await line.tick();
      const seconds = (line.now - begun) / 1_000;
      expect(await line.served()).toBeLessThanOrEqual(50 * 2 + 50 * seconds + 1e-6);
    }
  });

  it("moves on within two ticks when room is made and somebody waits, also in a room of one", async () => {
    for (const capacity of [1, 2, 7]) {
      const line = await ALine.of({ rate: 100, capacity, people: 1_000, promptMs: 10_000 });
      let inside = 0;
      for (let round = 0; round < 20; round += 1) {
        await line.run(4);
        const called = Math.floor(await line.served());
        expect(called).toBeGreaterThan(inside);
        await line.claim(inside + 1, called);
        // Everybody leaves: the room is free.
        for (; inside < called; inside += 1) await line.complete(inside + 1);
      }
    }
  });

  it("never takes the line, its cap, its marks or its numbers back, whatever comes between", async () => {
    const step = fc.record({
      ms: fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min: 500, max: 4_000 }) },
        fc.integer({ min: 0, max: 60_000 }),
      ),
      join: fc.nat(40),
      claims: fc.integer({ min: 0, max: 40 }),
      lastsMs: fc.integer({ min: 1_000, max: 60_000 }),
      capacity: fc.option(fc.integer({ min: 1, max: 60 }), { freq: 8 }),
      mode: fc.option(fc.constantFrom("PAUSED" as const, "QUEUE" as const), { freq: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60 }), async (steps) => {
        const line = await ALine.of({ rate: 20, capacity: 30, promptMs: 10_000, graceMs: 30_000 });
        await line.tick();
        let next = 1;
        for (const { ms, join, claims, lastsMs, capacity, mode } of steps) {
          if (capacity !== null) await line.change({ config: { capacity } });
          if (mode !== null) await line.change({ mode });
          await line.join(join);
          const servedBefore = await line.served();
          for (let left = claims; left > 0 && next <= servedBefore; next += 1, left -= 1) {
            if ((await line.stateOf(next)) === "called") await line.claim(next, next, lastsMs);
          }
          line.now += ms;
          const before = { marks: await line.marks(), control: await line.control() };
          const outcome = await line.tick();
          const control = await line.control();
          const marks = await line.marks();
          for (const name of ["served", "late", "lapsed"] as const) {
            expect(marks[name]).toBeGreaterThanOrEqual(before.marks[name] - 1e-6);
          }
          expect(control.segment.cap).toBeGreaterThanOrEqual(control.segment.S0);
          const capBefore = control.mode === "QUEUE" ? before.control.segment.cap : 0;
          expect(control.segment.cap).toBeGreaterThanOrEqual(capBefore);
          for (const name of ["capMax", "fence", "version", "firstBucket", "sequence"] as const) {
            expect(control[name]).toBeGreaterThanOrEqual(before.control[name]);
          }
          const written = outcome.kind === "ticked" ? 1 : 0;
          expect(control.version).toBe(before.control.version + written);
        }
      }),
      { numRuns: 300 },
    );
  });
});
