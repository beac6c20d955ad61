import { describe, expect, it } from "vitest";
import { aLapsedRoom, ann, rejoined, standing } from "../../../test/support/waiting-room/a-lapsed-place";
import { anEvent } from "../../../test/support/waiting-room/an-event";
import { StoreError } from "../store/store";
import { rejoin } from "./rejoin";

describe("starting again twice", () => {
  it("with the same request gives the same place, and nothing is written", async () => {
    const room = await aLapsedRoom();
    const first = await rejoined(room);
    room.takeWrites();
    expect(await rejoined(room)).toEqual({ ...first, again: true });
    expect(room.takeWrites()).toEqual([]);
  });

  it("with the same request gives the same place also when that has lapsed too: it takes a new request", async () => {
    const room = await aLapsedRoom({}, { generation: 1, lastRequest: "before" });
    expect(await rejoined(room, { generation: 1, request: "before" })).toMatchObject({
      kind: "rejoined",
      place: { position: standing.lapsed, generation: 1 },
      again: true,
    });
    expect(room.takeWrites()).toEqual([]);
    expect(await rejoined(room, { generation: 1 })).toMatchObject({ place: { generation: 2 }, again: false });
  });

  it("from another tab with the old ticket gives the place the first tab got", async () => {
    const room = await aLapsedRoom();
    const first = await rejoined(room);
    expect(await rejoined(room, { request: "of the other tab" })).toEqual({ ...first, again: true });
  });

  it("from the new place is not possible while that is valid", async () => {
    const room = await aLapsedRoom();
    await rejoined(room);
    const next = await rejoined(room, { position: 101, generation: 1, request: "once more" });
    expect(next).toEqual({ kind: "stillValid" });
  });

  it("from two tabs at once moves the place once, and the other number goes to the next who comes", async () => {
    const room = await aLapsedRoom();
    room.delayMs = 20;
    const view = await room.view();
    const tabs = Promise.all([
      rejoin(view, ann, room),
      rejoin(view, { ...ann, request: "of the other tab" }, room),
    ]);
    await room.time.advance(200);
    const place = { position: 101, generation: 1, lastRequest: ann.request };
    expect(await tabs).toMatchObject([
      { kind: "rejoined", place, again: false },
      { kind: "rejoined", place, again: true },
    ]);
    expect(await room.positions.take(anEvent, view.record.config)).toBe(102);
  });

  it("after the answer was lost gives the place that was taken, and nobody else gets it", async () => {
    const room = await aLapsedRoom();
    room.breakOnce("unanswered", "movePlace");
    await expect(rejoined(room)).rejects.toEqual(new StoreError("unavailable"));
    expect(await room.positions.take(anEvent, (await room.view()).record.config)).toBe(102);
    expect(await rejoined(room)).toMatchObject({ place: { position: 101, generation: 1 }, again: true });
  });
});

describe("starting again where places are not stored", () => {
  it("goes by the ticket and writes nothing but the counter", async () => {
    const room = await aLapsedRoom({ joinStore: "none" });
    const place = { position: 101, generation: 1, device: ann.device, lastRequest: ann.request };
    expect(await rejoined(room)).toMatchObject({ kind: "rejoined", place, again: false });
    expect(room.takeWrites()).toEqual(["lease"]);
    expect(await rejoined(room, { position: standing.late })).toEqual({ kind: "stillValid" });
    expect(await rejoined(room, { generation: 3 })).toEqual({ kind: "tooMany" });
  });

  it("is not for who was admitted, at whatever number", async () => {
    const room = await aLapsedRoom({ joinStore: "none" });
    await room.memory.admitOnce(anEvent, "ann", 3, 0);
    expect(await rejoined(room)).toEqual({ kind: "alreadyDone" });
    expect(room.takeWrites()).toEqual([]);
  });
});
