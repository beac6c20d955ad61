import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settlingMs } from "../bounds";
import { positionAt, withPoint, type HistoryPoint } from "./history";

const use = fc
  .record({
    promptMs: fc.integer({ min: 5_000, max: 60_000 }),
    graceMs: fc.integer({ min: 10_000, max: 900_000 }),
  })
  .filter(({ promptMs, graceMs }) => promptMs < graceMs);

/** Time between two ticks and how far the line comes: mostly ordinary ones, sometimes minutes that are missing. */
const steps = fc.array(
  fc.record({
    ms: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 500, max: 4_000 }) },
      fc.integer({ min: 0, max: 700_000 }),
    ),
    by: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 500 })),
  }),
  { minLength: 1, maxLength: 400 },
);

describe("the history", () => {
  it("answers with the last point at or before the moment, and 0 before the first", () => {
    const history = [
      { at: 1_000, position: 5 },
      { at: 3_000, position: 9 },
    ];
    expect([999, 1_000, 2_999, 3_000, 60_000].map((at) => positionAt(history, at))).toEqual([0, 5, 5, 9, 9]);
    expect(positionAt([], 1_000)).toBe(0);
  });

  it("never takes an answer back, however ticks come", () => {
    fc.assert(
      fc.property(use, steps, (windows, times) => {
        let history: readonly HistoryPoint[] = [];
        let point = { at: 1_000_000, position: 0 };
        let before = [0, 0, 0, 0];
        for (const { ms, by } of times) {
          point = { at: point.at + ms, position: point.position + by };
          history = withPoint(history, point, windows);
          const { promptMs, graceMs } = windows;
          const answers = [promptMs, promptMs + settlingMs, graceMs, graceMs + settlingMs].map((age) =>
            positionAt(history, point.at - age),
          );
          answers.forEach((answer, index) => {
            expect(answer).toBeGreaterThanOrEqual(before[index] ?? 0);
          });
          before = answers;
        }
      }),
      { numRuns: 400 },
    );
  });

  it("never says that the line was further than it was, and with regular ticks is 4 seconds behind at most", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: 2_000 }),
        fc.integer({ min: 100, max: 500 }),
        (tickMs, ticks) => {
          const windows = { promptMs: 20_000, graceMs: 600_000 };
          let history: readonly HistoryPoint[] = [];
          // The position is the time itself, so that the answer tells how far it is behind.
          for (let n = 1; n <= ticks; n += 1)
            history = withPoint(history, { at: n * tickMs, position: n * tickMs }, windows);
          const asked = ticks * tickMs - windows.promptMs;
          const answer = positionAt(history, asked);
          expect(answer).toBeLessThanOrEqual(Math.max(0, asked));
          expect(answer).toBeGreaterThanOrEqual(asked - 4_000);
        },
      ),
    );
  });

  it("stays small: some eighty points for ten minutes, and for the longest windows no more than 450", () => {
    const sizeAfterHours = (windows: { readonly promptMs: number; readonly graceMs: number }) => {
      let history: readonly HistoryPoint[] = [];
      for (let n = 1; n <= 10_000; n += 1)
        history = withPoint(history, { at: n * 2_000, position: n }, windows);
      return history.length;
    };
    expect(sizeAfterHours({ promptMs: 20_000, graceMs: 600_000 })).toBeLessThanOrEqual(80);
    expect(sizeAfterHours({ promptMs: 300_000, graceMs: 7_200_000 })).toBeLessThanOrEqual(450);
  });
});
