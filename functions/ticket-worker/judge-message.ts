import type { SQSRecord } from "aws-lambda";
import { parseTicketEvent, type UnreadableReason } from "../ticket-events/parse";
import { groupOf, type TicketEvent } from "../ticket-events/ticket-event";
import type { Application } from "./apply-event";

/** Why a message is set aside: `gave up` may succeed when it is sent again, the others never will as they are. */
export interface Problem {
  readonly reason:
    UnreadableReason | "wrong group" | "gave up" | Extract<Application, { kind: "refused" }>["reason"];
  /** For people. Names and types, never what a buyer or a sender wrote. */
  readonly detail: string;
}

/** The event of a message, or why there is none. An event in a group that is not its own could overtake others. */
export function judgeMessage({
  body,
  attributes,
}: Pick<SQSRecord, "body" | "attributes">): { readonly event: TicketEvent } | { readonly problem: Problem } {
  const parsed = parseTicketEvent(body);
  if ("problem" in parsed || attributes.MessageGroupId === groupOf(parsed.event)) return parsed;
  return { problem: { reason: "wrong group", detail: "the group is not <event>#<section>" } };
}
