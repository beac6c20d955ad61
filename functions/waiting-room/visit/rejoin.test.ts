import { describe, expect, it } from "vitest";
import { Room } from "../../../test/support/waiting-room/a-room";
import { aControl, anEvent, beginning } from "../../../test/support/waiting-room/an-event";
import { aPlace, aSession } from "../../../test/support/waiting-room/a-visitor";
import { settlingMs } from "../bounds";
import type { EventConfig, Mode } from "../event/config";
import { effectivePosition } from "../positions/permutation";
import type { Place, SessionState } from "../store/records";
import { StoreError } from "../store/store";
import { rejoin, type RejoinRequest } from "./rejoin";

const second = 1_000;
const graceMs = 600 * second;

/** The line has passed 50. Up to 10 places have lapsed for good; 20 lapses now; up to 30 people are late. */
const line = aControl({
  S0: 50,
  history: [
    { at: beginning - 700 * second, position: 10 },
    { at: beginning - graceMs, position: 20 },
    { at: beginning - 100 * second, position: 30 },
  ],
});

const standing = { lapsed: 7, settling: 20, late: 30, called: 50, waiting: 51 };

const ann: RejoinRequest = {
  visitor: "ann",
  position: standing.lapsed,
  generation: 0,
  request: "again, please",
  device: "device-of-ann",
};

/** A room of 100 people, in which ann has the place. */
async function aRoom(choices: Partial<EventConfig> = {}, place: Partial<Place> = {}, mode: Mode = "QUEUE") {
  const room = await Room.of(mode, { firstLease: 8, ...choices }, line);
  await room.memory.lease(anEvent, 100, 1_000);
  const stored = aPlace({ position: standing.lapsed, device: ann.device, lastRequest: "", ...place });
  if (choices.joinStore !== "none") await room.memory.takePlace(anEvent, "ann", stored, 0);
  return room;
}

async function rejoined(room: Room, choices: Partial<RejoinRequest> = {}) {
  return rejoin(await room.view(), { ...ann, ...choices }, room);
}

describe("starting again with a lapsed place", () => {
  it("gives one at the end of the line, for one write besides the counter's", async () => {
    const room = await aRoom();
    const place = {
      position: 101,
      generation: 1,
      issuedAt: beginning,
      device: ann.device,
      lastRequest: ann.request,
    };
    expect(await rejoined(room)).toEqual({ kind: "rejoined", place, again: false });
    expect(room.takeWrites()).toEqual(["lease", "movePlace"]);
    expect(await room.memory.readPlace(anEvent, "ann")).toEqual(place);
  });

  it.each(["late", "called", "waiting"] as const)(
    "is not for who is %s: nothing is written",
    async (state) => {
      const position = standing[state];
      const room = await aRoom({}, { position });
      expect(await rejoined(room, { position })).toEqual({ kind: "stillValid" });
      expect(room.takeWrites()).toEqual([]);
    },
  );

  it("has to wait until a claim of the last moment would have arrived", async () => {
    const position = standing.settling;
    const room = await aRoom({}, { position });
    expect(await rejoined(room, { position })).toEqual({ kind: "stillValid", retryAfterMs: settlingMs });
    await room.time.advance(settlingMs - 1);
    expect(await rejoined(room, { position })).toEqual({ kind: "stillValid", retryAfterMs: settlingMs });
    expect(room.takeWrites()).toEqual([]);
    await room.time.advance(1);
    expect(await rejoined(room, { position })).toMatchObject({ kind: "rejoined", again: false });
  });

  it("goes by the place in the line after the lottery, not by the number that was given out", async () => {
    const room = await aRoom();
    await room.memory.seal(anEvent);
    const { record } = await room.view();
    const states = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const visitor = `visitor ${String(index)}`;
        const position = index + 1;
        await room.memory.takePlace(anEvent, visitor, aPlace({ position, lastRequest: "" }), 0);
        const lapsed = effectivePosition(position, { n: 100, seed: record.seed }) <= 10;
        const { kind } = await rejoined(room, { visitor, position });
        return kind === (lapsed ? "rejoined" : "stillValid");
      }),
    );
    expect(states).not.toContain(false);
  });

  it("is not possible before there is a line, nor at an event that is over", async () => {
    const before = await Room.of("PRE");
    await before.memory.takePlace(anEvent, "ann", aPlace({ position: standing.lapsed }), 0);
    expect(await rejoined(before)).toEqual({ kind: "stillValid" });
    expect(await rejoined(await aRoom({}, {}, "ENDED"))).toEqual({ kind: "ended" });
    const closing = await aRoom({ closeAt: beginning + 1 });
    await closing.time.advance(1);
    expect(await rejoined(closing)).toEqual({ kind: "ended" });
  });

  it.each<SessionState>(["active", "completed", "revoked"])(
    "is not for who was admitted at it: the session is %s",
    async (state) => {
      const room = await aRoom();
      await room.memory.claim(anEvent, aSession({ position: standing.lapsed, visitor: "ann", state }), 1);
      expect(await rejoined(room)).toEqual({ kind: "alreadyDone" });
      expect(room.takeWrites()).toEqual([]);
    },
  );

  it.each([
    { maxRejoins: 3, generation: 2, kind: "rejoined", written: ["lease", "movePlace"] },
    { maxRejoins: 3, generation: 3, kind: "tooMany", written: [] },
    { maxRejoins: 0, generation: 0, kind: "tooMany", written: [] },
  ])("after $generation of $maxRejoins times is $kind", async ({ maxRejoins, generation, kind, written }) => {
    const room = await aRoom({ maxRejoins }, { generation });
    expect(await rejoined(room)).toMatchObject({ kind });
    expect(room.takeWrites()).toEqual(written);
  });

  it("is not possible when the queue is full, and the place stays what it was", async () => {
    const room = await aRoom({ maxQueue: 100 });
    expect(await rejoined(room)).toEqual({ kind: "full" });
    expect(await room.memory.readPlace(anEvent, "ann")).toMatchObject({ position: standing.lapsed });
  });

  it.each([3_600_000, -3_600_000])("is refused where the clock is %i ms off", async (offset) => {
    const room = await aRoom();
    const view = await room.view();
    room.offset = offset;
    expect(await rejoin(view, ann, room)).toEqual({ kind: "clock" });
    expect(room.takeWrites()).toEqual([]);
  });

  it("fails where the store has lost the place: nobody knows how often it was moved", async () => {
    const room = await aRoom();
    await expect(rejoined(room, { visitor: "stranger" })).rejects.toEqual(new StoreError("unreadable"));
    expect(room.takeWrites()).toEqual([]);
  });
});

