import { describe, expect, it } from "vitest";
import { aConfig, aControl, beginning } from "../../../test/support/waiting-room/an-event";
import { isDegraded, lineAt, segmentAt } from "./line";
import { served } from "./segment";

const segment = { S0: 100, t0: beginning, slope: 5, cap: 150 };

describe("the line", () => {
  it("stands at its start before it begins", () => {
    expect(served(segment, beginning - 60_000)).toBe(100);
    expect(served(segment, beginning)).toBe(100);
  });

  it("moves with time, by parts of a position", () => {
    expect(served(segment, beginning + 1)).toBe(100.005);
    expect(served(segment, beginning + 1_000)).toBe(105);
  });

  it("stops at the cap, however long nobody renews it", () => {
    expect(served(segment, beginning + 10_000)).toBe(150);
    expect(served(segment, beginning + 10_001)).toBe(150);
    expect(served(segment, Number.MAX_SAFE_INTEGER)).toBe(150);
  });

  it("without a slope never moves", () => {
    expect(served({ ...segment, slope: 0 }, Number.MAX_SAFE_INTEGER)).toBe(100);
  });
});

describe("a line that nobody renews", () => {
  const control = { ...aControl({ S0: 100 }), segment };
  const { until } = control;
  const open = aConfig({ rate: 10, failMode: "open", openRate: 4 });

  it("stands at its cap if the event fails closed", () => {
    const closed = aConfig({ rate: 10, failMode: "closed", openRate: 4 });
    expect(lineAt(control, closed, until + 60_000)).toBe(150);
    expect(isDegraded(control, closed, until + 60_000)).toBe(false);
  });

  it("goes on past its cap at the open rate, from where it had come, if the event fails open", () => {
    expect(isDegraded(control, open, until)).toBe(false);
    expect(lineAt(control, open, until)).toBe(150);
    expect(isDegraded(control, open, until + 1)).toBe(true);
    expect(lineAt(control, open, until + 10_000)).toBe(190);
  });

  it("goes on no faster than the rate", () => {
    expect(segmentAt(control, { ...open, openRate: 40 }, until + 1).slope).toBe(10);
    const { openRate: _none, ...unset } = open;
    expect(segmentAt(control, unset, until + 1).slope).toBe(10);
  });

  it("stands if it is paused", () => {
    expect(lineAt({ ...control, mode: "PAUSED" }, open, until + 60_000)).toBe(150);
  });

  it("is the same whoever evaluates it: the published continuation gives the same places", () => {
    for (const later of [0, 1, 999, 30_000]) {
      const now = until + later;
      expect(served(segmentAt(control, open, now), now)).toBe(lineAt(control, open, now));
    }
  });
});
