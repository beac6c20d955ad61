import { processPartialResponse, SqsFifoPartialProcessorAsync } from "@aws-lambda-powertools/batch";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { DatabaseError } from "pg";
import { groupOf } from "../ticket-events/ticket-event";
import type { Clock } from "../waiting-room/clock";
import { applySafely } from "./apply-safely";
import type { Database } from "./database";
import type { SetAside } from "./dead-letters";
import type { RetrySoon } from "./early-retries";
import { judgeMessage, type Problem } from "./judge-message";
import { nameOf, type Report } from "./report";
import { refreshSeatMaps } from "./seat-map/refresh";
import type { SeatMaps } from "./seat-map/seat-maps";
import type { Section } from "./seat-map/snapshot";
import { type Bought, type CompleteSession, completeSessions } from "./sessions";
import { timeLimits } from "./time-limits";
import { within } from "./within";

/** What the worker works with. */
export interface Worker {
  readonly database: Database;
  readonly seatMaps: SeatMaps;
  readonly setAside: SetAside;
  readonly retrySoon: RetrySoon;
  /** Absent where there is no waiting room. */
  readonly completeSession?: CompleteSession;
  /** At which delivery a message is set aside that still fails. */
  readonly maxReceives: number;
  readonly clock: Clock;
  readonly report: Report;
}

/** A message was not looked at, as there was no time left; it comes again. */
class OutOfTime extends Error {
  override readonly name = "OutOfTime";
}

/**
 * Applies the events of a batch in their order, then shows what has changed. A message that fails is reported with all
 * behind it of its group, so that their order stays, and they come again soon; other groups go on. What fails after an event is applied fails no
 * message.
 */
export async function handleBatch(
  batch: SQSEvent,
  remainingMs: number,
  worker: Worker,
): Promise<SQSBatchResponse> {
  const beginUntil = worker.clock.now() + remainingMs - timeLimits.reserveMs;
  const touched = new Map<string, Section>();
  const bought: Bought[] = [];
  const handle = async (message: SQSRecord) => {
    try {
      if (worker.clock.now() >= beginUntil) throw new OutOfTime();
      const problem = await apply(message, worker, touched, bought);
      if (problem !== undefined) await setAside(message, problem, worker);
    } catch (error) {
      worker.report.failed(message, error);
      throw error;
    }
  };
  // One that fails with the whole batch would throw, and Lambda count an error for what is only put off.
  const response = await processPartialResponse(batch, handle, new SqsFifoPartialProcessorAsync(), {
    skipGroupOnError: true,
    throwOnFullBatchFailure: false,
  });
  for (const { section, error } of await refreshSeatMaps([...touched.values()], worker)) {
    worker.report.seatMapStale(section, error);
  }
  const left =
    worker.completeSession === undefined ? [] : await completeSessions(bought, worker.completeSession);
  for (const one of left) worker.report.sessionLeftOpen(one);
  const again = new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  await retry(
    batch.Records.filter(({ messageId }) => again.has(messageId)),
    worker,
  );
  return response;
}

/** The last that is done: from here on others may be handed what has failed. */
async function retry(failed: readonly SQSRecord[], { retrySoon, report }: Worker): Promise<void> {
  if (failed.length === 0) return;
  await retrySoon(failed).catch((error: unknown) => {
    report.retriedLate(error);
  });
}

/**
 * The database takes no such value, now or later: errors of data, and of a check.
 * https://www.postgresql.org/docs/16/errcodes-appendix.html
 */
function isUnstorable(error: unknown): boolean {
  return error instanceof DatabaseError && /^(22...|23514)$/.test(error.code ?? "");
}

/** Applies a message's event; returns why it is to be set aside, if it is. */
async function apply(
  message: SQSRecord,
  { database, maxReceives, report }: Worker,
  touched: Map<string, Section>,
  bought: Bought[],
): Promise<Problem | undefined> {
  const judged = judgeMessage(message);
  if ("problem" in judged) return judged.problem;
  const { event } = judged;
  try {
    const application = await within(timeLimits.eventMs, applySafely(event, database));
    const { type, id } = event;
    if (application.kind === "refused") return { reason: application.reason, detail: `${type} ${id}` };
    report.applied(event, application);
    touched.set(groupOf(event), { event: event.event, section: event.section });
    if (application.status === "CONFIRMED" && "visitor" in event && event.visitor !== undefined) {
      bought.push({ event: event.event, visitor: event.visitor, messageId: message.messageId });
    }
    return undefined;
  } catch (error) {
    if (isUnstorable(error)) return { reason: "malformed", detail: nameOf(error) };
    if (Number(message.attributes.ApproximateReceiveCount) < maxReceives) throw error;
    return { reason: "gave up", detail: nameOf(error) };
  }
}

async function setAside(message: SQSRecord, problem: Problem, worker: Worker): Promise<void> {
  await worker.setAside(message, problem);
  worker.report.setAside(message, problem);
}
