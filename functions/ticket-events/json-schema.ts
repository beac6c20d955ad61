import * as z from "zod";
import {
  ticketEventSchemas,
  type TicketEventType,
  ticketEventTypes,
  ticketEventVersion,
} from "./ticket-event";

/** The JSON Schema of a type of event, in the draft that EventBridge's registry takes (4). */
export function ticketEventJsonSchema(type: TicketEventType): string {
  const schema = z.toJSONSchema(ticketEventSchemas[type], { target: "draft-4", io: "input" });
  const title = `${type}, version ${String(ticketEventVersion)}`;
  return `${JSON.stringify({ title, ...schema }, null, 2)}\n`;
}

/** Where each schema is kept for senders, below `schemas/`, and what stands there. */
export const ticketEventSchemaFiles: Readonly<Record<string, () => string>> = Object.fromEntries(
  ticketEventTypes.map((type) => [
    `ticket-events/${type}.v${String(ticketEventVersion)}.schema.json`,
    () => ticketEventJsonSchema(type),
  ]),
);
