import { describe, expect, it } from "vitest";
import { admitted, claimOf, lineAtFifty as line, standing } from "../../../test/support/waiting-room/a-claim";
import { anEvent, beginning } from "../../../test/support/waiting-room/an-event";
import { Visit } from "../../../test/support/waiting-room/a-visit";
import { admit } from "./admit";

const second = 1_000;

describe("a claim that comes late", () => {
  it("takes a late slot and is a session", async () => {
    const visit = await Visit.of({}, line);
    await visit.memory.offerLate(anEvent, 1, 1, 0);
    expect(await admitted(visit, claimOf(standing.late))).toMatchObject({
      kind: "admitted",
      session: { late: true },
    });
    expect(await visit.memory.readLate(anEvent)).toMatchObject({ offered: 0, granted: 1 });
  });

  it("waits where no late slot is left, and keeps the place", async () => {
    const visit = await Visit.of({ rate: 100 }, line);
    expect(await admitted(visit, claimOf(standing.late))).toEqual({ kind: "lateWait", retryAfterMs: 2_000 });
    expect(visit.requests).toContain("takeLate");
    expect(await visit.sessionAt(standing.late)).toBeUndefined();
  });

  it("asks for no slot where the last tick offered none: that would be a write in vain", async () => {
    const visit = await Visit.of({ rate: 100 }, { ...line, offered: 0 });
    await visit.memory.offerLate(anEvent, 1, 1, 0);
    expect(await admitted(visit, claimOf(standing.late))).toEqual({ kind: "lateWait", retryAfterMs: 2_000 });
    expect(visit.requests).not.toContain("takeLate");
  });

  it.each([
    ["as long as the late ones before it may take, at their share of the rate", 5, 4 * second],
    ["half a minute at most", 0.1, 30 * second],
  ])("waits %s", async (_, rate, retryAfterMs) => {
    const visit = await Visit.of({ rate }, line);
    expect(await admitted(visit, claimOf(standing.late))).toEqual({ kind: "lateWait", retryAfterMs });
  });

  it("forty times at once uses one slot, and the others are there for those who come after", async () => {
    const visit = await Visit.of({}, line);
    await visit.memory.offerLate(anEvent, 40, 1, 0);
    const view = await visit.view();
    const claims = Array.from({ length: 40 }, () => admit(view, claimOf(standing.late), visit));
    const results = await Promise.all(claims);
    expect(results.map(({ kind }) => kind)).toEqual(Array(40).fill("admitted"));
    expect(visit.requests.filter((request) => request === "takeLate")).toHaveLength(40);
    expect(await visit.memory.readLate(anEvent)).toMatchObject({ offered: 39, granted: 40 });
    expect(await visit.memory.countBucket(anEvent, 0, beginning, 1)).toEqual({ active: 1, claimed: 1 });
  });

  it.each([
    ["another device", { device: "devicetag02" }, "mismatch"],
    ["another visitor", { visitor: "somebody-else-22-lette" }, "conflict"],
  ])("and meets a session of %s on the way gives its slot back", async (_, other, kind) => {
    const visit = await Visit.of({}, line);
    await visit.memory.offerLate(anEvent, 2, 1, 0);
    const view = await visit.view();
    const both = await Promise.all([
      admit(view, claimOf(standing.late, other), visit),
      admit(view, claimOf(standing.late), visit),
    ]);
    expect(both.map((result) => result.kind)).toEqual(["admitted", kind]);
    expect(await visit.memory.readLate(anEvent)).toMatchObject({ offered: 1 });
  });

  it("with the second number of one person gives its slot back, where no list of places is kept", async () => {
    const visit = await Visit.of({ joinStore: "none" }, line);
    await visit.memory.offerLate(anEvent, 2, 1, 0);
    const view = await visit.view();
    const both = [standing.late, standing.late + 1].map((position) => admit(view, claimOf(position), visit));
    await Promise.all(both);
    expect(await visit.memory.readLate(anEvent)).toMatchObject({ offered: 1 });
    expect(await visit.memory.countBucket(anEvent, 0, beginning, 1)).toEqual({ active: 1, claimed: 1 });
  });

  it("is answered also if its slot cannot be given back", async () => {
    const visit = await Visit.of({}, line);
    await visit.memory.offerLate(anEvent, 2, 1, 0);
    const view = await visit.view();
    visit.fault = (request) => (request === "returnLate" ? "unavailable" : undefined);
    const both = await Promise.all([1, 2].map(() => admit(view, claimOf(standing.late), visit)));
    expect(both.map(({ kind }) => kind)).toEqual(["admitted", "admitted"]);
  });

  it("of a visitor who is inside takes no second slot", async () => {
    const visit = await Visit.of({}, line);
    await visit.memory.offerLate(anEvent, 1, 1, 0);
    const session = await visit.session({ position: standing.late });
    expect(await admitted(visit, claimOf(standing.late))).toEqual({ kind: "admitted", session, again: true });
    expect(await visit.memory.readLate(anEvent)).toMatchObject({ offered: 1, granted: 0 });
  });

  it("of a visitor who is inside is answered even after the place has lapsed", async () => {
    const visit = await Visit.of({}, line);
    const session = await visit.session({ position: standing.lapsed });
    expect(await admitted(visit, claimOf(standing.lapsed))).toEqual({
      kind: "admitted",
      session,
      again: true,
    });
  });
});
