import { describe, expect, it } from "vitest";
import { steady } from "../model/arrivals";
import { seeded } from "../model/random";
import { shapeOf } from "../world/measures";
import { naiveCost, solutionCost } from "./cost";
import { sharedNumbers } from "./queue-batches";
import { runStepped } from "./stepped";

const plan = {
  seed: 7,
  visitors: 20_000,
  arrivals: steady(10),
  numberingPerSecond: 1_000,
  step: 2_000,
  pollMs: 5_000,
  requestsPerPoll: 1,
  noShow: 0.25,
  stay: { meanMs: 240_000, sigma: 0.8, capMs: 600_000 },
  vanish: 0.1,
  sessionMs: 300_000,
};

describe("a design that steps once a minute", () => {
  it("numbers nobody faster than its counter can be written", () => {
    expect(runStepped(plan).numberedSeconds).toBeGreaterThanOrEqual(20);
    expect(runStepped({ ...plan, numberingPerSecond: 100_000 }).numberedSeconds).toBeLessThan(10.1);
  });

  it("lets everybody of a minute in within one poll, and nobody for the rest of it", () => {
    const { admissions } = runStepped(plan);
    expect(admissions.slice(60, 65).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(1_000);
    expect(admissions.slice(65, 120).reduce((sum, count) => sum + count, 0)).toBe(0);
    expect(shapeOf(admissions, 60, 600).unevenness).toBeGreaterThan(2);
  });

  it("loses the slots of those who do not come", () => {
    const { admissions } = runStepped(plan);
    expect(admissions.reduce((sum, count) => sum + count, 0) / plan.visitors).toBeCloseTo(0.75, 1);
  });

  it("has no bound on how many are inside: twice the stay is twice the crowd", () => {
    const long = { ...plan.stay, meanMs: 480_000, capMs: 3_000_000 };
    const usual = { ...plan.stay, capMs: 3_000_000 };
    const ratio =
      runStepped({ ...plan, stay: long }).mostInside / runStepped({ ...plan, stay: usual }).mostInside;
    expect(ratio).toBeGreaterThan(1.4);
  });

  it("gives the same figures for the same seed", () => {
    expect(runStepped(plan)).toEqual(runStepped(plan));
  });
});

describe("numbers in batches from a queue", () => {
  it("gives a number twice when a message could not be deleted, and none when all could", () => {
    expect(sharedNumbers(100_000, 10, 0, seeded(1, "deletes"))).toBe(0);
    expect(sharedNumbers(100_000, 10, 0.001, seeded(1, "deletes"))).toBeGreaterThan(50);
  });
});

describe("what the rivals cost for a million visitors who wait 1,000 s", () => {
  it("is about $1,030 for polls at the origin and about $720 at the edge, as by hand", () => {
    expect(naiveCost({ visitors: 1e6, polls: 200e6 })).toBeGreaterThan(1_000);
    expect(naiveCost({ visitors: 1e6, polls: 200e6 })).toBeLessThan(1_060);
    expect(solutionCost({ visitors: 1e6, polls: 667e6 })).toBeGreaterThan(700);
    expect(solutionCost({ visitors: 1e6, polls: 667e6 })).toBeLessThan(740);
  });
});
