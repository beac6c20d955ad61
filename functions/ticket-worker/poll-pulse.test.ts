import { describe, expect, it } from "vitest";
import { Pulse } from "./poll-pulse";

const minute = 60_000;

function aPulse(lines = 2) {
  const clock = { time: 0, now: () => clock.time };
  return { clock, pulse: new Pulse(lines, clock) };
}

describe("the pulse of a pod", () => {
  it("is there from the start, and gone as soon as one of its lines has hung for two minutes", () => {
    const { clock, pulse } = aPulse();
    expect(pulse.isAlive).toBe(true);
    clock.time = 2 * minute - 1;
    pulse.turned(0);
    expect(pulse.isAlive).toBe(true);
    clock.time = 2 * minute;
    expect(pulse.isAlive).toBe(false);
    pulse.turned(1);
    expect(pulse.isAlive).toBe(true);
  });

  it("tells that the pod is ready once every line was answered, and as long as they are", () => {
    const { clock, pulse } = aPulse();
    pulse.answered(0);
    expect(pulse.isReady).toBe(false);
    pulse.answered(1);
    expect(pulse.isReady).toBe(true);
    clock.time = 2 * minute;
    pulse.answered(0);
    expect(pulse.isReady).toBe(false);
  });
});
