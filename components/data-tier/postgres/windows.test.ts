import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collide, dailyInUtc, dailyWindow, weeklyInUtc, weeklyWindow } from "./windows";

describe("a window that is given in Korean time", () => {
  it.each([
    ["03:00-04:00", "18:00-19:00"],
    ["08:30-09:30", "23:30-00:30"],
    ["09:00-10:00", "00:00-01:00"],
    ["23:30-00:30", "14:30-15:30"],
  ])("is told to RDS in UTC: %s is %s (PLT-10)", (kst, utc) => {
    expect(dailyInUtc(kst)).toBe(utc);
  });

  it.each([
    ["sun:04:00-sun:05:00", "sat:19:00-sat:20:00"],
    ["mon:00:30-mon:01:30", "sun:15:30-sun:16:30"],
    ["mon:08:30-mon:09:30", "sun:23:30-mon:00:30"],
    ["mon:12:00-mon:13:00", "mon:03:00-mon:04:00"],
  ])("is told in UTC with the weekday it then has: %s is %s (PLT-10)", (kst, utc) => {
    expect(weeklyInUtc(kst)).toBe(utc);
  });

  it("keeps its length, and nine hours ahead again it is the same", () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const clock = (minutes: number) =>
      [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
    fc.assert(
      fc.property(minute, minute, (from, to) => {
        const text = `${clock(from)}-${clock(to)}`;
        const [before, after] = [dailyWindow(text), dailyWindow(dailyInUtc(text))];
        expect(after?.minutes).toBe(before?.minutes);
        expect(((after?.start ?? 0) + 540) % 1440).toBe(before?.start);
      }),
    );
  });

  it.each(["3:00-4:00", "03:00", "24:00-01:00", "03:00-04:60", "sun:03:00-sun:04:00", ""])(
    "is none: %j",
    (text) => {
      expect(dailyWindow(text)).toBeUndefined();
      expect(() => dailyInUtc(text)).toThrow("is no window");
    },
  );

  it.each(["sun:04:00-05:00", "Sun:04:00-Sun:05:00", "04:00-05:00"])("is no weekly one: %j", (text) => {
    expect(weeklyWindow(text)).toBeUndefined();
    expect(() => weeklyInUtc(text)).toThrow("is no window");
  });
});

describe("two windows", () => {
  const collision = (ofDay: string, ofWeek: string) => {
    const [one, other] = [dailyWindow(ofDay), weeklyWindow(ofWeek)];
    if (one === undefined || other === undefined) throw new Error("no window");
    return collide(one, other);
  };

  it.each([
    ["03:00-04:00", "sun:04:00-sun:05:00", false],
    ["03:00-04:00", "sun:02:00-sun:03:00", false],
    ["03:00-04:01", "sun:04:00-sun:05:00", true],
    ["23:30-00:30", "mon:00:00-mon:00:30", true],
    ["00:00-01:00", "sun:23:30-mon:00:30", true],
    ["23:30-00:30", "sun:23:00-sun:23:30", false],
    ["23:30-00:30", "mon:00:30-mon:01:00", false],
  ])("%s and %s collide: %s", (ofDay, ofWeek, expected) => {
    expect(collision(ofDay, ofWeek)).toBe(expected);
  });
});
