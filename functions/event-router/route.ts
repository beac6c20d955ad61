import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { parseTicketEvent } from "../ticket-events/parse";
import { groupOf } from "../ticket-events/ticket-event";

/** The part of EventBridge's event that is read here: `detail` is the ticket event. */
const busEventSchema = z.object({ detail: z.record(z.string(), z.unknown()) });

/** What was published is no ticket event, and will not become one: the message says why, and quotes nothing. */
export class NotRoutable extends Error {
  override readonly name = "NotRoutable";
}

export interface RouterDeps {
  readonly client: Pick<SQSClient, "send">;
  /** Of the stream. */
  readonly queueUrl: string;
}

/**
 * Sends an event of the bus on to the stream, into the group of its section. EventBridge delivers at least once; with
 * the event's own id for deduplication a repetition within five minutes is dropped by SQS, and a later one by the worker.
 *
 * @throws NotRoutable where it is no ticket event, and whatever SQS throws.
 */
export async function route(busEvent: unknown, { client, queueUrl }: RouterDeps): Promise<void> {
  const { success, data } = busEventSchema.safeParse(busEvent);
  if (!success) throw new NotRoutable("the event has no detail");
  const parsed = parseTicketEvent(JSON.stringify(data.detail));
  if ("problem" in parsed) throw new NotRoutable(`${parsed.problem.reason}: ${parsed.problem.detail}`);
  const { event } = parsed;
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(event),
      MessageGroupId: groupOf(event),
      MessageDeduplicationId: event.id,
    }),
  );
}
