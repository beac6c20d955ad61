import { describe, expect, it } from "vitest";
import { scheduleExpressions, workingHoursSettings } from "./settings";

const messages = (settings: unknown): readonly string[] =>
  (workingHoursSettings.safeParse(settings).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")} ${message}`,
  );

describe("working hours", () => {
  it("are from eight to eight in Seoul, from Monday to Friday", () => {
    expect(workingHoursSettings.parse({})).toEqual({
      days: "MON-FRI",
      from: "08:00",
      to: "20:00",
      timezone: "Asia/Seoul",
    });
  });

  it.each(["MON-FRI", "SUN-SAT", "MON", "MON,WED,FRI", "SUN,TUE-THU", "SAT,SUN,MON"])(
    "take the days %s",
    (days) => {
      expect(messages({ days })).toEqual([]);
    },
  );

  it.each([
    [{ days: "Mon-Fri" }, /^days is no list or range of SUN, MON/],
    [{ days: "" }, /^days is no list or range/],
    [{ days: "MON-WED-FRI" }, /^days is no list or range/],
    [{ days: "FRI-MON" }, /^days has a range that ends before it begins/],
    [{ days: "MON-FRI,WED" }, /^days names a day twice/],
    [{ from: "8:00" }, /^from is no time of a day/],
    [{ from: "22:00h" }, /^from is no time of a day/],
    [{ to: "24:00" }, /^to is no time of a day/],
    [{ from: "20:00", to: "08:00" }, /^to is not after from, which is 20:00/],
    [{ from: "08:00", to: "08:00" }, /^to is not after from/],
    [{ timezone: "Asia/Soul" }, /^timezone is no time zone/],
    [{ timezone: "+09:00" }, /^timezone is no time zone/],
  ])("refuse %j, once and with the reason", (settings, reason) => {
    const found = messages(settings);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(reason);
  });

  it("take a time zone of the IANA database", () => {
    for (const timezone of ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT-9"]) {
      expect(messages({ timezone }), timezone).toEqual([]);
    }
  });

  it("start on the days that are named, the database a quarter of an hour before the nodes, and stop every evening", () => {
    expect(scheduleExpressions(workingHoursSettings.parse({ from: "07:05", to: "19:30" }))).toEqual({
      startDatabase: "cron(50 6 ? * MON-FRI *)",
      startNodes: "cron(5 7 ? * MON-FRI *)",
      stop: "cron(30 19 ? * * *)",
    });
  });

  it("start nothing on the evening before", () => {
    const startOf = (from: string) => scheduleExpressions(workingHoursSettings.parse({ from })).startDatabase;
    expect(startOf("00:15")).toBe("cron(0 0 ? * MON-FRI *)");
    expect(startOf("00:05")).toBe("cron(0 0 ? * MON-FRI *)");
  });
});
