import { randomUUID } from "node:crypto";
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSEvent, SQSRecord, SQSRecordAttributes } from "aws-lambda";
import { timeLimits } from "./time-limits";
import { within } from "./within";

/** SQS holds a request for so long at most until a message comes. */
export const longestWaitSeconds = 20;

/** SQS hands out no more at once. */
const mostMessages = 10;

/** For a request that waits for messages, and one more attempt. Every other client here is far less patient. */
export const patient = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: (longestWaitSeconds + 3) * 1_000,
    throwOnRequestTimeout: true,
  },
};

/** The stream as one who polls it sees it. */
export interface PolledQueue {
  /** The next messages, in their order; none if none came meanwhile. */
  receive(waitSeconds: number): Promise<SQSEvent>;
  /** They are done and never come again; rejects if some of them do. */
  remove(done: readonly SQSRecord[]): Promise<void>;
}

/** Some messages that are done come again. */
class NotRemoved extends Error {
  override readonly name = "NotRemoved";
  constructor(readonly code: string | undefined) {
    super("done and yet to come again");
  }
}

/** Hands out messages in the form in which Lambda does. */
export function polledQueue(client: Pick<SQSClient, "send">, queueUrl: string): PolledQueue {
  return {
    receive: async (waitSeconds) => {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: mostMessages,
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ["All"],
          // A second attempt is handed what the answer to the first was lost with, and its groups are not stopped.
          ReceiveRequestAttemptId: randomUUID(),
        }),
      );
      return { Records: Messages.map(recordOf) };
    },
    remove: async (done) => {
      if (done.length === 0) return;
      const command = new DeleteMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: done.map(({ receiptHandle }, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
        })),
      });
      const { Failed: [refused] = [] } = await within(timeLimits.removalMs, client.send(command));
      if (refused !== undefined) throw new NotRemoved(refused.Code);
    },
  };
}

function recordOf({ Attributes = {}, Body = "", MessageId = "", ReceiptHandle = "" }: Message): SQSRecord {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes as unknown as SQSRecordAttributes,
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "",
    awsRegion: "",
  };
}
