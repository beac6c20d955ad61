import { randomUUID } from "node:crypto";
import type { TicketEvent, TicketEventType } from "../../../functions/ticket-events/ticket-event";

type Common = Pick<TicketEvent, "version" | "id" | "at" | "event" | "section" | "reservation">;

type Own = {
  readonly [Type in TicketEventType]: Omit<Extract<TicketEvent, { type: Type }>, keyof Common | "type">;
};

const own: Own = {
  "reservation.held": { user: "buyer-1", seats: ["A-1", "A-2"], heldUntil: "2027-01-15T08:10:00Z" },
  "reservation.confirmed": {},
  "reservation.cancelled": {},
  "reservation.expired": {},
  "payment.succeeded": {
    payment: "5f0c4a3e-6a0d-4d0e-9a4b-0d5b8f3c2a11",
    amount: 132_000,
    currency: "KRW",
  },
  "payment.failed": { payment: "5f0c4a3e-6a0d-4d0e-9a4b-0d5b8f3c2a11", code: "card_declined" },
};

export const aReservation = "0b9c1f0e-3d0b-4b57-8c26-6c1f3a9a7e01";

/** An event of the type with an id of its own; of one show, section and reservation unless told otherwise. */
export function aTicketEvent<Type extends TicketEventType>(
  type: Type,
  choices: Partial<Extract<TicketEvent, { type: Type }>> = {},
): Extract<TicketEvent, { type: Type }> {
  const event = {
    version: 1,
    id: randomUUID(),
    at: "2027-01-15T08:00:00Z",
    event: "autumn-tour",
    section: "A",
    reservation: aReservation,
    type,
    ...own[type],
    ...choices,
  };
  return event as unknown as Extract<TicketEvent, { type: Type }>;
}
