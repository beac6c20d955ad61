import { describe, expect, it } from "vitest";
import { lineAtFifty as line } from "../../../test/support/waiting-room/a-claim";
import { beginning } from "../../../test/support/waiting-room/an-event";
import { device, Visit, visitor } from "../../../test/support/waiting-room/a-visit";
import type { Fault } from "../../../test/support/waiting-room/faulty-store";
import { admit } from "./admit";

const claimOf = (position: number) => ({ visitor, position, generation: 0, device });

const places = { called: 40, late: 20, lapsed: 5, waiting: 60 };

async function claimWithout(
  failMode: "open" | "closed",
  position: number,
  fault: Fault = "unavailable",
  passedMs = 0,
) {
  const visit = await Visit.of({ failMode, rate: 1 }, line);
  const view = await visit.view();
  visit.fault = () => fault;
  await visit.time.advance(passedMs);
  return admit(view, claimOf(position), visit);
}

describe("while the store is down", () => {
  it.each(["called", "late"] as const)("nobody is admitted by default (%s)", async (place) => {
    await expect(claimWithout("closed", places[place])).rejects.toMatchObject({ kind: "unavailable" });
  });

  it("nobody is admitted by default on a view that cannot be renewed", async () => {
    await expect(claimWithout("closed", places.called, "unavailable", 10_000)).rejects.toMatchObject({
      kind: "unavailable",
    });
  });

  it.each(["called", "late"] as const)(
    "whoever the line has passed gets a pass of two minutes without a session, if the operator goes on (%s)",
    async (place) => {
      expect(await claimWithout("open", places[place])).toEqual({
        kind: "degraded",
        position: places[place],
        expiresAt: beginning + 120_000,
      });
    },
  );

  it("the last line that was seen decides, if the operator goes on", async () => {
    expect(await claimWithout("open", places.called, "unavailable", 10_000)).toMatchObject({
      kind: "degraded",
    });
    expect(await claimWithout("open", places.waiting, "unavailable", 10_000)).toMatchObject({
      kind: "notYet",
    });
  });

  it("the line goes on at its rate once it has run out, if the operator goes on", async () => {
    expect(await claimWithout("open", places.waiting, "unavailable", 99_000)).toMatchObject({
      kind: "notYet",
    });
    expect(await claimWithout("open", places.waiting, "unavailable", 100_000)).toMatchObject({
      kind: "degraded",
    });
  });

  it.each(["open", "closed"] as const)("who waits waits (%s)", async (failMode) => {
    expect(await claimWithout(failMode, places.waiting)).toMatchObject({ kind: "notYet" });
  });

  it.each(["open", "closed"] as const)(
    "a throttled store is not down, and opens no door (%s)",
    async (failMode) => {
      await expect(claimWithout(failMode, places.called, "throttled")).rejects.toMatchObject({
        kind: "throttled",
      });
    },
  );

  it("a session that was written without an answer is found again", async () => {
    const visit = await Visit.of({ failMode: "open" }, line);
    const view = await visit.view();
    visit.fault = (request) => (request === "claim" ? "unanswered" : undefined);
    expect(await admit(view, claimOf(places.called), visit)).toMatchObject({ kind: "degraded" });
    visit.fault = () => undefined;
    expect(await admit(view, claimOf(places.called), visit)).toMatchObject({ kind: "admitted", again: true });
  });

  it("whoever has lost the place is not let in by a store that is down", async () => {
    await expect(claimWithout("closed", places.lapsed)).rejects.toMatchObject({ kind: "unavailable" });
    expect(await claimWithout("open", places.lapsed)).toEqual({ kind: "lapsed" });
  });

  it("an item that cannot be read opens no door", async () => {
    const visit = await Visit.of({ failMode: "open" }, line);
    const view = await visit.view();
    const views = { read: () => Promise.resolve(undefined) };
    await visit.time.advance(10_000);
    await expect(admit(view, claimOf(places.called), { ...deps(visit), views })).rejects.toMatchObject({
      kind: "unreadable",
    });
  });
});

function deps({ store, clock, newSessionId }: Visit) {
  return { store, clock, newSessionId };
}
