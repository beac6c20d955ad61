import { at, text } from "../../../policies/read";
import type { Resource } from "../../offline/resource";

const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const day = 24 * 60;
const week = 7 * day;

/** A start or a stop, in minutes since the week began. */
interface Turn {
  readonly minute: number;
  readonly on: boolean;
}

/**
 * The part of a week, from 0 to 1, in which schedules leave a resource up; 1 where none of them names it.
 *
 * Counted from the calls to AWS that the schedules make, as the working hours of an environment are made of.
 */
export function uptime(name: unknown, resources: readonly Resource[]): number {
  const turns = resources
    .filter(({ type }) => type === "aws:scheduler/schedule:Schedule")
    .flatMap((schedule) => turnsOf(schedule, name))
    .toSorted((a, b) => a.minute - b.minute);
  const [first] = turns;
  if (first === undefined) return 1;
  const up = turns.map(({ minute, on }, index) =>
    on ? (turns[index + 1]?.minute ?? week + first.minute) - minute : 0,
  );
  return up.reduce((sum, minutes) => sum + minutes, 0) / week;
}

/** How a line of the cost says so. */
export function whenUp(part: number): string {
  return part === 1 ? "" : `, up ${String(Math.round(part * 100))} % of the time`;
}

function turnsOf({ inputs }: Resource, name: unknown): readonly Turn[] {
  const call = parsed(text(at(inputs, "target.input")));
  if (name === undefined || ![call["NodegroupName"], call["DbInstanceIdentifier"]].includes(name)) return [];
  const action = text(at(inputs, "target.arn")) ?? "";
  const on = action.endsWith(":startDBInstance") || Number(at(call, "ScalingConfig.DesiredSize")) > 0;
  const [, minute, hour, days = ""] =
    /^cron\((\d+) (\d+) \? \* (\S+) \*\)$/.exec(text(inputs["scheduleExpression"]) ?? "") ?? [];
  return daysOf(days).map((weekday) => ({ minute: weekday * day + Number(hour) * 60 + Number(minute), on }));
}

/** `*`, or a list of days and ranges of days. */
function daysOf(days: string): readonly number[] {
  if (days === "*") return weekdays.map((_, index) => index);
  return days
    .split(",")
    .flatMap((part) => {
      const [from = -1, to = from] = part.split("-").map((one) => weekdays.indexOf(one));
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    })
    .filter((weekday) => weekday >= 0);
}

function parsed(input: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(input ?? "{}") as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
