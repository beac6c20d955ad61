import { expect, it } from "vitest";
import { aConfig, aRecord, beginning } from "../../test/support/waiting-room/an-event";
import { freshEvent, onBothStores } from "../../test/support/waiting-room/both-stores";
import type { EventRecord } from "../waiting-room/store/records";

const record = aRecord(
  aConfig({ firstLease: 32, openAt: beginning, message: { ko: "잠시만", en: "Soon" } }),
  "PRE",
);

onBothStores((store) => {
  it("knows nothing of an event that was never made", async () => {
    const event = freshEvent();
    expect(await store().readEvent(event)).toBeUndefined();
    expect(await store().readSequence(event)).toBeUndefined();
    expect(await store().listEvents()).not.toContain(event);
  });

  it("makes an event at version 1, lists it, and starts its sequence at 0 with the first block it asks for", async () => {
    const event = freshEvent();
    expect(await store().createEvent(event, record)).toBe("created");
    expect(await store().readEvent(event)).toEqual({ ...record, version: 1 });
    expect(await store().readSequence(event)).toEqual({ last: 0, firstLease: 32 });
    expect(await store().listEvents()).toContain(event);
  });

  it("lists events in the order of their names", async () => {
    const [one, two] = [freshEvent(), freshEvent()];
    await store().createEvent(two, record);
    await store().createEvent(one, record);
    const events = await store().listEvents();
    expect(events).toEqual([...events].sort());
    expect(events).toEqual(expect.arrayContaining([one, two]));
  });

  it("does not make an event twice, and leaves the one there as it is", async () => {
    const event = freshEvent();
    await store().createEvent(event, record);
    await store().lease(event, 5, 100);
    const other = { ...record, seed: "0f".repeat(32), config: { ...record.config, firstLease: 1 } };
    expect(await store().createEvent(event, other)).toBe("exists");
    expect(await store().readEvent(event)).toEqual({ ...record, version: 1 });
    expect(await store().readSequence(event)).toEqual({ last: 5, firstLease: 32 });
  });

  it("has made an event even if it is asked again for exactly the same", async () => {
    const event = freshEvent();
    await store().createEvent(event, record);
    expect(await store().createEvent(event, record)).toBe("created");
  });

  it("raises the version with every update", async () => {
    const event = freshEvent();
    await store().createEvent(event, record);
    const queue: Omit<EventRecord, "version"> = { ...record, mode: "QUEUE", config: aConfig({ rate: 3.5 }) };
    expect(await store().updateEvent(event, queue, 1)).toBe("written");
    expect(await store().readEvent(event)).toEqual({ ...queue, version: 2 });
    expect(await store().updateEvent(event, { ...queue, mode: "PAUSED" }, 2)).toBe("written");
    expect(await store().readEvent(event)).toMatchObject({ version: 3, mode: "PAUSED" });
  });

  it("refuses an update of another version than the one there, and writes nothing", async () => {
    const event = freshEvent();
    expect(await store().updateEvent(event, record, 1)).toBe("conflict");
    expect(await store().updateEvent(event, record, 0)).toBe("conflict");
    expect(await store().readEvent(event)).toBeUndefined();
    await store().createEvent(event, record);
    for (const expected of [0, 2]) {
      expect(await store().updateEvent(event, { ...record, mode: "ENDED" }, expected)).toBe("conflict");
    }
    expect(await store().readEvent(event)).toEqual({ ...record, version: 1 });
  });

  it("leases blocks that follow each other without a gap", async () => {
    const event = freshEvent();
    await store().createEvent(event, record);
    expect(await store().lease(event, 1, 100)).toEqual({ last: 1, firstLease: 32 });
    expect(await store().lease(event, 32, 100)).toEqual({ last: 33, firstLease: 32 });
  });

  it("never leases a position twice, however many ask at once", async () => {
    const event = freshEvent();
    await store().createEvent(event, record);
    const leases = await Promise.all(Array.from({ length: 40 }, () => store().lease(event, 3, 1_000)));
    const ends = leases.map((lease) => (typeof lease === "string" ? lease : lease.last));
    expect(new Set(ends)).toEqual(new Set(Array.from({ length: 40 }, (_, n) => 3 * n + 3)));
  });

  it("leases until the queue is full, and the last block may pass the bound by less than its size", async () => {
    const event = freshEvent();
    await store().createEvent(event, record);
    expect(await store().lease(event, 9, 10)).toMatchObject({ last: 9 });
    expect(await store().lease(event, 4, 10)).toMatchObject({ last: 13 });
    expect(await store().lease(event, 1, 10)).toBe("full");
    expect(await store().lease(event, 1, 13)).toBe("full");
    expect(await store().readSequence(event)).toMatchObject({ last: 13 });
    expect(await store().lease(event, 1, 14)).toMatchObject({ last: 14 });
  });

  it("leases nothing of an event that was never made, and makes nothing", async () => {
    const event = freshEvent();
    expect(await store().lease(event, 1, 10)).toBe("unknown event");
    expect(await store().readSequence(event)).toBeUndefined();
  });

  it("seals the lottery once, at the last position given out by then", async () => {
    const event = freshEvent();
    await store().createEvent(event, record);
    await store().lease(event, 20, 100);
    expect(await store().seal(event)).toEqual({ last: 20, firstLease: 32, sealedAt: 20 });
    expect(await store().lease(event, 5, 100)).toEqual({ last: 25, firstLease: 32, sealedAt: 20 });
    expect(await store().seal(event)).toEqual({ last: 25, firstLease: 32, sealedAt: 20 });
  });

  it("sets the size of first blocks and nothing else", async () => {
    const event = freshEvent();
    await store().createEvent(event, record);
    await store().lease(event, 4, 100);
    await store().setFirstLease(event, 1);
    expect(await store().readSequence(event)).toEqual({ last: 4, firstLease: 1 });
  });

  it("neither seals nor changes the sequence of an event that was never made", async () => {
    const event = freshEvent();
    await expect(store().seal(event)).rejects.toMatchObject({ name: "StoreError", kind: "unreadable" });
    await expect(store().setFirstLease(event, 4)).rejects.toMatchObject({ kind: "unreadable" });
    expect(await store().readSequence(event)).toBeUndefined();
  });

  it("keeps the events apart", async () => {
    const [one, two] = [freshEvent(), freshEvent()];
    await store().createEvent(one, record);
    await store().createEvent(two, record);
    await store().lease(one, 50, 100);
    await store().updateEvent(one, { ...record, mode: "ENDED" }, 1);
    expect(await store().readSequence(two)).toMatchObject({ last: 0 });
    expect(await store().readEvent(two)).toEqual({ ...record, version: 1 });
  });
});
