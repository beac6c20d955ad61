import type { SQSRecord } from "aws-lambda";
import { groupOf, type TicketEvent } from "../../functions/ticket-events/ticket-event";
import { numbered } from "./universe";

let messages = 0;

/** A message as Lambda is given it, with an id of its own. */
export function aMessage(
  body: string,
  { group, receives = 1 }: { readonly group: string; readonly receives?: number },
): SQSRecord {
  messages += 1;
  const messageId = numbered("message", messages);
  return {
    messageId,
    receiptHandle: messageId,
    body,
    attributes: {
      MessageGroupId: group,
      MessageDeduplicationId: messageId,
      ApproximateReceiveCount: String(receives),
      ApproximateFirstReceiveTimestamp: "0",
      SenderId: "ticket-service",
      SentTimestamp: "0",
      SequenceNumber: String(messages),
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:ap-northeast-2:123456789012:ticket-events.fifo",
    awsRegion: "ap-northeast-2",
  };
}

/** An event in the message that its sender makes of it. */
export function messageOf(event: TicketEvent): SQSRecord {
  return aMessage(JSON.stringify(event), { group: groupOf(event) });
}

/** The same message, delivered once more. */
export function again(message: SQSRecord): SQSRecord {
  const { attributes } = message;
  const ApproximateReceiveCount = String(Number(attributes.ApproximateReceiveCount) + 1);
  return { ...message, attributes: { ...attributes, ApproximateReceiveCount } };
}
