const hour = 60;
const day = 24 * hour;
const week = 7 * day;
const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** Korea is nine hours ahead of UTC and has no summer time. */
const kstAhead = 9 * hour;

/** A stretch of time that comes again every day or every week. */
export interface Window {
  /** Minutes from midnight, or from Monday's midnight. */
  readonly start: number;
  readonly minutes: number;
}

const time = "([01]\\d|2[0-3]):([0-5]\\d)";
const daily = new RegExp(`^${time}-${time}$`);
const weekly = new RegExp(`^(${weekdays.join("|")}):${time}-(${weekdays.join("|")}):${time}$`);

const wrapped = (minutes: number, around: number): number => ((minutes % around) + around) % around;
const minuteOf = (hours: string, minutes: string): number => Number(hours) * hour + Number(minutes);

/** A window like `03:00-04:00`; undefined where the text is none. */
export function dailyWindow(text: string): Window | undefined {
  const [, fromHour = "", from = "", toHour = "", to = ""] = daily.exec(text) ?? [];
  if (from === "") return undefined;
  const start = minuteOf(fromHour, from);
  return { start, minutes: wrapped(minuteOf(toHour, to) - start, day) };
}

/** A window like `sun:04:00-sun:05:00`; undefined where the text is none. */
export function weeklyWindow(text: string): Window | undefined {
  const [, fromDay = "", fromHour = "", from = "", toDay = "", toHour = "", to = ""] =
    weekly.exec(text) ?? [];
  if (from === "") return undefined;
  const at = (name: string, hours: string, minutes: string) =>
    weekdays.findIndex((weekday) => weekday === name) * day + minuteOf(hours, minutes);
  const start = at(fromDay, fromHour, from);
  return { start, minutes: wrapped(at(toDay, toHour, to) - start, week) };
}

/** Whether a daily window falls into a weekly one on some day. Windows that only touch do not. */
export function collide(ofDay: Window, ofWeek: Window): boolean {
  // The day before the week begins and the days after it, as either window may run on past its end.
  return Array.from({ length: 10 }, (_, index) => (index - 1) * day + ofDay.start).some(
    (start) => start < ofWeek.start + ofWeek.minutes && ofWeek.start < start + ofDay.minutes,
  );
}

const clock = (minutes: number): string =>
  [Math.floor(minutes / hour), minutes % hour].map((part) => String(part).padStart(2, "0")).join(":");

const inUtc = ({ start, minutes }: Window, around: number) => ({
  from: wrapped(start - kstAhead, around),
  to: wrapped(start + minutes - kstAhead, around),
});

/**
 * The window as RDS wants it, in UTC: 03:00–04:00 in Korea is 18:00–19:00 of the day before.
 *
 * @throws where the text is no window; settings refuse those.
 */
export function dailyInUtc(text: string): string {
  const { from, to } = inUtc(given(dailyWindow(text), text), day);
  return `${clock(from)}-${clock(to)}`;
}

/**
 * The window as RDS wants it, in UTC: Sunday 04:00 in Korea is Saturday 19:00.
 *
 * @throws where the text is no window; settings refuse those.
 */
export function weeklyInUtc(text: string): string {
  const { from, to } = inUtc(given(weeklyWindow(text), text), week);
  const at = (minutes: number) => `${weekdays[Math.floor(minutes / day)] ?? ""}:${clock(minutes % day)}`;
  return `${at(from)}-${at(to)}`;
}

function given(window: Window | undefined, text: string): Window {
  if (window === undefined) throw new Error(`${text} is no window`);
  return window;
}
