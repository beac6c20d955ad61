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
    switch (result.kind) {
      case "ticked":
        publish(event, { ...figuresOf(result.control), TickAge: [MetricUnit.Milliseconds, result.afterMs] });
        return;
      case "lost":
        publish(event, { TicksLost: [MetricUnit.Count, 1] });
        return;
      case "clock":
        logger.error("the clock is wrong: no tick", { event });
        return;
      case "failed":
        publish(event, { TicksFailed: [MetricUnit.Count, 1] });
        logger.error("a tick failed", { event, error: result.error });
        return;
      case "unknown event":
        logger.warn("the event is listed and does not exist", { event });
        return;
      case "fresh":
      case "following":
      case "idle":
        return;
    }
  };
}

type Unit = (typeof MetricUnit)[keyof typeof MetricUnit];

type Figures = Readonly<Record<string, readonly [Unit, number]>>;

function figuresOf({ segment, tickedAt, issued, active, outcome }: Control): Figures {
  const reached = Math.min(issued, Math.floor(served(segment, tickedAt)));
  return {
    Served: [MetricUnit.Count, reached],
    Issued: [MetricUnit.Count, issued],
    Waiting: [MetricUnit.Count, issued - reached],
    Active: [MetricUnit.Count, active],
    Yield: [MetricUnit.Percent, yieldOf(outcome) * 100],
  };
}
