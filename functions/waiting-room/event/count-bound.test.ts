import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countProblem, countsOfTick, mostCountsOfTick } from "./count-bound";

const settings = {
  rate: 500,
  tickMs: 2_000,
  graceMs: 600_000,
  sessionMaxMs: 900_000,
  sessionShards: 1,
  maxQueue: 5_000_000,
};

describe("what a tick has to count", () => {
  it("is every block whose places or sessions may last, at twice the rate", () => {
    expect(countsOfTick(settings)).toBe(879);
    expect(countsOfTick({ ...settings, sessionShards: 4 })).toBe(4 * 879);
    expect(countsOfTick({ ...settings, graceMs: 1_800_000 })).toBe(1_758);
  });

  it("is no more than there may be places", () => {
    expect(countsOfTick({ ...settings, rate: 10_000, maxQueue: 10_000 })).toBe(10);
  });

  it("ends within a tick at the default settings and 500 a second", () => {
    expect(mostCountsOfTick(settings)).toBe(1_200);
    expect(countProblem(settings)).toBeUndefined();
  });

  it.each([
    ["sessionMaxMs", { rate: 1_000 }, "at most 614400"],
    ["graceMs", { graceMs: 7_200_000 }, "at most 1228800"],
    ["sessionMaxMs", { sessionShards: 2 }, "at most 614400"],
  ] as const)("that would not end in time is told at %s, with what would do", (path, part, told) => {
    const problem = countProblem({ ...settings, ...part });
    expect(problem).toMatchObject({ path });
    expect(problem?.message).toContain(told);
  });

  it("ends in time with the value that is told", () => {
    const any = fc.record({
      rate: fc.double({ min: 1, max: 10_000, noNaN: true }),
      tickMs: fc.integer({ min: 1_000, max: 10_000 }),
      graceMs: fc.integer({ min: 10_000, max: 7_200_000 }),
      sessionMaxMs: fc.integer({ min: 30_000, max: 14_400_000 }),
      sessionShards: fc.integer({ min: 1, max: 16 }),
      maxQueue: fc.constant(100_000_000),
    });
    fc.assert(
      fc.property(any, (some) => {
        const told = /at most (\d+)/.exec(countProblem(some)?.message ?? "")?.[1];
        if (told === undefined) return;
        const most = Number(told);
        expect(countProblem({ ...some, graceMs: most, sessionMaxMs: most })).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });
});
