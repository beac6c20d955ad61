import type { SQSRecord } from "aws-lambda";
import type { aWorker } from "../support/ticketing/a-worker";
import { handleBatch, type Worker } from "../../functions/ticket-worker/handle-batch";

/** What Lambda gives a function of ours. */
const lambdaMs = 30_000;

/** Has the worker handle a batch as Lambda does; returns the ids of the messages that are to come again. */
export async function deliver(
  worker: Worker,
  messages: readonly SQSRecord[],
  remainingMs = lambdaMs,
): Promise<readonly string[]> {
  const response = await handleBatch({ Records: [...messages] }, remainingMs, worker);
  return response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

/** What a worker has told of messages that were set aside. */
export function setAsideBy({ told }: ReturnType<typeof aWorker>): readonly string[] {
  return told.flatMap(([what, reason = ""]) => (what === "setAside" ? [reason] : []));
}

/** The same message, delivered once more. */
export function again(message: SQSRecord): SQSRecord {
  const { attributes } = message;
  const ApproximateReceiveCount = String(Number(attributes.ApproximateReceiveCount) + 1);
  return { ...message, attributes: { ...attributes, ApproximateReceiveCount } };
}
