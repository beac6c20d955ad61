import { describe, expect, it } from "vitest";
import {
  admitted,
  claimOf,
  lineAtFifty as line,
  standing,
  written,
} from "../../../test/support/waiting-room/a-claim";
import { anEvent, beginning } from "../../../test/support/waiting-room/an-event";
import { device, Visit, visitor } from "../../../test/support/waiting-room/a-visit";
import { admit } from "./admit";

const second = 1_000;

describe("a claim", () => {
  it("of a called visitor is a session, at the first try and with one write", async () => {
    const visit = await Visit.of({}, line);
    const result = await admitted(visit, claimOf(standing.called));
    expect(result).toMatchObject({ kind: "admitted", again: false });
    expect(visit.requests).toEqual(["claim"]);
    expect(await visit.sessionAt(standing.called)).toEqual({
      position: standing.called,
      state: "active",
      visitor,
      id: "session-1",
      device,
      issuedAt: beginning,
      expiresAt: beginning + 180 * second,
      maxExpiresAt: beginning + 900 * second,
      late: false,
      generation: 0,
    });
  });

  it("before the line has passed is refused with a time to come back, and nothing is written", async () => {
    const visit = await Visit.of({}, line);
    expect(await admitted(visit, claimOf(standing.waiting))).toEqual({ kind: "notYet", retryAfterMs: 2_000 });
    expect(visit.requests).toEqual([]);
  });

  it.each([
    [2_000, 51 + 10],
    [20_000, 50 + 1_000],
    [60_000, 50 + 100_000],
  ])(
    "is told to come back after %d ms at position %d, a share of the wait",
    async (retryAfterMs, position) => {
      const visit = await Visit.of({ rate: 10 }, line);
      expect(await admitted(visit, claimOf(position))).toEqual({ kind: "notYet", retryAfterMs });
    },
  );

  it("of a place that has lapsed is refused, and nothing is written", async () => {
    const visit = await Visit.of({}, line);
    expect(await admitted(visit, claimOf(standing.lapsed))).toEqual({ kind: "lapsed" });
    expect(written(visit)).toEqual([]);
  });

  it("counts from the line and not from the ticket where the lottery has been drawn", async () => {
    const visit = await Visit.of({}, line);
    await visit.memory.lease(anEvent, 60, 100);
    await visit.memory.seal(anEvent);
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        visit
          .view()
          .then((view) => admit(view, claimOf(index + 1, { visitor: `visitor-${String(index)}` }), visit)),
      ),
    );
    const positions = results.flatMap((result) =>
      result.kind === "admitted" ? [result.session.position] : [],
    );
    expect(positions.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => 31 + index));
  });
});

describe("a claim of what is claimed already", () => {
  it.each(["called", "late", "lapsed"] as const)(
    "by the same visitor is the same session (%s)",
    async (state) => {
      const visit = await Visit.of({}, line);
      const session = await visit.session({ position: standing[state] });
      expect(await admitted(visit, claimOf(standing[state]))).toEqual({
        kind: "admitted",
        session,
        again: true,
      });
    },
  );

  it("by two tabs at once is one session", async () => {
    const visit = await Visit.of({}, line);
    const view = await visit.view();
    const both = await Promise.all([1, 2].map(() => admit(view, claimOf(standing.called), visit)));
    expect(both.map((result) => (result.kind === "admitted" ? result.session.id : result.kind))).toEqual([
      "session-1",
      "session-1",
    ]);
  });

  it("by the same visitor on another device is a mismatch", async () => {
    const visit = await Visit.of({}, line);
    await visit.session({ position: standing.called });
    const elsewhere = claimOf(standing.called, { device: "devicetag02" });
    expect(await admitted(visit, elsewhere)).toEqual({ kind: "mismatch" });
  });

  it("by another visitor is a conflict", async () => {
    const visit = await Visit.of({}, line);
    const before = await visit.session({ position: standing.called });
    const somebody = claimOf(standing.called, { visitor: "somebody-else-22-lette" });
    expect(await admitted(visit, somebody)).toEqual({ kind: "conflict" });
    expect(await visit.sessionAt(standing.called)).toEqual(before);
  });

  it.each([
    ["completed", { state: "completed" as const }],
    ["revoked", { state: "revoked" as const }],
    ["expired", { expiresAt: beginning }],
  ])("tells that the session was %s, and begins no other", async (state, choices) => {
    const visit = await Visit.of({}, line);
    const before = await visit.session({ position: standing.called, ...choices });
    expect(await admitted(visit, claimOf(standing.called))).toEqual({ kind: "over", state });
    expect(await visit.sessionAt(standing.called)).toEqual(before);
  });
});
