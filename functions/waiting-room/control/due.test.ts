import { describe, expect, it } from "vitest";
import { ALine } from "../../../test/support/waiting-room/a-line";
import { aConfig, anEvent, beginning } from "../../../test/support/waiting-room/an-event";
import { faultyStore, planned } from "../../../test/support/waiting-room/faulty-store";
import { modes } from "../event/config";
import { dueMode } from "./due";

describe("an event by itself", () => {
  const config = aConfig({ openAt: beginning + 1_000, closeAt: beginning + 10_000, autoOpen: true });

  it("starts at its moment and ends at its moment, to the millisecond", () => {
    expect(dueMode({ mode: "PRE", config }, undefined, beginning + 999)).toBeUndefined();
    expect(dueMode({ mode: "PRE", config }, undefined, beginning + 1_000)).toBe("QUEUE");
    expect(dueMode({ mode: "QUEUE", config }, undefined, beginning + 9_999)).toBeUndefined();
    for (const mode of modes.filter((each) => each !== "DRAFT" && each !== "ENDED")) {
      expect(dueMode({ mode, config }, undefined, beginning + 10_000)).toBe("ENDED");
    }
  });

  it("does nothing in DRAFT, which the operator has not announced, or after its end", () => {
    expect(dueMode({ mode: "DRAFT", config }, undefined, beginning + 3_600_000)).toBeUndefined();
    expect(dueMode({ mode: "ENDED", config }, undefined, beginning + 3_600_000)).toBeUndefined();
  });

  it("waits for the operator if it has no moment to start at", () => {
    const { openAt: _none, ...unset } = config;
    expect(dueMode({ mode: "PRE", config: unset }, undefined, beginning + 5_000)).toBeUndefined();
  });

  it("draws the lottery before it starts, also where the process dies in between, and calls nobody before", async () => {
    const line = await ALine.of({ mode: "PRE", openAt: beginning + 60_000, people: 50, rate: 10 });
    await line.run(58);
    expect(await line.served()).toBe(0);
    expect((await line.store.readSequence(anEvent))?.sealedAt).toBeUndefined();
    line.now = beginning + 60_000;
    const fault = planned([{ after: 3, fault: "killed before" }]);
    await expect(line.tick({ store: faultyStore(line.store, { fault }) })).rejects.toThrow("killed");
    expect((await line.store.readSequence(anEvent))?.sealedAt).toBe(50);
    expect((await line.record()).mode).toBe("PRE");
    await line.join(7);
    await line.tick();
    expect((await line.record()).mode).toBe("QUEUE");
    expect((await line.store.readSequence(anEvent))?.sealedAt).toBe(50);
    line.now += 1_000;
    expect(await line.served()).toBeCloseTo(10);
  });

  it("stops at its end, and is left alone once nobody is inside", async () => {
    const line = await ALine.of({ closeAt: beginning + 20_000, people: 1_000, rate: 10 });
    await line.run(10, () => line.claim(1, 5, 60_000));
    line.now = beginning + 20_000;
    expect((await line.tick()).kind).toBe("ticked");
    expect((await line.record()).mode).toBe("ENDED");
    const stood = await line.served();
    line.now += 30_000;
    expect((await line.tick()).kind).toBe("ticked");
    line.now += 60_000;
    await line.tick();
    expect(await line.tick()).toEqual({ kind: "idle", mode: "ENDED" });
    expect(await line.served()).toBe(stood);
  });

  it("opens when nobody has waited for five minutes and half the room is free, if the operator chose so", async () => {
    const autoOpens = async (autoOpen: boolean) => {
      const line = await ALine.of({ autoOpen, people: 20, rate: 10, capacity: 100 });
      await line.run(290);
      expect((await line.record()).mode).toBe("QUEUE");
      await line.run(20);
      return (await line.record()).mode;
    };
    expect(await autoOpens(true)).toBe("OPEN");
    expect(await autoOpens(false)).toBe("QUEUE");
  });

  it("does not open while somebody waits, or once somebody has waited again", async () => {
    const line = await ALine.of({ autoOpen: true, people: 20, rate: 1, capacity: 100 });
    await line.run(200);
    await line.join(30);
    await line.run(200);
    expect((await line.record()).mode).toBe("QUEUE");
  });
});
