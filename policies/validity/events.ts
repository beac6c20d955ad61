import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { text, violation, violationIf, type Props } from "../read";
import { types } from "../types";

const longest = 256;
const one = /^rate\(1 (minute|hour|day)\)$/;
const several = /^rate\(([2-9]|[1-9]\d+) (minutes|hours|days)\)$/;
const point = /^at\(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\)$/;

/** Six fields, and of the days of the month and of the week one is left open. */
function isCron(expression: string): boolean {
  const [, inner] = /^cron\((.*)\)$/.exec(expression) ?? [];
  const fields = inner?.split(" ") ?? [];
  return (
    fields.length === 6 &&
    fields.every((field) => /^[A-Z0-9,\-*/?L#]+$/i.test(field)) &&
    (fields[2] === "?") !== (fields[4] === "?")
  );
}

/** What is wrong with the time at which something is to happen; undefined where nothing is. */
function timeProblem(
  expression: string,
  { mayBePoint }: { readonly mayBePoint: boolean },
): string | undefined {
  if (expression.length > longest) return `is longer than ${String(longest)} characters`;
  if (one.test(expression) || several.test(expression) || isCron(expression)) return undefined;
  if (mayBePoint && point.test(expression)) return undefined;
  return "is no time EventBridge knows: rate(1 minute), rate(5 minutes) or cron(0 22 * * ? *), whose third or fifth field is ?";
}

const rule = (props: Props) => example(types.eventRule, props);
const schedule = (scheduleExpression: string) => example(types.schedule, { scheduleExpression });

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html and https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
export const timesLegal: ResourcePolicy = {
  kind: "resource",
  id: "events-times-legal",
  requirement: "The times of rules and schedules are written as EventBridge reads them, on the default bus.",
  controls: ["V-125"],
  severity: "high",
  appliesTo: [types.eventRule, types.schedule],
  check: (resource) => {
    const expression = text(resource.props["scheduleExpression"]);
    if (expression === undefined) return [];
    const isSchedule = resource.type === types.schedule;
    const problem = timeProblem(expression, { mayBePoint: isSchedule });
    return [
      ...(problem === undefined ? [] : [violation(resource, "scheduleExpression", problem)]),
      ...violationIf(
        !isSchedule && (text(resource.props["eventBusName"]) ?? "default") !== "default",
        resource,
        "eventBusName",
        "is not the default bus, the only one whose rules go by time",
      ),
    ];
  },
  violatedBy: [
    [schedule("rate(1 minutes)")],
    [schedule("rate(5 minute)")],
    [schedule("rate(0 minutes)")],
    [schedule("cron(0 22 * * *)")],
    [schedule("cron(0 22 * * * *)")],
    [schedule("cron(0 22 ? * ? *)")],
    [rule({ scheduleExpression: "at(2026-12-01T09:00:00)" })],
    [rule({ scheduleExpression: "rate(1 hour)", eventBusName: "tickets" })],
  ],
  keptBy: [
    schedule("rate(1 minute)"),
    schedule("rate(15 minutes)"),
    schedule("at(2026-12-01T09:00:00)"),
    schedule("cron(0 22 ? * MON-FRI *)"),
    rule({ scheduleExpression: "cron(0/5 8-17 1,15 * ? 2026-2030)" }),
    rule({ eventBusName: "tickets", eventPattern: "{}" }),
  ],
};
