import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALine } from "../../../test/support/waiting-room/a-line";
import { anEvent } from "../../../test/support/waiting-room/an-event";
import { lateOffer, lateTaken, withSample } from "./late-lane";

const event = { lateShare: 0.5, rate: 1_000, tickMs: 2_000 };
const facts = { headroom: 40, latePlaces: 1_000, inFlight: 0, sequence: 1 };

describe("what is offered to those who come late", () => {
  it("is their share of the free room", () => {
    expect(lateOffer(event, facts)).toBe(20);
    expect(lateOffer({ ...event, lateShare: 0 }, facts)).toBe(0);
  });

  it("is nothing when there is no room, as after the capacity was lowered, and nothing when nobody is late", () => {
    expect(lateOffer(event, { ...facts, headroom: 0 })).toBe(0);
    expect(lateOffer(event, { ...facts, headroom: -500 })).toBe(0);
    expect(lateOffer(event, { ...facts, latePlaces: 0 })).toBe(0);
  });

  it("is the last free slot and nothing in turn, also if all the room were theirs: the line moves too", () => {
    for (const lateShare of [0.5, 1]) {
      const offers = [0, 1, 2, 3].map((sequence) =>
        lateOffer({ ...event, lateShare }, { ...facts, headroom: 1, sequence }),
      );
      expect(offers).toEqual([0, 1, 0, 1]);
    }
  });

  it("is their share of the rate at most, in a tick and in ten seconds: a crowd that comes back does not come in at once", () => {
    const crowd = { ...facts, headroom: 10_000 };
    expect(lateOffer({ ...event, rate: 10 }, crowd)).toBe(10);
    expect(lateOffer({ ...event, rate: 10 }, { ...crowd, inFlight: 45 })).toBe(5);
    expect(lateOffer({ ...event, rate: 10 }, { ...crowd, inFlight: 60 })).toBe(0);
  });
});

describe("late slots whose session may not be written yet", () => {
  it("are those taken in the last ten seconds, or more where that is not known exactly", () => {
    const tick = fc.record({ ms: fc.integer({ min: 500, max: 15_000 }), taken: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(tick, { minLength: 1, maxLength: 100 }), (ticks) => {
        let samples: Parameters<typeof withSample>[0] = [{ at: 0, granted: 0 }];
        let now = 0;
        let granted = 0;
        const takes: number[] = [];
        for (const { ms, taken } of ticks) {
          now += ms;
          granted += taken;
          takes.push(...Array.from({ length: taken }, () => now - ms / 2));
          const { inFlight } = lateTaken(samples, granted, now);
          expect(inFlight).toBeGreaterThanOrEqual(takes.filter((at) => at > now - 10_000).length);
          expect(inFlight).toBeLessThanOrEqual(granted);
          samples = withSample(samples, { at: now, granted });
          expect(samples.length).toBeLessThanOrEqual(23);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("are all there are if nothing is known", () => {
    expect(lateTaken([], 7, 1_000_000)).toEqual({ inFlight: 7, perSecond: 0.7 });
  });
});

describe("somebody who comes late", () => {
  const settings = { rate: 10, capacity: 100, people: 1_000, promptMs: 10_000, graceMs: 600_000 };

  it("finds a slot on offer while the room is not full, and the room is not overbooked for it", async () => {
    const line = await ALine.of(settings);
    await line.run(40);
    expect(await line.stateOf(1)).toBe("late");
    const { offered } = await line.store.readLate(anEvent);
    expect(offered).toBeGreaterThan(0);
    const { segment, capMax } = await line.control();
    const stillReserved = capMax - Math.floor((await line.marks()).late);
    expect(stillReserved + offered).toBeLessThanOrEqual(100);
    expect(segment.cap).toBeLessThanOrEqual(capMax);
  });

  /** A store in which so many late slots are taken while a tick counts. */
  const takenMeanwhile = (line: ALine, slots: number): typeof line.store => {
    let left = slots;
    return Object.create(line.store, {
      countBucket: {
        value: async (...block: Parameters<typeof line.store.countBucket>) => {
          for (; left > 0; left -= 1) await line.store.takeLate(anEvent);
          return line.store.countBucket(...block);
        },
      },
    }) as typeof line.store;
  };

  it("and takes the slot while a tick counts is one of those the tick lets in: it is not given twice", async () => {
    const roomy = { ...settings, capacity: 10_000 };
    const same = await Promise.all([ALine.of(roomy), ALine.of(roomy)]);
    for (const line of same) await line.run(40);
    const [taking, quiet] = same;
    const { granted } = await taking.store.readLate(anEvent);
    expect((await taking.tick({ store: takenMeanwhile(taking, 1) })).kind).toBe("ticked");
    expect((await quiet.tick()).kind).toBe("ticked");
    const late = await taking.store.readLate(anEvent);
    const { offered } = await quiet.store.readLate(anEvent);
    expect(late).toMatchObject({ offered: offered - 1, granted: granted + 1 });
    expect(await taking.control()).toEqual(await quiet.control());
  });

  it("with more others than the tick has slots for makes that tick void: the old line was counted for them", async () => {
    const line = await ALine.of(settings);
    await line.run(40);
    const before = await line.control();
    await line.change({ config: { capacity: 1 } });
    const { granted } = await line.store.readLate(anEvent);
    expect(await line.tick({ store: takenMeanwhile(line, 1) })).toMatchObject({ kind: "lost" });
    expect((await line.control()).segment).toEqual(before.segment);
    expect((await line.store.readLate(anEvent)).granted).toBe(granted + 1);
  });

  it("and has taken a slot counts as inside before the session is written: the slot is not given on meanwhile", async () => {
    const line = await ALine.of({ ...settings, capacity: 10, people: 10 });
    await line.run(40);
    while ((await line.store.takeLate(anEvent)) !== "none");
    const { granted } = await line.store.readLate(anEvent);
    expect(granted).toBeGreaterThan(0);
    await line.join(100);
    await line.run(8);
    const { capMax } = await line.control();
    const { offered } = await line.store.readLate(anEvent);
    expect(capMax - 10 + offered).toBeLessThanOrEqual(10 - granted);
  });

  it("finds a slot in time in an idle room of one too: it is not all held for people who have not come yet", async () => {
    const line = await ALine.of({ ...settings, capacity: 1, people: 1 });
    await line.run(40);
    const taken: (number | "none")[] = [];
    await line.run(4, async () => taken.push(await line.store.takeLate(anEvent)));
    expect(taken).toContainEqual(expect.any(Number));
  });

  it("and takes a slot without ever entering holds it for the settling time only", async () => {
    const line = await ALine.of({ ...settings, capacity: 4, people: 4 });
    await line.run(40);
    await line.store.takeLate(anEvent);
    await line.store.takeLate(anEvent);
    const { granted } = await line.store.readLate(anEvent);
    expect(granted).toBeGreaterThan(0);
    await line.run(30);
    await line.tick();
    const { active, capMax } = await line.control();
    expect({ active, granted: (await line.store.readLate(anEvent)).granted }).toEqual({ active: 0, granted });
    expect(capMax - 4 + (await line.store.readLate(anEvent)).offered).toBeLessThanOrEqual(4);
    expect((await line.store.readLate(anEvent)).offered).toBeGreaterThan(0);
  });
});
