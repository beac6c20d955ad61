import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { groupOf, type TicketEvent } from "../../../functions/ticket-events/ticket-event";
import { aMessage } from "./a-batch";
import type { LocalSqs } from "./sqs";

/** Sends an event as a service of the platform does; text that is none goes to the tests' own group. */
export async function send({ client, queueUrl }: LocalSqs, content: TicketEvent | string): Promise<void> {
  const isText = typeof content === "string";
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: isText ? content : JSON.stringify(content),
      MessageGroupId: isText ? "autumn-tour#A" : groupOf(content),
      MessageDeduplicationId: isText ? String(Math.random()) : content.id,
    }),
  );
}

/**
 * Takes messages from the stream until there are none and hands them on as Lambda does; what fails stays there.
 *
 * @param waitSeconds how long it waits for the first; 20 at most.
 */
export async function deliver(
  { client, queueUrl }: LocalSqs,
  handle: (batch: SQSEvent) => Promise<SQSBatchResponse>,
  waitSeconds = 0,
): Promise<void> {
  for (let isFirst = true; ; isFirst = false) {
    const messages = await receive(client, queueUrl, isFirst ? waitSeconds : 0);
    if (messages.length === 0) return;
    const records = messages.map(({ Body = "", MessageId = "", ReceiptHandle = "", Attributes = {} }) =>
      aMessage(Body, {
        messageId: MessageId,
        group: Attributes.MessageGroupId ?? "",
        receives: Number(Attributes.ApproximateReceiveCount),
        receiptHandle: ReceiptHandle,
      }),
    );
    const { batchItemFailures } = await handle({ Records: records });
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { MessageId = "", ReceiptHandle } of messages) {
      if (failed.has(MessageId)) continue;
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
  }
}

/** The messages that were set aside, which stay where they are for a while. */
export function deadLetters({ client, deadLetterQueueUrl }: LocalSqs): Promise<readonly Message[]> {
  return receive(client, deadLetterQueueUrl);
}

async function receive(
  client: LocalSqs["client"],
  queueUrl: string,
  waitSeconds = 0,
): Promise<readonly Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: 10,
    WaitTimeSeconds: waitSeconds,
    MessageSystemAttributeNames: ["All"],
    MessageAttributeNames: ["All"],
  });
  return (await client.send(command)).Messages ?? [];
}
