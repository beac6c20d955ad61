import { describe, expect, it } from "vitest";
import { aLapsedRoom, ann, rejoined, standing } from "../../../test/support/waiting-room/a-lapsed-place";
import { Room } from "../../../test/support/waiting-room/a-room";
import { anEvent, beginning } from "../../../test/support/waiting-room/an-event";
import { aPlace, aSession } from "../../../test/support/waiting-room/a-visitor";
import { settlingMs } from "../bounds";
import { effectivePosition } from "../positions/permutation";
import type { SessionState } from "../store/records";
import { StoreError } from "../store/store";
import { rejoin } from "./rejoin";

describe("starting again with a lapsed place", () => {
  it("gives one at the end of the line, for one write besides the counter's", async () => {
    const room = await aLapsedRoom();
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
      const room = await aLapsedRoom({}, { position });
      expect(await rejoined(room, { position })).toEqual({ kind: "stillValid" });
      expect(room.takeWrites()).toEqual([]);
    },
  );

  it("has to wait until a claim of the last moment would have arrived", async () => {
    const position = standing.settling;
    const room = await aLapsedRoom({}, { position });
    expect(await rejoined(room, { position })).toEqual({ kind: "stillValid", retryAfterMs: settlingMs });
    await room.time.advance(settlingMs - 1);
    expect(await rejoined(room, { position })).toEqual({ kind: "stillValid", retryAfterMs: settlingMs });
    expect(room.takeWrites()).toEqual([]);
    await room.time.advance(1);
    expect(await rejoined(room, { position })).toMatchObject({ kind: "rejoined", again: false });
  });

  it("goes by the place in the line after the lottery, not by the number that was given out", async () => {
    const room = await aLapsedRoom();
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
    expect(await rejoined(await aLapsedRoom({}, {}, "ENDED"))).toEqual({ kind: "ended" });
    const closing = await aLapsedRoom({ closeAt: beginning + 1 });
    await closing.time.advance(1);
    expect(await rejoined(closing)).toEqual({ kind: "ended" });
  });

  it.each<SessionState>(["active", "completed", "revoked"])(
    "is not for who was admitted at it: the session is %s",
    async (state) => {
      const room = await aLapsedRoom();
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
    const room = await aLapsedRoom({ maxRejoins }, { generation });
    expect(await rejoined(room)).toMatchObject({ kind });
    expect(room.takeWrites()).toEqual(written);
  });

  it("is not possible when the queue is full, and the place stays what it was", async () => {
    const room = await aLapsedRoom({ maxQueue: 100 });
    expect(await rejoined(room)).toEqual({ kind: "full" });
    expect(await room.memory.readPlace(anEvent, "ann")).toMatchObject({ position: standing.lapsed });
  });

  it.each([3_600_000, -3_600_000])("is refused where the clock is %i ms off", async (offset) => {
    const room = await aLapsedRoom();
    const view = await room.view();
    room.offset = offset;
    expect(await rejoin(view, ann, room)).toEqual({ kind: "clock" });
    expect(room.takeWrites()).toEqual([]);
  });

  it("fails where the store has lost the place: nobody knows how often it was moved", async () => {
    const room = await aLapsedRoom();
    await expect(rejoined(room, { visitor: "stranger" })).rejects.toEqual(new StoreError("unreadable"));
    expect(room.takeWrites()).toEqual([]);
  });
});
