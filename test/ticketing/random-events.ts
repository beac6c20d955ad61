import fc from "fast-check";
import type { TicketEvent, TicketEventType } from "../../functions/ticket-events/ticket-event";
import { aTicketEvent } from "../support/ticketing/an-event";
import { aTime, numbered, seats, sections, theEvent } from "./universe";

/** What an event says, but for who it is. */
export type Saying = (id: string) => TicketEvent;

interface Choices {
  readonly type: TicketEventType;
  readonly reservation?: number;
  readonly section?: string;
  readonly seats?: readonly string[];
  readonly payment?: number;
  /** How wrong the sender's clock is. */
  readonly skewMs?: number;
}

/** The event that these choices make. */
export function anEvent(id: string, choices: Choices): TicketEvent {
  const { type, reservation = 1, section = sections[0], payment = 1, skewMs = 0 } = choices;
  const common = {
    id,
    at: aTime(skewMs),
    event: theEvent,
    section,
    reservation: numbered("reservation", reservation),
  };
  if (type === "reservation.held") {
    return aTicketEvent(type, { ...common, seats: [...(choices.seats ?? [seats[0]])] });
  }
  return type === "payment.succeeded" || type === "payment.failed"
    ? aTicketEvent(type, { ...common, payment: numbered("payment", payment) })
    : aTicketEvent(type, common);
}

const hourMs = 3_600_000;

/** Holds are frequent, so that there is something to confirm, pay and give back. */
const anyType = fc.oneof(
  { weight: 4, arbitrary: fc.constant<TicketEventType>("reservation.held") },
  {
    weight: 7,
    arbitrary: fc.constantFrom<TicketEventType>(
      "reservation.confirmed",
      "reservation.cancelled",
      "reservation.expired",
      "payment.succeeded",
      "payment.failed",
    ),
  },
);

/** Any event about a few reservations; each has a section, which an event sometimes gets wrong. */
export const anySaying: fc.Arbitrary<Saying> = fc
  .record({
    type: anyType,
    reservation: fc.integer({ min: 1, max: 5 }),
    elsewhere: fc.oneof({ weight: 15, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
    seats: fc.uniqueArray(fc.constantFrom(...seats), { minLength: 1, maxLength: 3 }),
    payment: fc.integer({ min: 1, max: 4 }),
    skewMs: fc.integer({ min: -5 * hourMs, max: 5 * hourMs }),
  })
  .map(
    ({ elsewhere, ...choices }) =>
      (id) =>
        anEvent(id, {
          ...choices,
          section: sections[(choices.reservation + elsewhere) % sections.length] ?? sections[0],
        }),
  );

/** One message of a story: a new event, an earlier message again, or an earlier one's id on something else. */
export type Step =
  | { readonly kind: "new"; readonly saying: Saying }
  | { readonly kind: "again"; readonly of: number }
  | { readonly kind: "changed"; readonly of: number; readonly saying: Saying };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant("new" as const), saying: anySaying }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("again" as const), of: fc.nat(100) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("changed" as const), of: fc.nat(100), saying: anySaying }),
  },
);

/** Events in the order in which they are sent, repetitions and mistakes included. */
export const anyStory: fc.Arbitrary<readonly TicketEvent[]> = fc
  .array(anyStep, { minLength: 1, maxLength: 60, size: "max" })
  .map((steps) => {
    const told: TicketEvent[] = [];
    for (const [index, step] of steps.entries()) {
      const earlier = step.kind === "new" ? undefined : told[step.of % Math.max(1, told.length)];
      const id = step.kind === "changed" && earlier !== undefined ? earlier.id : numbered("event", index);
      if (step.kind === "again") told.push(...(earlier === undefined ? [] : [earlier]));
      else told.push(step.saying(id));
    }
    return told;
  });
