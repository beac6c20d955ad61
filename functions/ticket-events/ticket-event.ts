import * as z from "zod";
import { eventIdPattern } from "../waiting-room/event/event-id";

/** The version of all the events here; another one is another set of schemas. */
export const ticketEventVersion = 1;

const uuid = (description: string) => z.uuid().toLowerCase().meta({ description });

const visitor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/)
  .meta({ description: "Who the buyer is to the waiting room, whose session this ends." })
  .optional();

const common = {
  version: z.literal(ticketEventVersion).meta({ description: "Version of this schema." }),
  id: uuid("The event's own. A repetition carries the same one."),
  at: z.iso
    .datetime()
    .meta({ description: "When it happened, by the sender's clock. Nothing is decided by it." }),
  event: z
    .string()
    .regex(eventIdPattern)
    .meta({ description: "The show, by the waiting room's name for it." }),
  section: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,40}$/)
    .meta({ description: "Part of the show whose seats have one map and whose events keep their order." }),
  reservation: uuid("The reservation that the event is about."),
};

/** A moment that PostgreSQL takes: of this millennium, and to the nanosecond at most. */
const storable = z.iso.datetime({ message: "must be a moment in UTC" }).regex(/^2\d{3}-[^.]*(\.\d{1,9})?Z$/);

const seat = z.string().regex(/^[A-Za-z0-9._-]{1,20}$/);

const payment = uuid("The payment, by the payment service's name for it.");

/** The events by their type, each with what it tells. */
export const ticketEventSchemas = {
  "reservation.held": z.strictObject({
    ...common,
    type: z.literal("reservation.held"),
    user: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,64}$/)
      .meta({ description: "The buyer's account, by a name that tells nothing of the person." }),
    seats: z
      .array(seat)
      .min(1)
      .max(8)
      .refine((seats) => new Set(seats).size === seats.length, "must not repeat a seat")
      .meta({ description: "The seats, all of which are held or none.", uniqueItems: true }),
    heldUntil: storable.meta({ description: "What the buyer was told. The hold ends by an event." }),
  }),
  "reservation.confirmed": z.strictObject({ ...common, type: z.literal("reservation.confirmed"), visitor }),
  "reservation.cancelled": z.strictObject({
    ...common,
    type: z.literal("reservation.cancelled"),
    reason: z.string().min(1).max(200).meta({ description: "Why, for people." }).optional(),
  }),
  "reservation.expired": z.strictObject({ ...common, type: z.literal("reservation.expired") }),
  "payment.succeeded": z.strictObject({
    ...common,
    type: z.literal("payment.succeeded"),
    payment,
    amount: z.int().min(1).meta({ description: "In the currency's smallest unit." }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .meta({ description: "By ISO 4217.", examples: ["KRW"] }),
    visitor,
  }),
  "payment.failed": z.strictObject({
    ...common,
    type: z.literal("payment.failed"),
    payment,
    code: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,64}$/)
      .meta({ description: "Why, by the payment service's name for it." }),
  }),
} as const;

export type TicketEventType = keyof typeof ticketEventSchemas;

/** Something that happened to a reservation, as the stream carries it. */
export type TicketEvent = z.infer<(typeof ticketEventSchemas)[TicketEventType]>;

export const ticketEventTypes = Object.keys(ticketEventSchemas) as readonly TicketEventType[];

/** The stream's group of an event: events of one section are applied in the order they were sent. */
export function groupOf({ event, section }: Pick<TicketEvent, "event" | "section">): string {
  return `${event}#${section}`;
}
