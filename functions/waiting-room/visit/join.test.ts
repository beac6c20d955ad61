import { describe, expect, it } from "vitest";
import { Room } from "../../../test/support/waiting-room/a-room";
import { anEvent, beginning } from "../../../test/support/waiting-room/an-event";
import type { Fault, Request } from "../../../test/support/waiting-room/faulty-store";
import { StoreError } from "../store/store";
import { join } from "./join";

const ann = { visitor: "ann", device: "device-of-ann" };
const ben = { visitor: "ben", device: "device-of-ben" };

/** Joins, whatever the room knew a moment ago. */
async function joined(room: Room, who: typeof ann) {
  return join(await room.view(), who, room);
}

describe("joining", () => {
  it.each(["PRE", "QUEUE", "PAUSED", "OPEN"] as const)("an event in %s gives a place", async (mode) => {
    const room = await Room.of(mode);
    const place = {
      position: 1,
      generation: 0,
      issuedAt: beginning,
      device: "device-of-ann",
      lastRequest: "",
    };
    expect(await joined(room, ann)).toEqual({ kind: "joined", place, again: false });
    expect(await room.memory.readPlace(anEvent, "ann")).toEqual(place);
  });

  it.each([
    { mode: "DRAFT", kind: "notOpen" },
    { mode: "ENDED", kind: "ended" },
  ] as const)("an event in $mode gives none, and nothing is written", async ({ mode, kind }) => {
    const room = await Room.of(mode);
    expect(await joined(room, ann)).toEqual({ kind });
    expect(room.takeWrites()).toEqual([]);
  });

  it("an event gives no place from the moment it closes, even if nobody has ended it yet", async () => {
    const room = await Room.of("QUEUE", { closeAt: beginning + 1_000 });
    await room.time.advance(999);
    expect(await joined(room, ann)).toMatchObject({ kind: "joined" });
    await room.time.advance(1);
    room.takeWrites();
    expect(await joined(room, ben)).toEqual({ kind: "ended" });
    expect(room.takeWrites()).toEqual([]);
  });

  it("costs one write of one's own; the counter's is shared by all of a block", async () => {
    const room = await Room.of("QUEUE");
    await room.memory.setFirstLease(anEvent, 32);
    for (let visitor = 0; visitor < 32; visitor++) {
      await joined(room, { visitor: `visitor ${String(visitor)}`, device: "device" });
    }
    expect(room.takeWrites()).toEqual(["lease", ...Array<string>(32).fill("takePlace")]);
  });

  it("again gives the place there is, and its new number to the next who comes", async () => {
    const room = await Room.of("QUEUE", { firstLease: 8 });
    const first = await joined(room, ann);
    const again = await joined(room, { ...ann, device: "another-device" });
    expect(again).toEqual({ ...first, again: true });
    expect(await joined(room, ben)).toMatchObject({ place: { position: 2 } });
  });

  it("again gives the place there is when nobody else can join any more", async () => {
    const room = await Room.of("QUEUE", { maxQueue: 1 });
    const first = await joined(room, ann);
    expect(await joined(room, ben)).toEqual({ kind: "full" });
    expect(await room.memory.readPlace(anEvent, "ben")).toBeUndefined();
    expect(await room.memory.readSequence(anEvent)).toMatchObject({ last: 1 });
    expect(await joined(room, ann)).toEqual({ ...first, again: true });
  });

  it("without stored places costs no write of one's own, and every join is a number", async () => {
    const room = await Room.of("QUEUE", { joinStore: "none", firstLease: 8 });
    expect(await joined(room, ann)).toMatchObject({ place: { position: 1 }, again: false });
    expect(await joined(room, ann)).toMatchObject({ place: { position: 2 }, again: false });
    expect(room.takeWrites()).toEqual(["lease"]);
    const full = await Room.of("QUEUE", { joinStore: "none", maxQueue: 1 });
    await joined(full, ann);
    expect(await joined(full, ann)).toEqual({ kind: "full" });
  });

  it.each([3_600_000, -3_600_000])("a process whose clock is %i ms off gives out nothing", async (offset) => {
    const room = await Room.of("QUEUE");
    const view = await room.view();
    room.offset = offset;
    expect(await join(view, ann, room)).toEqual({ kind: "clock" });
    expect(room.takeWrites()).toEqual([]);
  });

  it("fails if the event's sequence is gone: nobody can know the next number", async () => {
    const room = await Room.of("QUEUE");
    const view = await room.view();
    const lost = join({ ...view, event: "lost-event" }, ann, room);
    await expect(lost).rejects.toEqual(new StoreError("unreadable"));
  });
});

describe("joining when the process or the store fails", () => {
  it.each<{ what: string; fault: Fault; at: Request; then: number }>([
    { what: "killed after the lease", fault: "killed after", at: "lease", then: 9 },
    { what: "killed before the place", fault: "killed before", at: "takePlace", then: 9 },
    { what: "killed after the place", fault: "killed after", at: "takePlace", then: 1 },
  ])("and $what: the next try, elsewhere, has position $then", async ({ fault, at, then }) => {
    const killed = await Room.of("QUEUE", { firstLease: 8 });
    killed.breakOnce(fault, at);
    await expect(joined(killed, ann)).rejects.toThrow("killed");
    const alive = killed.beside();
    expect(await joined(alive, ann)).toMatchObject({ place: { position: then } });
    expect(await joined(alive, ann)).toMatchObject({ place: { position: then }, again: true });
  });

  it("gives a place whose fate is unknown to nobody else, and to its owner at the next try", async () => {
    const room = await Room.of("QUEUE", { firstLease: 8 });
    room.breakOnce("unanswered", "takePlace");
    await expect(joined(room, ann)).rejects.toEqual(new StoreError("unavailable"));
    expect(await joined(room, ben)).toMatchObject({ place: { position: 2 }, again: false });
    expect(await joined(room, ann)).toMatchObject({ place: { position: 1 }, again: true });
  });

  it("leaves a gap where a lease was not answered", async () => {
    const room = await Room.of("QUEUE", { firstLease: 8 });
    room.breakOnce("unanswered", "lease");
    await expect(joined(room, ann)).rejects.toEqual(new StoreError("unavailable"));
    expect(await joined(room, ann)).toMatchObject({ place: { position: 9 }, again: false });
  });

  it("gives one place to two tabs that join at once", async () => {
    const room = await Room.of("QUEUE", { firstLease: 8 });
    room.delayMs = 20;
    const view = await room.view();
    const tabs = Promise.all([join(view, ann, room), join(view, ann, room)]);
    await room.time.advance(100);
    const places = (await tabs).map((tab) => tab.kind === "joined" && tab.place);
    expect(places[0]).toEqual(places[1]);
    expect((await tabs).map((tab) => tab.kind === "joined" && tab.again)).toEqual([false, true]);
  });
});
