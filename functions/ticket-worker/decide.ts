import type { TicketEvent } from "../ticket-events/ticket-event";

export type ReservationStatus = "HELD" | "CONFIRMED" | "CANCELLED" | "EXPIRED" | "REJECTED";
export type PaymentStatus = "captured" | "failed" | "refund_due";

/**
 * What came of an event, as the inbox keeps it. `repeated`: another event had said the same. `ineffective`: it came too
 * late to matter. `refund_due`: money was taken for nothing.
 */
export type Outcome = "applied" | "rejected" | "repeated" | "ineffective" | "refund_due";

/** Why no repetition can ever make an event right. */
export type Contradiction =
  "unknown reservation" | "reservation reused" | "reservation of another section" | "payment reused";

/** What the database knows that an event is about. */
export interface Known {
  readonly reservation?: {
    readonly event: string;
    readonly section: string;
    readonly user: string;
    readonly seats: readonly string[];
    readonly status: ReservationStatus;
  };
  /** The payment that the event names. */
  readonly payment?: {
    readonly reservation: string;
    readonly status: PaymentStatus;
    readonly amount: number | null;
    readonly currency: string | null;
  };
  /** Whether a payment of the reservation was captured. */
  readonly isPaid: boolean;
  /** Whether somebody has one of the seats that the event names. */
  readonly isTaken: boolean;
}

/** What is to be written. */
export interface Changes {
  /** The reservation's status from now on. */
  readonly reservation?: ReservationStatus;
  readonly seats?: "take" | "sell" | "free";
  /** Status of the payment that the event names. */
  readonly payment?: PaymentStatus;
  /** What was captured for the reservation is to be paid back. */
  readonly refund?: true;
}

export type Decision =
  { readonly contradiction: Contradiction } | { readonly outcome: Outcome; readonly changes: Changes };

/**
 * What an event changes. Only what has happened before decides, in the order of the stream; no clock does, so that
 * clocks that are hours apart do no harm.
 */
export function decide(event: TicketEvent, known: Known): Decision {
  const { reservation } = known;
  if (event.type === "reservation.held") return hold(event, known);
  if (reservation === undefined) return { contradiction: "unknown reservation" };
  if (!isOfSection(event, reservation)) return { contradiction: "reservation of another section" };
  const { status } = reservation;
  switch (event.type) {
    case "reservation.confirmed":
      return status === "HELD" ? confirmed : withoutEffect(status === "CONFIRMED");
    case "reservation.expired":
      return status === "HELD" ? expired : withoutEffect(status === "EXPIRED");
    case "reservation.cancelled":
      if (status === "HELD" || status === "CONFIRMED") return known.isPaid ? paidAndCancelled : cancelled;
      return withoutEffect(status === "CANCELLED");
    case "payment.succeeded":
      return pay(event, status, known);
    case "payment.failed":
      return failToPay(event, known);
  }
}

const confirmed: Decision = { outcome: "applied", changes: { reservation: "CONFIRMED", seats: "sell" } };
const expired: Decision = { outcome: "applied", changes: { reservation: "EXPIRED", seats: "free" } };
const cancelled: Decision = { outcome: "applied", changes: { reservation: "CANCELLED", seats: "free" } };
const paidAndCancelled: Decision = {
  outcome: "refund_due",
  changes: { reservation: "CANCELLED", seats: "free", refund: true },
};

function withoutEffect(isRepeated: boolean): Decision {
  return { outcome: isRepeated ? "repeated" : "ineffective", changes: {} };
}

type Of<Type extends TicketEvent["type"]> = Extract<TicketEvent, { type: Type }>;

function hold(event: Of<"reservation.held">, { reservation, isTaken }: Known): Decision {
  if (reservation !== undefined) {
    if (!isOfSection(event, reservation)) return { contradiction: "reservation of another section" };
    const isSame = reservation.user === event.user && sameSeats(reservation.seats, event.seats);
    return isSame ? withoutEffect(true) : { contradiction: "reservation reused" };
  }
  if (isTaken) return { outcome: "rejected", changes: { reservation: "REJECTED" } };
  return { outcome: "applied", changes: { reservation: "HELD", seats: "take" } };
}

function pay(event: Of<"payment.succeeded">, status: ReservationStatus, known: Known): Decision {
  const { payment } = known;
  if (payment !== undefined) {
    if (payment.reservation !== event.reservation) return { contradiction: "payment reused" };
    if (payment.status !== "failed") {
      const isSame = payment.amount === event.amount && payment.currency === event.currency;
      return isSame ? withoutEffect(true) : { contradiction: "payment reused" };
    }
  }
  if (status === "HELD") {
    return { outcome: "applied", changes: { reservation: "CONFIRMED", seats: "sell", payment: "captured" } };
  }
  if (status === "CONFIRMED" && !known.isPaid)
    return { outcome: "applied", changes: { payment: "captured" } };
  return { outcome: "refund_due", changes: { payment: "refund_due" } };
}

function failToPay(event: Of<"payment.failed">, { payment }: Known): Decision {
  if (payment === undefined) return { outcome: "applied", changes: { payment: "failed" } };
  if (payment.reservation !== event.reservation) return { contradiction: "payment reused" };
  return withoutEffect(payment.status === "failed");
}

function isOfSection(event: TicketEvent, of: { readonly event: string; readonly section: string }): boolean {
  return of.event === event.event && of.section === event.section;
}

function sameSeats(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((seat) => others.includes(seat));
}
