interface Field {
  readonly first: number;
  readonly last: number;
  readonly names?: readonly string[];
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Minute, hour, day of the month, month and day of the week, where Sunday is 0 and nothing else. */
const fields: readonly Field[] = [
  { first: 0, last: 59 },
  { first: 0, last: 23 },
  { first: 1, last: 31 },
  { first: 1, last: 12, names: months },
  { first: 0, last: 6, names: days },
];

const macros = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/;

function numberIn(written: string, { first, last, names = [] }: Field): number | undefined {
  const named = names.indexOf(written.toLowerCase());
  const value = named >= 0 ? named + first : /^\d+$/.test(written) ? Number(written) : NaN;
  return value >= first && value <= last ? value : undefined;
}

/** `*`, a number, a range, or one of them in steps. */
function isItem(item: string, field: Field): boolean {
  const [range = "", step, ...more] = item.split("/");
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === "*" || range === "?") return true;
  const [from = "", to, ...rest] = range.split("-");
  const [first, last] = [numberIn(from, field), to === undefined ? undefined : numberIn(to, field)];
  if (first === undefined || rest.length > 0) return false;
  return to === undefined || (last !== undefined && first <= last);
}

/**
 * Whether a CronJob may have this schedule: https://pkg.go.dev/github.com/robfig/cron/v3, without a time zone, which
 * stands in a field of its own.
 */
export function isSchedule(schedule: string): boolean {
  if (macros.test(schedule) || /^@every (\d+(\.\d+)?(h|m|s))+$/.test(schedule)) return true;
  const parts = schedule.trim().split(/\s+/);
  return (
    parts.length === fields.length &&
    fields.every((field, index) => (parts[index] ?? "").split(",").every((item) => isItem(item, field)))
  );
}
