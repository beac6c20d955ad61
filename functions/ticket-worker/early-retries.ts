import { ChangeMessageVisibilityBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { timeLimits } from "./time-limits";
import { within } from "./within";

/** Has failed messages of a batch come again soon; rejects if they come again only when the queue's own time is up. */
export type RetrySoon = (failed: readonly SQSRecord[]) => Promise<void>;

const [firstSeconds, longestSeconds] = [5, 180];

/** Seconds until a message comes again that has failed at its nth delivery: twice as long each time, up to 3 minutes. */
export function retrySeconds(deliveries: number): number {
  return Math.min(longestSeconds, firstSeconds * 2 ** (deliveries - 1));
}

/**
 * Asks the queue to hide failed messages for a shorter time than all that it hands out. What has failed stops its whole
 * group, since nothing of a group is handed out while something of it is hidden; and mostly it was a hiccup.
 *
 * All of a group come again at the same time, and by that in their order: by the one that was delivered most often. By
 * any other, one that comes fresh to each batch would have the first come again at once each time, and be given up
 * within a minute.
 */
export function earlyRetries(client: Pick<SQSClient, "send">, queueUrl: string): RetrySoon {
  return async (failed) => {
    const command = new ChangeMessageVisibilityBatchCommand({
      QueueUrl: queueUrl,
      Entries: failed.map((message, index) => ({
        Id: String(index),
        ReceiptHandle: message.receiptHandle,
        VisibilityTimeout: retrySeconds(mostDeliveries(failed, message)),
      })),
    });
    const { Failed: [refused] = [] } = await within(timeLimits.retryMs, client.send(command));
    if (refused !== undefined) throw Object.assign(new Error("stays hidden"), { code: refused.Code });
  };
}

function mostDeliveries(failed: readonly SQSRecord[], { attributes }: SQSRecord): number {
  const ofGroup = failed.filter((other) => other.attributes.MessageGroupId === attributes.MessageGroupId);
  return Math.max(...ofGroup.map((message) => Number(message.attributes.ApproximateReceiveCount)));
}
