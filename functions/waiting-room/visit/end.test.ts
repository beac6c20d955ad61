import { describe, expect, it } from "vitest";
import { anEvent, beginning } from "../../../test/support/waiting-room/an-event";
import { device, Visit, visitor } from "../../../test/support/waiting-room/a-visit";
import { StoreError } from "../store/store";
import { effectivePosition } from "../positions/permutation";
import { complete } from "./complete";
import { leave } from "./leave";
import { revoke } from "./revoke";

const holder = { visitor, position: 7, device };

function countedAfter(visit: Visit, ms: number) {
  return visit.memory.countBucket(anEvent, 0, beginning + ms, 1);
}

describe("a completion", () => {
  it("ends the session and frees its slot at once", async () => {
    const visit = await Visit.of();
    await visit.session();
    expect(await complete(await visit.view(), { position: 7 }, "message-1", visit)).toEqual({
      kind: "done",
      again: false,
    });
    expect(await visit.sessionAt(7)).toMatchObject({ state: "completed", endedBy: "message-1" });
    expect(await countedAfter(visit, 0)).toEqual({ active: 0, claimed: 1 });
  });

  it("keeps the slot until the session would have been over, where the operator counts so", async () => {
    const visit = await Visit.of({ releaseOnComplete: "atExpiry" });
    await visit.session();
    await complete(await visit.view(), { position: 7 }, "message-1", visit);
    expect(await visit.sessionAt(7)).toMatchObject({ state: "completed" });
    expect(await countedAfter(visit, 181_999)).toMatchObject({ active: 1 });
    expect(await countedAfter(visit, 182_000)).toMatchObject({ active: 0 });
  });

  it.each(["message-1", "message-2"])("told again by %s is a success and changes nothing", async (again) => {
    const visit = await Visit.of();
    await visit.session();
    const view = await visit.view();
    await complete(view, { position: 7 }, "message-1", visit);
    const before = await visit.sessionAt(7);
    expect(await complete(view, { position: 7 }, again, visit)).toEqual({ kind: "done", again: true });
    expect(await visit.sessionAt(7)).toEqual(before);
  });

  it("finds a visitor's session at the position the lottery gave", async () => {
    const visit = await Visit.of();
    await visit.memory.lease(anEvent, 40, 100);
    await visit.memory.seal(anEvent);
    const place = { position: 3, generation: 0, issuedAt: beginning, device, lastRequest: "r" };
    await visit.memory.takePlace(anEvent, visitor, place, beginning);
    const drawn = effectivePosition(3, { n: 40, seed: "5e".repeat(32) });
    expect(drawn).not.toBe(3);
    await visit.session({ position: drawn });
    expect(await complete(await visit.view(), { visitor }, "message-1", visit)).toMatchObject({
      kind: "done",
    });
    expect(await visit.sessionAt(drawn)).toMatchObject({ state: "completed" });
  });

  it("finds a visitor's session where no list of places is kept", async () => {
    const visit = await Visit.of({ joinStore: "none" });
    await visit.session();
    await visit.memory.admitOnce(anEvent, visitor, 7, beginning);
    expect(await complete(await visit.view(), { visitor }, "message-1", visit)).toMatchObject({
      kind: "done",
    });
  });

  it.each([{ visitor: "nobody-with-22-letters" }, { position: 9 }])("of %o is unknown", async (whose) => {
    const visit = await Visit.of();
    await visit.session();
    expect(await complete(await visit.view(), whose, "message-1", visit)).toEqual({ kind: "unknown" });
  });

  it("of somebody who waits is unknown, and writes nothing that would end a later session", async () => {
    const visit = await Visit.of();
    const place = { position: 7, generation: 0, issuedAt: beginning, device, lastRequest: "r" };
    await visit.memory.takePlace(anEvent, visitor, place, beginning);
    expect(await complete(await visit.view(), { visitor }, "message-1", visit)).toEqual({ kind: "unknown" });
    expect(await visit.sessionAt(7)).toBeUndefined();
  });

  it("of a revoked session changes nothing", async () => {
    const visit = await Visit.of();
    await visit.session();
    await revoke(await visit.view(), { position: 7 }, "operator-1", visit);
    expect(await complete(await visit.view(), { position: 7 }, "message-1", visit)).toEqual({
      kind: "over",
      state: "revoked",
    });
    expect(await visit.sessionAt(7)).toMatchObject({ state: "revoked", endedBy: "operator-1" });
  });

  it("that nobody answered can be repeated", async () => {
    const visit = await Visit.of();
    await visit.session();
    const view = await visit.view();
    visit.fault = (request) => (request === "endSession" ? "unanswered" : undefined);
    await expect(complete(view, { position: 7 }, "message-1", visit)).rejects.toThrow(StoreError);
    visit.fault = () => undefined;
    expect(await complete(view, { position: 7 }, "message-1", visit)).toEqual({ kind: "done", again: true });
  });
});

describe("a revocation", () => {
  it("ends the session, and keeps its slot for as long as the gate lets the admission in", async () => {
    const visit = await Visit.of();
    await visit.session();
    expect(await revoke(await visit.view(), { position: 7 }, "operator-1", visit)).toMatchObject({
      kind: "done",
    });
    expect(await visit.sessionAt(7)).toMatchObject({ state: "revoked" });
    expect(await countedAfter(visit, 181_999)).toMatchObject({ active: 1 });
    expect(await countedAfter(visit, 182_000)).toMatchObject({ active: 0 });
  });

  it("of a completed session changes nothing", async () => {
    const visit = await Visit.of();
    await visit.session({ state: "completed" });
    expect(await revoke(await visit.view(), { position: 7 }, "operator-1", visit)).toEqual({
      kind: "over",
      state: "completed",
    });
  });
});

describe("leaving", () => {
  it.each(["now", "atExpiry"] as const)(
    "ends the visitor's own session and keeps the slot while the gate lets its admission in (%s)",
    async (releaseOnComplete) => {
      const visit = await Visit.of({ releaseOnComplete });
      await visit.session();
      await leave(await visit.view(), holder, visit);
      expect(await visit.sessionAt(7)).toMatchObject({ state: "completed", endedBy: "leave-session-0" });
      expect(await countedAfter(visit, 181_999)).toMatchObject({ active: 1 });
      expect(await countedAfter(visit, 182_000)).toMatchObject({ active: 0 });
    },
  );

  it.each([
    ["another visitor", { ...holder, visitor: "somebody-else-22-lette" }],
    ["another device", { ...holder, device: "devicetag02" }],
  ])("by %s changes nothing", async (_, who) => {
    const visit = await Visit.of();
    const session = await visit.session();
    await leave(await visit.view(), who, visit);
    expect(await visit.sessionAt(7)).toEqual(session);
  });

  it("of a session that has ended, or of none, changes nothing", async () => {
    const visit = await Visit.of();
    const session = await visit.session({ state: "revoked" });
    await leave(await visit.view(), holder, visit);
    await leave(await visit.view(), { ...holder, position: 8 }, visit);
    expect(await visit.sessionAt(7)).toEqual(session);
    expect(await visit.sessionAt(8)).toBeUndefined();
  });

  it("always succeeds, also while the store is down", async () => {
    const visit = await Visit.of();
    await visit.session();
    const view = await visit.view();
    visit.fault = () => "unavailable";
    await expect(leave(view, holder, visit)).resolves.toBeUndefined();
  });
});
