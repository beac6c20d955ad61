import { describe, expect, it } from "vitest";
import { ALine } from "../../../test/support/waiting-room/a-line";
import { observed, positionsPerSecond, unknownOutcome, yieldOf } from "./pace";

describe("the pace", () => {
  const event = { rate: 100, lateShare: 0.5 };

  it("makes up for those who do not come, at twice the rate at most", () => {
    expect(positionsPerSecond(event, 0, { closed: 1_000, claimed: 1_000 })).toBe(100);
    expect(positionsPerSecond(event, 0, { closed: 1_000, claimed: 800 })).toBe(125);
    expect(positionsPerSecond(event, 0, { closed: 1_000, claimed: 100 })).toBe(200);
    expect(positionsPerSecond(event, 0, { closed: 1_000, claimed: 0 })).toBe(200);
  });

  it("leaves those who come late their part of the rate, and no more than their share", () => {
    expect(positionsPerSecond(event, 20, { closed: 1_000, claimed: 800 })).toBe(100);
    expect(positionsPerSecond(event, 90, { closed: 1_000, claimed: 1_000 })).toBe(50);
  });

  it("trusts what it has seen lately: after a thousand positions the past counts half", () => {
    const all = { closed: 1_000_000, claimed: 1_000_000 };
    const then = observed(all, { closed: 1_000, claimed: 0 });
    expect(then.claimed).toBe(500_000);
    expect(yieldOf(unknownOutcome)).toBe(1);
    expect(yieldOf(observed(unknownOutcome, { closed: 2_000, claimed: 1_000 }))).toBeCloseTo(0.5, 2);
  });
});

/** Numbers from 0 to 1 that are the same in every run: a crowd of thousands is judged by its mean. */
function numbers() {
  let state = 42;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

/** People admitted in each of so many seconds, where a share never comes and the others claim within three seconds. */
async function admittedEachSecond(line: ALine, noShow: number, seconds: number): Promise<number[]> {
  const random = numbers();
  const admitted = Array.from({ length: seconds + 4 }, () => 0);
  let next = 1;
  for (let second = 0; second < seconds; second += 1) {
    for (let part = 0; part < 1_000; part += 200) {
      if (part === 0 && second % 2 === 0) await line.tick();
      for (const called = await line.served(); next <= called; next += 1) {
        if (random() < noShow) continue;
        await line.claim(next, next, 60_000);
        const at = Math.floor(second + part / 1_000 + 0.3 + 2.7 * random());
        admitted[at] = (admitted[at] ?? 0) + 1;
      }
      line.now += 200;
    }
  }
  return admitted.slice(0, seconds);
}

const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);

describe("over five minutes", () => {
  it("200 people a second come in, to one percent and evenly, though a quarter of those who are called do not come", async () => {
    const line = await ALine.of({ rate: 200, capacity: 200_000, people: 200_000 });
    const admitted = (await admittedEachSecond(line, 0.25, 420)).slice(120);
    const mean = sum(admitted) / admitted.length;
    const deviation = Math.sqrt(sum(admitted.map((figure) => (figure - mean) ** 2)) / admitted.length);
    expect(Math.abs(mean - 200)).toBeLessThanOrEqual(2);
    expect(deviation / mean).toBeLessThanOrEqual(0.1);
    expect(admitted.toSorted((one, other) => one - other)[297]).toBeLessThanOrEqual(1.25 * mean);
  });

  // What was asked for as a step of a batch each minute is a rate: the same people a minute, without the step.
  it.each([
    { environment: "production", perMinute: 500, ids: "QUE-33, ENV-15, CAP-13" },
    { environment: "staging", perMinute: 100, ids: "QUE-33, ENV-15, CAP-13" },
  ])(
    "$perMinute people a minute come in in $environment, every minute, and never a batch at once ($ids)",
    async ({ perMinute }) => {
      const line = await ALine.of({ rate: perMinute / 60, capacity: 50_000, people: 10_000 });
      const admitted = (await admittedEachSecond(line, 0, 360)).slice(60);
      for (let minute = 0; minute < 5; minute += 1) {
        const people = sum(admitted.slice(minute * 60, minute * 60 + 60));
        expect(Math.abs(people - perMinute)).toBeLessThanOrEqual(0.06 * perMinute);
      }
      expect(Math.abs(sum(admitted) - 5 * perMinute)).toBeLessThanOrEqual(0.01 * 5 * perMinute);
      expect(Math.max(...admitted)).toBeLessThanOrEqual(3 * Math.ceil(perMinute / 60));
    },
  );
});
