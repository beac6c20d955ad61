import { describe, expect, it } from "vitest";

import { workingHoursSettings } from "../../components/operations/working-hours/settings";
import { nextStop } from "./until";

const stopAfter = (now: string, settings: object = {}) =>
  nextStop(workingHoursSettings.parse(settings), new Date(now));

describe("the next evening stop", () => {
  it.each([
    ["today's, on a free day too", "2026-11-21T12:00:00+09:00", "Saturday, 2026-11-21"],
    ["today's until the last minute", "2026-11-21T19:59:59+09:00", "Saturday, 2026-11-21"],
    ["tomorrow's from then on", "2026-11-21T20:00:00+09:00", "Sunday, 2026-11-22"],
    [
      "tomorrow's late in the evening, when UTC has the same day",
      "2026-11-21T23:30:00+09:00",
      "Sunday, 2026-11-22",
    ],
    [
      "today's early in the morning, when UTC has the day before",
      "2026-11-22T00:30:00+09:00",
      "Sunday, 2026-11-22",
    ],
    ["tomorrow's over the end of a year", "2026-12-31T21:00:00+09:00", "Friday, 2027-01-01"],
  ])("is %s: ENV-25", (_, now, day) => {
    expect(stopAfter(now)).toBe(`${day}, at 20:00 (Asia/Seoul)`);
  });

  it("is told in the time zone of the schedule, wherever the reader is", () => {
    const settings = { to: "19:30", timezone: "America/New_York" };
    expect(stopAfter("2026-07-04T23:29:00Z", settings)).toBe(
      "Saturday, 2026-07-04, at 19:30 (America/New_York)",
    );
    expect(stopAfter("2026-07-04T23:30:00Z", settings)).toBe(
      "Sunday, 2026-07-05, at 19:30 (America/New_York)",
    );
    expect(stopAfter("2026-12-05T00:29:00Z", settings)).toBe(
      "Friday, 2026-12-04, at 19:30 (America/New_York)",
    );
  });
});
