import { describe, expect, it } from "vitest";
import { isSchedule } from "./cron";

describe("a schedule", () => {
  it.each([
    "*/5 * * * *",
    "0 3 * * 1-5",
    "15,45 0-23/2 1 jan,JUL sun",
    "? * * * ?",
    "@daily",
    "@every 1h30m",
  ])("may be %s", (schedule) => {
    expect(isSchedule(schedule)).toBe(true);
  });

  it.each([
    "* * * *",
    "* * * * * *",
    "60 * * * *",
    "* 24 * * *",
    "* * 0 * *",
    "* * * 13 *",
    "* * * * 7",
    "5-1 * * * *",
    "*/0 * * * *",
    "1-2-3 * * * *",
    "1/2/3 * * * *",
    "a * * * *",
    ", * * * *",
    "TZ=Asia/Seoul 0 3 * * *",
    "@often",
    "",
  ])("is refused when it is %s", (schedule) => {
    expect(isSchedule(schedule)).toBe(false);
  });
});
