import { describe, expect, it } from "vitest";
import {
  aDocument,
  heard,
  joined,
  opened,
  pageAfter,
  platformNow,
  waitingPage,
} from "../../../test/support/waiting-room/a-page";
import { commitment, effectivePosition } from "../../waiting-room/positions/permutation";
import { estimateWait, withPoint, type LinePoint } from "./estimate";
import { screenOf } from "./screen";

const seed = "5e".repeat(32);

describe("what the waiting page shows", () => {
  it("the place counts down with the line, between polls and whatever the device's clock says", () => {
    const state = waitingPage();
    const ahead = (afterMs: number) => screenOf(state, opened + afterMs);
    expect(ahead(0)).toMatchObject({ kind: "waiting", ahead: 299, progress: 0 });
    expect(ahead(10_000)).toMatchObject({ kind: "waiting", ahead: 199 });
    expect(ahead(30_000)).toEqual({ kind: "called" });
  });

  it("progress is measured from the most places ahead there were, and outlives a reload", () => {
    const { kept } = pageAfter([
      [0, heard()],
      [0, joined()],
      [1, heard()],
    ]);
    const reloaded = pageAfter([[0, heard({ now: platformNow + 15_000 })]], kept);
    expect(screenOf(reloaded, opened)).toMatchObject({ progress: expect.closeTo(0.5, 2) as number });
  });

  it("before the lottery there is a countdown and the promise, and no place that could mislead", () => {
    const state = waitingPage({
      mode: "PRE",
      openAt: platformNow + 90_000,
      perm: { commit: commitment(seed) },
    });
    expect(screenOf(state, opened + 30_000)).toEqual({
      kind: "lottery",
      opensInMs: 60_000,
      commitment: commitment(seed),
    });
  });

  it("after it the number is the drawn one, and the draw is checked against the promise seen before", () => {
    const promised = pageAfter([
      [0, heard({ mode: "PRE", perm: { commit: commitment(seed) } })],
      [0, joined()],
    ]);
    const drawnWith = (drawn: string) =>
      pageAfter(
        [
          [
            0,
            heard({
              perm: { commit: commitment(drawn), n: 1_000, seed: drawn },
              line: { ...aDocument().line, S0: 0 },
            }),
          ],
        ],
        promised.kept,
      );
    const number = effectivePosition(400, { n: 1_000, seed });
    expect(screenOf(drawnWith(seed), opened)).toMatchObject({
      number,
      draw: { kept: true, drawnFrom: 1_000 },
    });
    expect(screenOf(drawnWith("0f".repeat(32)), opened)).toMatchObject({ draw: { kept: false } });
  });

  it("who came after the lottery keeps the number and is told nothing of a draw", () => {
    const state = waitingPage({ perm: { commit: commitment(seed), n: 200, seed } });
    expect(screenOf(state, opened)).toMatchObject({ number: 400, draw: undefined });
  });

  it("a place the line has passed long ago is late, and how long it is kept is said", () => {
    expect(screenOf(waitingPage({ late: 500 }), opened)).toEqual({ kind: "late", minutes: 10 });
  });

  it("an open event needs no place, an ended one has none", () => {
    expect(screenOf(pageAfter([[0, heard({ mode: "OPEN" })]]), opened)).toEqual({ kind: "open" });
    expect(screenOf(waitingPage({ mode: "ENDED" }), opened)).toEqual({ kind: "refused", refusal: "ended" });
  });
});

describe("the estimate of the wait", () => {
  const points = (speed: number, seconds = 60): readonly LinePoint[] =>
    [0, seconds].reduce<readonly LinePoint[]>(
      (list, second) => withPoint(list, { at: second * 1_000, position: second * speed }),
      [],
    );

  it("is a range around the line's set speed until that has been watched", () => {
    expect(estimateWait(aDocument(), 6_000, [])).toEqual({ kind: "minutes", from: 8, to: 16 });
  });

  it("goes by what the line has really done, not by what it is set to", () => {
    expect(estimateWait(aDocument(), 6_000, points(5))).toEqual({ kind: "minutes", from: 15, to: 25 });
  });

  it("is less than a minute at the end, and no number at all in a pause or standstill", () => {
    expect(estimateWait(aDocument(), 100, points(10))).toEqual({ kind: "soon" });
    expect(estimateWait(aDocument({ mode: "PAUSED" }), 100, points(10))).toEqual({ kind: "paused" });
    expect(estimateWait(aDocument(), 100, points(0))).toEqual({ kind: "standstill" });
  });

  it("forgets how fast the line was more than some minutes ago", () => {
    const slowNow = withPoint(withPoint(points(100), { at: 260_000, position: 6_000 }), {
      at: 500_000,
      position: 6_240,
    });
    expect(estimateWait(aDocument(), 600, slowNow)).toEqual({ kind: "minutes", from: 8, to: 13 });
  });
});
