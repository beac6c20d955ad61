import { describe, expect, it } from "vitest";
import { ALine } from "../../../test/support/waiting-room/a-line";
import { anEvent } from "../../../test/support/waiting-room/an-event";
import { settlingMs } from "../bounds";

/** An event that has run up to position 3,000 of 10,000, every second one inside, and whose line is then lost. */
async function aLostLine(capacity: number, lastOffer = 7_000_000_042) {
  const line = await ALine.of({ rate: 20, capacity, people: 10_000, promptMs: 20_000, graceMs: 600_000 });
  for (let position = 2; position <= 3_000; position += 2) await line.claim(position, position);
  await line.store.offerLate(anEvent, 0, lastOffer, 0);
  return line;
}

describe("a line that was lost", () => {
  it("begins again where the highest claim was made, and counts who is inside", async () => {
    const line = await aLostLine(5_000);
    await line.tick();
    expect(await line.served()).toBe(3_000);
    line.now += settlingMs;
    await line.tick();
    expect((await line.control()).active).toBe(1_500);
    line.now += 2_000;
    expect(await line.served()).toBeCloseTo(3_040);
  });

  it("stands until every claim decided on the lost line has arrived, and then counts those too", async () => {
    const line = await aLostLine(5_000);
    await line.tick();
    for (let waited = 0; waited < settlingMs; waited += 1_000) {
      expect((await line.tick()).kind).not.toBe("ticked");
      expect(await line.served()).toBe(3_000);
      line.now += 1_000;
      if (waited === 2_000) await line.claim(3_040, 3_044);
    }
    expect((await line.tick()).kind).toBe("ticked");
    expect(await line.served()).toBe(3_044);
    expect((await line.control()).active).toBe(1_505);
  });

  it("keeps everybody's place, and gives the room to nobody twice: who was called and has not come is late", async () => {
    const line = await aLostLine(1_500);
    await line.tick();
    expect(await line.stateOf(1)).toBe("late");
    expect(await line.stateOf(3_001)).toBe("waiting");
    line.now += settlingMs;
    await line.run(60);
    expect(await line.served()).toBe(3_000);
    await line.complete(2);
    await line.complete(4);
    await line.run(10);
    expect(await line.served()).toBeGreaterThan(3_000);
    expect(await line.served()).toBeLessThanOrEqual(3_002);
    expect(await line.stateOf(1)).toBe("late");
  });

  it("can offer late slots again: its offers come after those of the lost one", async () => {
    const line = await aLostLine(5_000);
    await line.tick();
    line.now += settlingMs;
    await line.tick();
    expect((await line.store.readLate(anEvent)).offer).toBeGreaterThan(7_000_000_042);
    expect((await line.store.readLate(anEvent)).offered).toBeGreaterThan(0);
  });

  it("does not stand if there was none: a first line moves at once", async () => {
    const line = await ALine.of({ rate: 20, capacity: 100, people: 1_000 });
    expect((await line.tick()).kind).toBe("ticked");
    line.now += 1_000;
    expect(await line.served()).toBeCloseTo(20);
  });
});
