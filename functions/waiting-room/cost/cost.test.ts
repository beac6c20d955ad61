import { describe, expect, it } from "vitest";
import { costOf, times, together } from "./cost";
import { costLines, costOfCounts, type Counts } from "./operations";
import { prices } from "./prices";

/** A million visitors who wait 1,000 s on average, as the design counted them before there was code. */
const million = 1_000_000;
const rush: Counts = {
  pageLoad: million,
  statusPoll: 33.1 * million,
  // A fifth of the requests is repeated.
  join: 1.2 * million,
  admit: 1.2 * million,
  renew: 2 * million,
  gateCheck: 40 * million,
  // Places with their retries, sessions, prolongations, completions, leases and ticks.
  writeUnit: (1.03 * 1.2 + 1 + 2 + 1 + 0.002) * million,
  // A tick counts 440 blocks of 25 units, a thousand times.
  readUnit: 440 * 25 * 1_000,
};

describe("the cost model", () => {
  it("prices the design's million visitors at about $73, as the design page does by hand", () => {
    expect(costOfCounts(rush)).toBeGreaterThan(71);
    expect(costOfCounts(rush)).toBeLessThan(75);
  });

  it("prices each part as by hand", () => {
    const dollars = Object.fromEntries(costLines(rush).map(({ operation, usd }) => [operation, usd]));
    expect(dollars["statusPoll"]).toBeCloseTo(33.1 + 1.97, 2);
    expect(dollars["pageLoad"]).toBeCloseTo(3 + 2.55, 2);
    expect(dollars["join"]).toBeCloseTo(1.2 * (1 + 3.5 + 0.2 + 0.0417), 2);
    expect(dollars["gateCheck"]).toBeCloseTo(40 * 0.19, 6);
    expect(dollars["readUnit"]).toBeCloseTo(1.375, 6);
  });

  it("adds up to the sum of its lines", () => {
    const sum = costLines(rush).reduce((total, { usd }) => total + usd, 0);
    expect(costOfCounts(rush)).toBeCloseTo(sum, 6);
  });

  it("costs nothing when nothing happens", () => {
    expect(costOfCounts({})).toBe(0);
    expect(costOf({})).toBe(0);
  });

  it("says of every price what it buys and where it stands", () => {
    for (const { usd, per, unit, source } of Object.values(prices)) {
      expect(usd).toBeGreaterThan(0);
      expect(per).toBeGreaterThan(0);
      expect(unit).not.toBe("");
      expect(source).not.toBe("");
    }
  });

  it("adds and multiplies usage unit by unit", () => {
    const usage = together({ writeUnit: 1 }, times({ writeUnit: 2, readUnit: 1 }, 3));
    expect(usage).toEqual({ writeUnit: 7, readUnit: 3 });
  });
});
