/** A time of the day, from `00:00` to `23:59`. */
export const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Minutes from midnight to a time of the day; undefined where the text is none. */
export function minuteOfDay(time: string): number | undefined {
  if (!timeOfDay.test(time)) return undefined;
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** Minute and hour of a time of the day, as a cron expression begins: `05:30` is `30 5`. */
export function cronTime(time: string): string {
  return time.split(":").map(Number).toReversed().join(" ");
}
