import { randomUUID } from "node:crypto";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { groupOf, type TicketEvent } from "../../../functions/ticket-events/ticket-event";

interface MessageChoices {
  readonly messageId?: string;
  readonly group?: string;
  /** How many times it was delivered, this time too. */
  readonly receives?: number;
  /** By which the queue knows this delivery. */
  readonly receiptHandle?: string;
}

/** A message as Lambda gets it; what is no event is sent as it is, in the tests' own group. */
export function aMessage(
  content: TicketEvent | string,
  { messageId = randomUUID(), group, receives = 1, receiptHandle = "receipt" }: MessageChoices = {},
): SQSRecord {
  const own = typeof content === "string" ? "autumn-tour#A" : groupOf(content);
  return {
    messageId,
    receiptHandle,
    body: typeof content === "string" ? content : JSON.stringify(content),
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: "1800000000000",
      SenderId: "sender",
      ApproximateFirstReceiveTimestamp: "1800000000000",
      MessageGroupId: group ?? own,
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:us-east-1:123456789012:ticket-events.fifo",
    awsRegion: "us-east-1",
  };
}

export function aBatch(...messages: readonly SQSRecord[]): SQSEvent {
  return { Records: [...messages] };
}
