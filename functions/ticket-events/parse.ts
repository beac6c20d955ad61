import * as z from "zod";
import {
  type TicketEvent,
  ticketEventSchemas,
  type TicketEventType,
  ticketEventTypes,
  ticketEventVersion,
} from "./ticket-event";

/** Why a message is no ticket event. */
export type UnreadableReason = "too large" | "not JSON" | "unknown version" | "unknown type" | "malformed";

export interface Unreadable {
  readonly reason: UnreadableReason;
  /** For people, with the names of fields and never their values. */
  readonly detail: string;
}

export type Parsed = { readonly event: TicketEvent } | { readonly problem: Unreadable };

/** The largest event has 1 KB; SQS would carry 1 MiB. */
const maxBytes = 64 * 1024;

/** A ticket event of a message's body, or what is wrong with it. */
export function parseTicketEvent(body: string): Parsed {
  if (Buffer.byteLength(body) > maxBytes) return problem("too large", `more than ${String(maxBytes)} bytes`);
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return problem("not JSON", "the body does not parse");
  }
  const head = headSchema.safeParse(value);
  if (!head.success) return malformed(head.error);
  const { version, type } = head.data;
  if (version !== ticketEventVersion) {
    return problem("unknown version", `this release knows version ${String(ticketEventVersion)}`);
  }
  if (!isKnown(type)) return problem("unknown type", `this release knows ${ticketEventTypes.join(", ")}`);
  const { success, data, error } = ticketEventSchemas[type].safeParse(value);
  return success ? { event: data } : malformed(error);
}

/** What every version of every event has. */
const headSchema = z.looseObject({ version: z.int(), type: z.string() });

function isKnown(type: string): type is TicketEventType {
  return Object.hasOwn(ticketEventSchemas, type);
}

function malformed({ issues }: z.ZodError): Parsed {
  const where = issues.map(({ path, code }) => {
    const field = path.length === 0 ? "the event" : path.map(String).join(".");
    return `${field}: ${code.replaceAll("_", " ")}`;
  });
  return problem("malformed", where.join("; ").slice(0, 500));
}

function problem(reason: UnreadableReason, detail: string): Parsed {
  return { problem: { reason, detail } };
}
