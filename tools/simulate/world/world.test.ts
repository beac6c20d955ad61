import { describe, expect, it } from "vitest";
import { steady } from "../model/arrivals";
import { crowdOf, planOf } from "../simulations/plans";
import { duplicates, overtaking, shapeOf } from "./measures";
import { outcomeOf, type CrowdOutcome } from "./outcome";
import { runWorld } from "./world";

const day = async (seed: number) => {
  const crowd = crowdOf(1, 1_500, 20, 300, { arrivals: steady(20) });
  const world = await runWorld(planOf(seed, [crowd], { horizonMs: 900_000 }));
  const outcome = outcomeOf(world);
  const [event] = outcome.crowds as [CrowdOutcome];
  return { outcome, event };
};

describe("a simulated day", () => {
  it("numbers everybody once, admits whoever stays, and never has more inside than fit", async () => {
    const { event } = await day(1);
    expect(event.numbered).toBe(1_500);
    expect(event.duplicates).toBe(0);
    expect(event.admitted + event.left).toBe(1_500);
    expect(event.mostInside).toBeLessThanOrEqual(300);
    expect(event.mostInside).toBeGreaterThan(200);
    expect(event.admissions.reduce((sum, count) => sum + count, 0)).toBe(event.admitted);
  });

  it("is the same day for the same seed, and another for another", async () => {
    const [one, same, other] = [await day(1), await day(1), await day(2)];
    expect(same.outcome).toEqual(one.outcome);
    expect(other.outcome).not.toEqual(one.outcome);
  });
});

describe("the measures", () => {
  it("tell how far somebody was overtaken: the latest arrival with a better position", () => {
    const positions = Int32Array.from([1, 3, 2]);
    expect(overtaking(positions, Float64Array.from([0, 100, 1_600]))).toEqual({ maxMs: 1_500, medianMs: 0 });
  });

  it("find positions given out twice, and leave out those who have none", () => {
    expect(duplicates(Int32Array.from([3, 0, 1, 3, 0, 2, 3]))).toBe(2);
  });

  it("tell an even second from an uneven one", () => {
    expect(shapeOf([10, 10, 10, 10], 0, 4)).toMatchObject({ mean: 10, unevenness: 0, peak: 1 });
    expect(shapeOf([40, 0, 0, 0], 0, 4).unevenness).toBeCloseTo(Math.sqrt(3), 6);
  });
});
