import type { SQSRecord } from "aws-lambda";
import type { Pool } from "pg";
import { databaseOf } from "../../functions/ticket-worker/database";
import { handleBatch, type Worker } from "../../functions/ticket-worker/handle-batch";
import type { Problem } from "../../functions/ticket-worker/judge-message";
import { nameOf } from "../../functions/ticket-worker/report";
import type { SeatMaps } from "../../functions/ticket-worker/seat-map/seat-maps";

/** What a worker has told, in its order. */
export interface Told {
  /** Ids of messages, each with the reason. */
  readonly setAside: [messageId: string, reason: Problem["reason"]][];
  readonly failed: [messageId: string, fault: string][];
  /** Names of sections. */
  readonly seatMapStale: string[];
  /** Ids of messages. */
  readonly sessionLeftOpen: string[];
}

/** For suites that are not about Redis. */
const nobodyLooks: SeatMaps = {
  replace: () => Promise.resolve("replaced"),
  read: () => Promise.resolve(undefined),
};

/** A worker on a real database. Whatever else it works with does nothing unless it is chosen. */
export function aWorker(
  pool: Pick<Pool, "connect">,
  choices: Partial<Worker> = {},
): { readonly worker: Worker; readonly told: Told } {
  const told: Told = { setAside: [], failed: [], seatMapStale: [], sessionLeftOpen: [] };
  const worker: Worker = {
    database: databaseOf(pool),
    seatMaps: nobodyLooks,
    setAside: () => Promise.resolve(),
    maxReceives: 5,
    clock: { now: () => performance.now() },
    report: {
      applied: () => undefined,
      setAside: ({ messageId }, { reason }) => told.setAside.push([messageId, reason]),
      failed: ({ messageId }, error) => told.failed.push([messageId, nameOf(error)]),
      seatMapStale: ({ section }) => told.seatMapStale.push(section),
      sessionLeftOpen: ({ bought }) => told.sessionLeftOpen.push(bought.messageId),
    },
    ...choices,
  };
  return { worker, told };
}

/** What Lambda gives a function of ours. */
const lambdaMs = 30_000;

/** Has the worker handle a batch as Lambda does; returns the ids of the messages that are to come again. */
export async function deliver(worker: Worker, messages: readonly SQSRecord[]): Promise<readonly string[]> {
  const response = await handleBatch({ Records: [...messages] }, lambdaMs, worker);
  return response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}
