import type { Logger } from "@aws-lambda-powertools/logger";
import { MetricUnit, type Metrics } from "@aws-lambda-powertools/metrics";
import { served } from "../waiting-room/line/segment";
import { yieldOf } from "../waiting-room/control/pace";
import type { RunDeps } from "../waiting-room/control/run";
import type { Control } from "../waiting-room/store/records";

interface Instruments {
  readonly logger: Pick<Logger, "warn" | "error">;
  readonly metrics: Pick<Metrics, "addDimension" | "addMetric" | "publishStoredMetrics">;
}

/** Tells what came of each tick: numbers of an event as metrics, what deserves a look as log. */
export function reporter({ logger, metrics }: Instruments): RunDeps["report"] {
  const publish = (event: string, figures: Figures) => {
    metrics.addDimension("event", event);
    for (const [name, [unit, value]] of Object.entries(figures)) metrics.addMetric(name, unit, value);
    metrics.publishStoredMetrics();
  };
  return (event, result) => {
    // Whatever comes of an attempt, it tells how old the last tick is: an alarm sees a line that nobody ticks.
    const figures = { ...ageOf(result), ...figuresOf(result) };
    if (Object.keys(figures).length > 0) publish(event, figures);
    if (result.kind === "clock") logger.error("the clock is wrong: no tick", { event });
    if (result.kind === "failed") logger.error("a tick failed", { event, error: result.error });
    if (result.kind === "unknown event") logger.warn("the event is listed and does not exist", { event });
  };
}

type Result = Parameters<RunDeps["report"]>[1];

type Unit = (typeof MetricUnit)[keyof typeof MetricUnit];

type Figures = Readonly<Record<string, readonly [Unit, number]>>;

function ageOf(result: Result): Figures {
  if (!("afterMs" in result)) return {};
  return { TickAge: [MetricUnit.Milliseconds, result.afterMs] };
}

function figuresOf(result: Result): Figures {
  switch (result.kind) {
    case "ticked":
      return { ...lineFigures(result.control), TickDuration: [MetricUnit.Milliseconds, result.tookMs] };
    case "lost":
      return { TicksLost: [MetricUnit.Count, 1] };
    case "failed":
      return { TicksFailed: [MetricUnit.Count, 1] };
    case "fresh":
    case "following":
    case "clock":
    case "idle":
    case "unknown event":
      return {};
  }
}

function lineFigures({ segment, tickedAt, issued, active, outcome }: Control): Figures {
  const reached = Math.min(issued, Math.floor(served(segment, tickedAt)));
  return {
    Served: [MetricUnit.Count, reached],
    Issued: [MetricUnit.Count, issued],
    Waiting: [MetricUnit.Count, issued - reached],
    Active: [MetricUnit.Count, active],
    Yield: [MetricUnit.Percent, yieldOf(outcome) * 100],
  };
}
