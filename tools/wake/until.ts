import type { WorkingHoursSettings } from "../../components/operations/working-hours/settings";

/** When the next evening stop comes, in the time zone of the schedule: it comes every day, also on free ones. */
export function nextStop({ to, timezone }: WorkingHoursSettings, now: Date): string {
  const { date, time } = wallClock(timezone, now);
  const day = new Date(`${date}T00:00:00Z`);
  if (time >= to) day.setUTCDate(day.getUTCDate() + 1);
  const weekday = new Intl.DateTimeFormat("en", { weekday: "long", timeZone: "UTC" }).format(day);
  return `${weekday}, ${day.toISOString().slice(0, 10)}, at ${to} (${timezone})`;
}

function wallClock(timeZone: string, now: Date): { readonly date: string; readonly time: string } {
  const parts = new Intl.DateTimeFormat("en", {
    ...{ timeZone, hourCycle: "h23" },
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
  }).formatToParts(now);
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? "";
  return {
    date: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
  };
}
