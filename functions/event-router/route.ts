import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { parseTicketEvent } from "../ticket-events/parse";
import { groupOf, type TicketEvent } from "../ticket-events/ticket-event";

export interface RouterDeps {
  readonly sqs: Pick<SQSClient, "send">;
  readonly queueUrl: string;
}

/** The part of EventBridge's event that is read here. */
const busEvent = z.looseObject({ source: z.literal("urr.tickets"), detail: z.looseObject({}) });

/** It is no ticket event, and will be none if it comes again. */
export class NoTicketEvent extends Error {
  constructor(reason: string) {
    super(`no ticket event: ${reason}`);
    this.name = "NoTicketEvent";
  }
}

/**
 * Hands a ticket event of the bus on to the stream, in the group of its section and under its own id: what EventBridge
 * delivers twice within five minutes is one message, and what comes later the worker knows by its id.
 *
 * The bus keeps no order. Events of one section that must stay in order are sent to the stream itself, or one after the
 * other.
 *
 * @throws NoTicketEvent if it is none, with the reason and no value of it; else what SQS has thrown.
 */
export async function route(event: unknown, { sqs, queueUrl }: RouterDeps): Promise<void> {
  const ticketEvent = ticketEventOf(event);
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(ticketEvent),
      MessageGroupId: groupOf(ticketEvent),
      MessageDeduplicationId: ticketEvent.id,
    }),
  );
}

function ticketEventOf(event: unknown): TicketEvent {
  const { success, data } = busEvent.safeParse(event);
  if (!success) throw new NoTicketEvent("not from the bus, by the source urr.tickets and with a detail");
  const parsed = parseTicketEvent(JSON.stringify(data.detail));
  if ("event" in parsed) return parsed.event;
  const { reason, detail } = parsed.problem;
  throw new NoTicketEvent(`${reason} (${detail})`);
}
