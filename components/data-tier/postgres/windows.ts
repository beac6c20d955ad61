import { minuteOfDay } from "../../clock";

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

const wrapped = (minutes: number, around: number): number => ((minutes % around) + around) % around;

/** A time like `sun:04:00`, from Monday's midnight on. */
function minuteOfWeek(text: string): number | undefined {
  const weekday = weekdays.findIndex((name) => text.startsWith(`${name}:`));
  const minute = minuteOfDay(text.slice("mon:".length));
  return weekday === -1 || minute === undefined ? undefined : weekday * day + minute;
}

function windowOf(
  text: string,
  minuteOf: (time: string) => number | undefined,
  around: number,
): Window | undefined {
  const [start, end, ...rest] = text.split("-").map(minuteOf);
  if (start === undefined || end === undefined || rest.length > 0) return undefined;
  return { start, minutes: wrapped(end - start, around) };
}

/** A window like `03:00-04:00`; undefined where the text is none. */
export function dailyWindow(text: string): Window | undefined {
  return windowOf(text, minuteOfDay, day);
}

/** A window like `sun:04:00-sun:05:00`; undefined where the text is none. */
export function weeklyWindow(text: string): Window | undefined {
  return windowOf(text, minuteOfWeek, week);
}

/** What a service refuses a window for, which asks for `least` minutes. */
export function windowProblem(
  window: Window | undefined,
  form: string,
  least: number,
  service: string,
): string | undefined {
  if (window === undefined) return `must have the form ${form}, in Korean time`;
  return window.minutes >= least
    ? undefined
    : `is shorter than the ${String(least)} minutes that ${service} asks for`;
}

/** Whether a daily window falls into a weekly one on some day. Windows that only touch do not. */
export function collide(ofDay: Window, ofWeek: Window): boolean {
  // The day before the week begins and the days after it, as either window may run on past its end.
  return Array.from({ length: 10 }, (_, index) => (index - 1) * day + ofDay.start).some(
    (start) => start < ofWeek.start + ofWeek.minutes && ofWeek.start < start + ofDay.minutes,
  );
}

/** The same of the texts; not where one of them is no window. */
export function textsCollide(daily: string, weekly: string): boolean {
  const [ofDay, ofWeek] = [dailyWindow(daily), weeklyWindow(weekly)];
  return ofDay !== undefined && ofWeek !== undefined && collide(ofDay, ofWeek);
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
