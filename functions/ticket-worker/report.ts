import type { Logger } from "@aws-lambda-powertools/logger";
import { MetricUnit, type Metrics } from "@aws-lambda-powertools/metrics";
import type { SQSRecord } from "aws-lambda";
import { DatabaseError } from "pg";
import type { TicketEvent } from "../ticket-events/ticket-event";
import type { Application } from "./apply-event";
import type { Problem } from "./judge-message";
import type { Section } from "./seat-map/snapshot";
import type { LeftOpen } from "./sessions";

/** What the worker tells of its work. */
export interface Report {
  applied(event: TicketEvent, application: Exclude<Application, { kind: "refused" }>): void;
  setAside(message: SQSRecord, problem: Problem): void;
  /** The message comes again. */
  failed(message: SQSRecord, error: unknown): void;
  /** Those that failed come again later than they should. */
  retriedLate(error: unknown): void;
  seatMapStale(section: Section, error: unknown): void;
  sessionLeftOpen(left: LeftOpen): void;
  /** Nothing could be compared: the tables, or the right to read them, are not there yet. */
  databaseNotReady(error: unknown): void;
  /** There was no time for the sections behind this one. */
  reconciliationCutShort(last: Section): void;
}

interface Instruments {
  readonly logger: Pick<Logger, "info" | "warn" | "error">;
  readonly metrics: { readonly addMetric: (...metric: Parameters<Metrics["addMetric"]>) => unknown };
}

/** Tells it as metrics and as log. Neither holds anything about a buyer. */
export function reporter({ logger, metrics }: Instruments): Report {
  const count = (name: string) => {
    metrics.addMetric(name, MetricUnit.Count, 1);
  };
  return {
    applied: ({ id, type, reservation }, { kind, outcome }) => {
      count(kind === "applied" ? "Applied" : "Duplicate");
      if (kind === "applied" && outcome === "rejected") count("Rejected");
      // Told once more for a repetition: the first time may have ended before anybody was told.
      if (outcome !== "refund_due") return;
      count("RefundDue");
      logger.warn("a refund is due", { id, type, reservation });
    },
    setAside: ({ messageId }, { reason, detail }) => {
      count("Poison");
      logger.error("a message was set aside", { messageId, reason, detail });
    },
    failed: ({ messageId, attributes }, error) => {
      const times = attributes.ApproximateReceiveCount;
      logger.error("a message failed, and comes again", { messageId, times, fault: nameOf(error) });
    },
    retriedLate: (error) => {
      logger.warn("what failed stays hidden for the queue's own time", { fault: nameOf(error) });
    },
    seatMapStale: (section, error) => {
      count("SeatMapStale");
      logger.error("a seat map was not shown", { ...section, fault: nameOf(error) });
    },
    sessionLeftOpen: ({ bought: { event, messageId }, error }) => {
      count("SessionLeftOpen");
      logger.error("a session was not completed", { event, messageId, fault: nameOf(error) });
    },
    databaseNotReady: (error) => {
      count("DatabaseNotReady");
      logger.warn("the database waits for its migrations", { fault: nameOf(error) });
    },
    reconciliationCutShort: (last) => {
      count("ComparisonCutShort");
      logger.warn("seat maps are left to be compared", { after: last });
    },
  };
}

/** What went wrong, without what its message may quote. */
export function nameOf(error: unknown): string {
  if (error instanceof DatabaseError) return `database ${error.code ?? "error"}`;
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? `${error.name} ${error.code}` : error.name;
}
