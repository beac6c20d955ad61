import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  anAnswer,
  answered,
  heard,
  joined,
  opened,
  pageAfter,
  waitingPage,
} from "../../../test/support/waiting-room/a-page";
import { after } from "./after";
import { nextErrand } from "./errand";

const due = (state: Parameters<typeof nextErrand>[0], afterMs: number) => {
  const errand = nextErrand(state, opened + afterMs);
  return errand !== undefined && errand.at <= opened + afterMs ? errand.request : undefined;
};

describe("what the waiting page asks for next", () => {
  it("first the status, then a place, then the status again", () => {
    expect(due(pageAfter([]), 0)).toBe("status");
    expect(due(pageAfter([[0, heard()]]), 0)).toBe("join");
    expect(due(waitingPage(), 0)).toBe("status");
  });

  it("a join falls into the spread, at a moment of its own", () => {
    const state = pageAfter([[0, heard({ joinSpreadMs: 60_000 })]]);
    expect(state.kept.joinAt).toBe(opened + 30_000);
    expect(due(state, 29_999)).not.toBe("join");
    expect(nextErrand({ ...state, due: { ...state.due, status: opened + 90_000 } }, opened)).toEqual({
      request: "join",
      at: opened + 30_000,
    });
  });

  it("reloading does not shorten the spread, and a clock that was set back does not make it endless", () => {
    const again = pageAfter([[0, heard({ joinSpreadMs: 60_000 })]], {
      rid: "r".repeat(22),
      joinAt: opened + 50_000,
    });
    expect(again.due.join).toBe(opened + 50_000);
    const inDays = pageAfter([], { rid: "r".repeat(22), joinAt: opened + 9e9 });
    expect(inDays.due.join).toBe(opened + 600_000);
  });

  it("when the line has passed its number it asks to be let in, without having polled since", () => {
    expect(nextErrand(waitingPage(), opened + 29_000)?.request).toBe("status");
    expect(due({ ...waitingPage(), due: { ...waitingPage().due, status: opened + 99_000 } }, 31_000)).toBe(
      "admit",
    );
  });

  it("the page asks one thing at a time, and nothing while nobody looks, whatever the line does", () => {
    expect(
      nextErrand(
        after(waitingPage(), { kind: "asked", request: "status" }, { now: opened, random: 0 }),
        opened,
      ),
    ).toBeUndefined();
    const hidden = after(waitingPage(), { kind: "visibility", hidden: true }, { now: opened, random: 0 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000 }), (afterMs) => {
        expect(nextErrand(hidden, opened + afterMs)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it("seen again after a while it asks at once; looked away for a blink it does not hammer", () => {
    const polled = pageAfter([
      [0, heard()],
      [0, joined(40_000)],
      [10, heard()],
    ]);
    expect(polled.due.status).toBeGreaterThan(opened + 20_000);
    const seen = (afterMs: number) =>
      after(polled, { kind: "visibility", hidden: false }, { now: opened + afterMs, random: 0 }).due.status;
    expect(seen(15_000)).toBe(opened + 15_000);
    expect(seen(100)).toBe(opened + 2_010);
  });

  it("nothing is asked any more once it is inside, the sale is over, or the platform has said a final no", () => {
    const final = [
      pageAfter([
        [0, heard()],
        [0, joined()],
        [0, answered("admit", anAnswer(200, { next: "/" }))],
      ]),
      pageAfter([[0, heard({ mode: "ENDED" })]]),
      pageAfter([[0, heard({ mode: "OPEN" })]]),
      pageAfter([
        [0, heard()],
        [0, joined()],
        [0, answered("admit", anAnswer(409, { error: { code: "REVOKED" } }))],
      ]),
    ];
    for (const state of final) expect(nextErrand(state, opened + 3_600_000)).toBeUndefined();
  });

  it("an event that is not there yet, and a full line, are asked about again", () => {
    const absent = pageAfter([[0, answered("status", anAnswer(404))]]);
    expect(nextErrand(absent, opened)).toEqual({ request: "status", at: opened + 22_500 });
    const full = pageAfter([
      [0, heard()],
      [0, answered("join", anAnswer(409, { error: { code: "QUEUE_FULL" } }))],
    ]);
    expect(due(full, 80_000)).toBeDefined();
    expect(due({ ...full, due: { ...full.due, status: Infinity } }, 80_000)).toBe("join");
  });
});
