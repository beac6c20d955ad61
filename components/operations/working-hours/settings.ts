import { z } from "zod";
import { checked } from "../../checked";
import { cronTime, minuteOfDay, timeOfDay } from "../../clock";
import { refusing, whenSound } from "../../contradiction";

/** In the order in which EventBridge counts them, beginning with 1. */
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] as const;

function daysProblem(text: string): string | undefined {
  const parts = text.split(",");
  const positions = parts.map((part) =>
    part.split("-").map((day) => weekdays.findIndex((known) => known === day)),
  );
  if (positions.some((part) => part.length > 2 || part.includes(-1))) {
    return `is no list or range of ${weekdays.join(", ")}`;
  }
  if (positions.some(([first = 0, last]) => last !== undefined && last <= first)) {
    return "has a range that ends before it begins; a week begins with SUN, and a list such as SAT,SUN,MON works too";
  }
  const all = positions.flatMap(([first = 0, last = first]) => weekdays.slice(first, last + 1));
  return new Set(all).size === all.length ? undefined : "names a day twice";
}

/** `Asia/Seoul`, never an offset, which would not follow summer time. */
function isTimezone(text: string): boolean {
  if (!/^[A-Za-z]+([/_+-][A-Za-z0-9]+)*$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

const time = (shown: string) =>
  checked((text) => (timeOfDay.test(text) ? undefined : "is no time of a day from 00:00 to 23:59"), shown);

/** When an environment is up. Outside it has no nodes, and its database is stopped. */
export const workingHoursSettings = z
  .strictObject({
    days: checked(daysProblem, "MON-FRI")
      .default("MON-FRI")
      .meta({ description: "Days on which it starts; a range or a list.", examples: ["MON-FRI"] }),
    from: time("08:00")
      .default("08:00")
      .meta({
        description:
          "When nodes start; they need a few minutes. The database, which needs ten, starts a quarter of an hour earlier, but not before midnight.",
        examples: ["08:00"],
      }),
    to: time("20:00")
      .default("20:00")
      .meta({
        description: "When they stop, every day, so that what was woken in between stops too.",
        examples: ["20:00"],
      }),
    timezone: checked(
      (text) => (isTimezone(text) ? undefined : "is no time zone of the IANA database"),
      "Asia/Seoul",
    )
      .default("Asia/Seoul")
      .meta({ description: "Time zone of both times.", examples: ["Asia/Seoul"] }),
  })
  .superRefine(
    refusing(({ from, to }) => {
      if (to > from) return [];
      const message = `is not after from, which is ${from}; hours over midnight are not offered`;
      return [{ path: ["to"], message, example: "20:00" }];
    }),
    whenSound("from", "to"),
  );

export type WorkingHoursSettings = z.output<typeof workingHoursSettings>;

/** RDS takes up to ten minutes; pods that come before it would be restarted until it answers, and ring alarms. */
const databaseLeadMinutes = 15;

/** When to start and when to stop, as EventBridge Scheduler writes it: minute, hour, day, month, weekday, year. */
export interface ScheduleExpressions {
  /** Of what all the rest asks for its data. */
  readonly startDatabase: string;
  readonly startNodes: string;
  readonly stop: string;
}

export function scheduleExpressions({ days, from, to }: WorkingHoursSettings): ScheduleExpressions {
  const at = (minuteAndHour: string, on: string) => `cron(${minuteAndHour} ? * ${on} *)`;
  return {
    startDatabase: at(databaseTime(from), days),
    startNodes: at(cronTime(from), days),
    stop: at(cronTime(to), "*"),
  };
}

/** So much earlier as the database needs, and on the same day, whose name stands beside it: minute and hour. */
function databaseTime(from: string): string {
  const minute = Math.max(0, (minuteOfDay(from) ?? 0) - databaseLeadMinutes);
  return `${String(minute % 60)} ${String(Math.floor(minute / 60))}`;
}
