import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { HelpDeps } from "../waiting-room/control/help";
import type { Answered, Observe } from "./observe";

/** What a route counts as, where its success is worth a figure of its own. */
const counted: Readonly<Partial<Record<NonNullable<Answered["route"]>, string>>> = {
  join: "Joins",
  rejoin: "Rejoins",
  admit: "Admissions",
  renew: "Renewals",
  complete: "Completions",
  revoke: "Revocations",
};

/** Reasons that somebody should look at. */
const alarming: Readonly<Record<string, string>> = { clock: "WrongClock", conflict: "Conflicts" };

/** What of Powertools' logger and metrics is used here. */
export interface Log {
  info(message: string, extra: Record<string, unknown>): void;
  error(message: string, extra: Record<string, unknown>): void;
}

export interface Count {
  addMetric(
    name: string,
    unit: typeof MetricUnit.Count | typeof MetricUnit.Milliseconds,
    value: number,
  ): unknown;
}

export interface Counts extends Count {
  singleMetric(): Count & { addDimension(name: string, value: string): unknown };
}

/** Tells logs and metrics of every answer. Refusals are counted by their code. */
export function reportTo(logger: Log, metrics: Counts): Observe {
  return (answered) => {
    const { cause, ...line } = answered;
    const { route, status, code, reason } = answered;
    if (status >= 500) logger.error("failed", { ...line, ...faultOf(cause) });
    else logger.info("answered", line);

    const success = route === undefined ? undefined : counted[route];
    if (success !== undefined && (status === 200 || status === 201)) count(metrics, success);
    if (status >= 500) count(metrics, "Faults");
    const alarm = reason === undefined ? undefined : alarming[reason];
    if (alarm !== undefined) count(metrics, alarm);
    if (code !== undefined) {
      const byCode = metrics.singleMetric();
      byCode.addDimension("code", code);
      count(byCode, "Refusals");
    }
  };
}

/** Tells how old the last tick was when this process stood in for the controller, as the controller itself does. */
export function reportHelpTo(metrics: Counts): NonNullable<HelpDeps["report"]> {
  return (event, outcome) => {
    if (!("afterMs" in outcome)) return;
    const ofEvent = metrics.singleMetric();
    ofEvent.addDimension("event", event);
    ofEvent.addMetric("TickAge", MetricUnit.Milliseconds, outcome.afterMs);
  };
}

function count(metrics: Count, name: string): void {
  metrics.addMetric(name, MetricUnit.Count, 1);
}

/** What broke and where. The message of a fault could hold what was sent, so only a fault of ours is told in full. */
function faultOf(cause: unknown): Record<string, unknown> {
  if (!(cause instanceof Error)) return {};
  const { name, stack = "" } = cause;
  const inner = cause.cause instanceof Error ? { because: cause.cause.name } : {};
  const frames = stack.split("\n").filter((frame) => frame.startsWith("    at "));
  return { fault: name, frames: frames.slice(0, 8).map((frame) => frame.trim()), ...inner };
}
