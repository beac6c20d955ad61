import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import type { Problem } from "./judge-message";
import { timeLimits } from "./time-limits";
import { within } from "./within";

/** Puts a message aside with the reason; rejects if that could not be done. */
export type SetAside = (message: SQSRecord, problem: Problem) => Promise<void>;

/**
 * The dead letter queue. SQS's own way there takes several deliveries, blocks the message's group meanwhile, and tells
 * no reason. A message that is sent twice within 5 minutes arrives once.
 */
export function deadLetterQueue(client: Pick<SQSClient, "send">, queueUrl: string): SetAside {
  return async ({ messageId, body, attributes }, { reason, detail }) => {
    const command = new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: body,
      MessageGroupId: attributes.MessageGroupId,
      MessageDeduplicationId: messageId,
      MessageAttributes: {
        reason: { DataType: "String", StringValue: reason },
        detail: { DataType: "String", StringValue: detail },
        sourceMessageId: { DataType: "String", StringValue: messageId },
      },
    });
    await within(timeLimits.deadLetterMs, client.send(command));
  };
}
