import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { served } from "../line/segment";
import type { StatusDocument } from "./document";
import { nextPoll, standing, timeOf } from "./poll";

const policy = { minMs: 2_000, maxMs: 60_000, factor: 0.2, jitter: 0.2 };

const document: StatusDocument = {
  v: 1,
  ev: "autumn-tour",
  now: 1_000_000,
  mode: "QUEUE",
  line: { S0: 500, t0: 1_000_000, slope: 10, cap: 520, until: 1_090_000 },
  late: 300,
  lapsed: 100,
  issued: 9_000,
  rate: 8,
  graceSec: 600,
  poll: policy,
  joinSpreadMs: 0,
};

const visible = { hidden: false, random: 0.5 };

const policies = fc
  .record({
    minMs: fc.integer({ min: 1_000, max: 60_000 }),
    more: fc.integer({ min: 0, max: 540_000 }),
    factor: fc.double({ min: 0.01, max: 1, noNaN: true }),
    jitter: fc.double({ min: 0, max: 0.5, noNaN: true }),
  })
  .map(({ minMs, more, factor, jitter }) => ({ minMs, maxMs: minMs + more, factor, jitter }));

const documents = fc
  .record({
    mode: fc.constantFrom("PRE" as const, "QUEUE" as const, "PAUSED" as const),
    S0: fc.double({ min: 0, max: 1e6, noNaN: true }),
    room: fc.integer({ min: 0, max: 10_000 }),
    slope: fc.double({ min: 0, max: 2_000, noNaN: true }),
    rate: fc.double({ min: 0.1, max: 1_000, noNaN: true }),
    behind: fc.integer({ min: 0, max: 5_000 }),
    poll: policies,
  })
  .map(({ mode, S0, room, slope, rate, behind, poll }): StatusDocument => {
    const line = { S0, t0: document.now, slope, cap: S0 + room, until: document.now + 90_000 };
    const late = Math.max(0, S0 - behind);
    return { ...document, mode, line, rate, late, lapsed: Math.max(0, late - behind), poll };
  });

const positions = fc.integer({ min: 1, max: 2_000_000 });

describe("standing", () => {
  it("tells the state of a position at the borders of the line and its marks", () => {
    const at = (effective: number) => standing(document, effective, document.now).state;
    expect([100, 101, 300, 301, 500, 501].map(at)).toEqual([
      "lapsed",
      "late",
      "late",
      "called",
      "called",
      "waiting",
    ]);
  });

  it("counts who is before, and nobody before whoever is next", () => {
    expect(standing(document, 501, document.now).ahead).toBe(0);
    expect(standing(document, 601, document.now).ahead).toBe(100);
  });

  it("moves with the line between two documents, but never past what was counted", () => {
    expect(standing(document, 601, document.now + 1_000).ahead).toBe(90);
    expect(standing(document, 601, document.now + 60_000).ahead).toBe(80);
  });

  it("takes the wait from the line's own pace, and says nothing while it stands", () => {
    expect(standing(document, 600, document.now).etaMs).toBe(10_000);
    const still = { ...document, line: { ...document.line, slope: 0 } };
    expect(standing(still, 600, still.now).etaMs).toBeUndefined();
    expect(standing({ ...document, mode: "PAUSED" }, 600, document.now).etaMs).toBeUndefined();
  });

  it("knows no place before the lottery is drawn", () => {
    const soon: StatusDocument = { ...document, mode: "PRE", openAt: document.now + 30_000 };
    expect(standing(soon, 600, document.now)).toEqual({ state: "early", ahead: 0, soonestMs: 30_000 });
    expect(standing(document, undefined, document.now).state).toBe("early");
  });

  it("ends with the queue", () => {
    expect(standing({ ...document, mode: "OPEN" }, 600, document.now).state).toBe("open");
    expect(standing({ ...document, mode: "ENDED" }, 600, document.now).state).toBe("ended");
  });

  it("agrees with the server on the place for any document and a visitor's clock up to 5 s off", () => {
    fc.assert(
      fc.property(
        documents,
        positions,
        fc.integer({ min: -5_000, max: 5_000 }),
        fc.integer({ min: 0, max: 66_000 }),
        fc.integer({ min: 0, max: 60_000 }),
        (candidate, effective, offset, age, kept) => {
          const trueNow = candidate.now + age + kept;
          const arrivedByVisitor = candidate.now + age + offset;
          const nowByVisitor = trueNow + offset;
          const now = timeOf(candidate, age + (nowByVisitor - arrivedByVisitor));
          const { state, ahead } = standing(candidate, effective, now);
          const reached = served(candidate.line, trueNow);
          if (candidate.mode === "PRE") return state === "early";
          return state === "waiting"
            ? effective > reached && ahead === Math.ceil(effective - reached) - 1
            : effective <= reached && ahead === 0;
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe("nextPoll", () => {
  it("asks after a fifth of the wait", () => {
    expect(nextPoll(document, standing(document, 1_500, document.now), visible)).toBe(20_000);
  });

  it("asks nothing while the page is hidden, or when there is nothing more to wait for", () => {
    const there = standing(document, 1_500, document.now);
    expect(nextPoll(document, there, { hidden: true, random: 0.5 })).toBeUndefined();
    for (const mode of ["OPEN", "ENDED"] as const) {
      const over = { ...document, mode };
      expect(nextPoll(over, standing(over, 1_500, over.now), visible)).toBeUndefined();
    }
    expect(nextPoll(document, standing(document, 50, document.now), visible)).toBeUndefined();
  });

  it("does not sleep through the turn because the line stands still for a moment", () => {
    const still = { ...document, line: { ...document.line, slope: 0 } };
    expect(nextPoll(still, standing(still, 510, still.now), visible)).toBe(2_500);
  });

  it("never asks sooner than the shortest or later than the longest interval of the policy", () => {
    fc.assert(
      fc.property(
        documents,
        positions,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (candidate, effective, random) => {
          const wait = nextPoll(candidate, standing(candidate, effective, candidate.now), {
            hidden: false,
            random,
          });
          return wait === undefined || (wait >= candidate.poll.minMs && wait <= candidate.poll.maxMs);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("asks before the turn can come, unless it comes within the shortest interval", () => {
    fc.assert(
      fc.property(documents, positions, (candidate, effective) => {
        const there = standing(candidate, effective, candidate.now);
        const narrow = { ...candidate, poll: { ...candidate.poll, factor: 0.2, jitter: 0.2 } };
        const wait = nextPoll(narrow, there, { hidden: false, random: 0.999 });
        return wait === undefined || wait <= Math.max(there.soonestMs * 0.24, narrow.poll.minMs * 1.5);
      }),
      { numRuns: 2_000 },
    );
  });

  it("spreads those who wait equally long", () => {
    const far = standing(document, 1_000_000, document.now);
    const soonest = nextPoll(document, far, { hidden: false, random: 0 });
    expect(soonest).toBeCloseTo(48_000, 6);
    expect(nextPoll(document, far, { hidden: false, random: 0.999999 })).toBeCloseTo(60_000, 0);
  });
});
