import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { longestWaitSeconds, type PolledQueue } from "./poll-queue";

/** What one line of batches needs. */
export interface Polling {
  readonly queue: PolledQueue;
  readonly handle: (batch: SQSEvent) => Promise<SQSBatchResponse>;
  /** Called at each turn. */
  readonly turned: () => void;
  /** Called whenever the queue has answered. */
  readonly answered: () => void;
  readonly report: PollReport;
  /** Resolves when the queue may be asked again after it has failed. */
  readonly rest: () => Promise<void>;
}

export interface PollReport {
  readonly notReceived: (error: unknown) => void;
  /** All of the batch comes again. */
  readonly notHandled: (error: unknown) => void;
  /** What was done comes again, and is told apart then. */
  readonly notRemoved: (error: unknown) => void;
}

/**
 * Takes batches one after the other until it is told to stop, and then ends what it has taken.
 *
 * The last request is not given up: messages that are on their way meanwhile would stay hidden, and stop their groups.
 * Several lines side by side keep each group's order, as SQS hands out nothing of a group while something of it is
 * hidden: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export async function pollStream(stop: AbortSignal, polling: Polling): Promise<void> {
  // At once, so that it is known soon whether the queue answers.
  let waitSeconds = 0;
  while (!stop.aborted) {
    polling.turned();
    const batch = await receive(waitSeconds, polling);
    if (batch === undefined) {
      await polling.rest();
      continue;
    }
    waitSeconds = longestWaitSeconds;
    polling.answered();
    if (batch.Records.length > 0) await work(batch, polling);
  }
}

async function receive(waitSeconds: number, { queue, report }: Polling): Promise<SQSEvent | undefined> {
  try {
    return await queue.receive(waitSeconds);
  } catch (error) {
    report.notReceived(error);
    return undefined;
  }
}

/** What fails is hidden for as long as whoever handles it has asked for. */
async function work(batch: SQSEvent, { handle, queue, report }: Polling): Promise<void> {
  let failed: ReadonlySet<string>;
  try {
    const { batchItemFailures } = await handle(batch);
    failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  } catch (error) {
    report.notHandled(error);
    return;
  }
  await queue
    .remove(batch.Records.filter(({ messageId }) => !failed.has(messageId)))
    .catch(report.notRemoved);
}
