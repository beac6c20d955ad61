import { describe, expect, it } from "vitest";
import { anEvent, beginning } from "../../../test/support/waiting-room/an-event";
import { device, Visit, visitor } from "../../../test/support/waiting-room/a-visit";
import type { EventConfig } from "../event/config";
import { StoreError } from "../store/store";
import { leave } from "./leave";
import { revoke } from "./revoke";
import { sessionOf } from "./session-of";

/** A visitor with the place 7 who has been admitted. */
async function inside(joinStore: EventConfig["joinStore"] = "table") {
  const visit = await Visit.of({ joinStore });
  const place = { position: 7, generation: 0, issuedAt: beginning, device, lastRequest: "r" };
  if (joinStore === "table") await visit.memory.takePlace(anEvent, visitor, place, beginning);
  else await visit.memory.admitOnce(anEvent, visitor, 7, beginning);
  const session = await visit.session();
  return { visit, session };
}

describe("who asks for a visitor's session", () => {
  it.each(["table", "none"] as const)(
    "is told that it is active, where places are kept and where not (%s)",
    async (joinStore) => {
      const { visit, session } = await inside(joinStore);
      const found = await sessionOf(await visit.view(), visitor, visit);
      expect(found).toEqual({ kind: "found", session, state: "active" });
    },
  );

  it("is told that it is over from the moment it is", async () => {
    const { visit } = await inside();
    await visit.time.advance(179_999);
    expect(await sessionOf(await visit.view(), visitor, visit)).toMatchObject({ state: "active" });
    await visit.time.advance(1);
    expect(await sessionOf(await visit.view(), visitor, visit)).toMatchObject({ state: "expired" });
  });

  it("is told at once that the visitor has left or was sent away, while the gate still lets the admission in", async () => {
    const left = await inside();
    await leave(await left.visit.view(), { visitor, position: 7, device }, left.visit);
    expect(await sessionOf(await left.visit.view(), visitor, left.visit)).toMatchObject({
      state: "completed",
    });
    const revoked = await inside();
    await revoke(await revoked.visit.view(), { visitor }, "operator-1", revoked.visit);
    expect(await sessionOf(await revoked.visit.view(), visitor, revoked.visit)).toMatchObject({
      state: "revoked",
    });
  });

  it("learns of nobody who is unknown, only waits, or whose position somebody else was admitted at", async () => {
    const { visit } = await inside();
    const view = await visit.view();
    expect(await sessionOf(view, "nobody-with-22-letters", visit)).toEqual({ kind: "unknown" });
    const place = { position: 9, generation: 0, issuedAt: beginning, device, lastRequest: "r" };
    await visit.memory.takePlace(anEvent, "waits-with-22-letters-", place, beginning);
    expect(await sessionOf(view, "waits-with-22-letters-", visit)).toEqual({ kind: "unknown" });
    const taken = { ...place, position: 7 };
    await visit.memory.takePlace(anEvent, "other-with-22-letters-", taken, beginning);
    expect(await sessionOf(view, "other-with-22-letters-", visit)).toEqual({ kind: "unknown" });
  });

  it("is told nothing by a process whose clock is wrong, or while the store is down", async () => {
    const { visit } = await inside();
    const view = await visit.view();
    visit.offset = 3_600_000;
    expect(await sessionOf(view, visitor, visit)).toEqual({ kind: "clock" });
    visit.offset = 0;
    visit.fault = () => "unavailable";
    await expect(sessionOf(view, visitor, visit)).rejects.toThrow(StoreError);
  });
});
