import { describe, expect, it } from "vitest";
import { ALine } from "../../../test/support/waiting-room/a-line";
import { aConfig, aControl, beginning } from "../../../test/support/waiting-room/an-event";
import { marks, placeState } from "./place";

const config = aConfig({ rate: 10, promptMs: 20_000, graceMs: 600_000 });

/** The line passes position 10 exactly at the tests' beginning, and its next tick a second later sees it at 20. */
const control = {
  ...aControl({ S0: 10 }),
  segment: { S0: 10, t0: beginning, slope: 10, cap: 1_000 },
  history: [
    { at: beginning, position: 10 },
    { at: beginning + 2_000, position: 20 },
  ],
};

describe("a place", () => {
  const stateOf10 = (now: number) =>
    placeState(10, { ...control, segment: { ...control.segment, S0: 0 } }, config, now);

  it("waits until the line is there, to the millisecond", () => {
    expect(stateOf10(beginning + 999)).toBe("waiting");
    expect(stateOf10(beginning + 1_000)).toBe("called");
  });

  it("keeps its slot for the prompt window after the line was recorded there, to the millisecond", () => {
    expect(placeState(10, control, config, beginning + 19_999)).toBe("called");
    expect(placeState(10, control, config, beginning + 20_000)).toBe("late");
  });

  it("is kept for the grace, to the millisecond", () => {
    expect(placeState(10, control, config, beginning + 599_999)).toBe("late");
    expect(placeState(10, control, config, beginning + 600_000)).toBe("lapsed");
  });

  it("that lies between two recorded points counts from the later one", () => {
    expect(placeState(11, control, config, beginning + 21_999)).toBe("called");
    expect(placeState(11, control, config, beginning + 22_000)).toBe("late");
  });

  it("in a block that is no longer counted is lapsed, whatever the history has forgotten", () => {
    const forgotten = {
      ...control,
      history: [],
      firstBucket: 1,
      segment: { ...control.segment, S0: 5_000, cap: 5_000 },
    };
    expect(placeState(1_023, forgotten, config, beginning)).toBe("lapsed");
    expect(placeState(1_024, forgotten, config, beginning)).toBe("called");
  });

  it("does not age in a pause", () => {
    const paused = {
      ...control,
      mode: "PAUSED" as const,
      segment: { S0: 20, t0: beginning + 19_999, slope: 0, cap: 20 },
    };
    expect(marks(paused, config, beginning + 3_600_000)).toEqual({ served: 20, late: 0, lapsed: 0 });
  });

  it("that nobody has been given yet is never late: an idle line lets whoever comes in at once", async () => {
    const line = await ALine.of({ rate: 10 });
    await line.run(1_800);
    await line.join(5);
    expect(await Promise.all([1, 2, 3, 4, 5].map((position) => line.stateOf(position)))).toEqual(
      Array.from({ length: 5 }, () => "called"),
    );
    line.now += 19_000;
    await line.tick();
    expect(await line.stateOf(5)).toBe("called");
  });
});