describe("starting again twice", () => {
  it("with the same request gives the same place, and nothing is written", async () => {
    const room = await aRoom();
    const first = await rejoined(room);
    room.takeWrites();
    expect(await rejoined(room)).toEqual({ ...first, again: true });
    expect(room.takeWrites()).toEqual([]);
  });

  it("with the same request gives the same place also when that has lapsed too: it takes a new request", async () => {
    const room = await aRoom({}, { generation: 1, lastRequest: "before" });
    expect(await rejoined(room, { generation: 1, request: "before" })).toMatchObject({
      kind: "rejoined",
      place: { position: standing.lapsed, generation: 1 },
      again: true,
    });
    expect(room.takeWrites()).toEqual([]);
    expect(await rejoined(room, { generation: 1 })).toMatchObject({ place: { generation: 2 }, again: false });
  });

  it("from another tab with the old ticket gives the place the first tab got", async () => {
    const room = await aRoom();
    const first = await rejoined(room);
    expect(await rejoined(room, { request: "of the other tab" })).toEqual({ ...first, again: true });
  });

  it("from the new place is not possible while that is valid", async () => {
    const room = await aRoom();
    await rejoined(room);
    const next = await rejoined(room, { position: 101, generation: 1, request: "once more" });
    expect(next).toEqual({ kind: "stillValid" });
  });

  it("from two tabs at once moves the place once, and the other number goes to the next who comes", async () => {
    const room = await aRoom();
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
    const room = await aRoom();
    room.breakOnce("unanswered", "movePlace");
    await expect(rejoined(room)).rejects.toEqual(new StoreError("unavailable"));
    expect(await room.positions.take(anEvent, (await room.view()).record.config)).toBe(102);
    expect(await rejoined(room)).toMatchObject({ place: { position: 101, generation: 1 }, again: true });
  });
});

describe("starting again where places are not stored", () => {
  it("goes by the ticket and writes nothing but the counter", async () => {
    const room = await aRoom({ joinStore: "none" });
    const place = { position: 101, generation: 1, device: ann.device, lastRequest: ann.request };
    expect(await rejoined(room)).toMatchObject({ kind: "rejoined", place, again: false });
    expect(room.takeWrites()).toEqual(["lease"]);
    expect(await rejoined(room, { position: standing.late })).toEqual({ kind: "stillValid" });
    expect(await rejoined(room, { generation: 3 })).toEqual({ kind: "tooMany" });
  });

  it("is not for who was admitted, at whatever number", async () => {
    const room = await aRoom({ joinStore: "none" });
    await room.memory.admitOnce(anEvent, "ann", 3, 0);
    expect(await rejoined(room)).toEqual({ kind: "alreadyDone" });
    expect(room.takeWrites()).toEqual([]);
  });
});
