import type { TicketEvent } from "../../functions/ticket-events/ticket-event";

export type ReservationStatus = "HELD" | "REJECTED" | "CONFIRMED" | "CANCELLED" | "EXPIRED";
export type PaymentStatus = "captured" | "failed" | "refund_due";
export type Outcome = "applied" | "rejected" | "repeated" | "ineffective" | "refund_due";

interface Reservation {
  readonly section: string;
  readonly seats: readonly string[];
  readonly status: ReservationStatus;
}

interface Payment {
  readonly reservation: string;
  readonly status: PaymentStatus;
}

/** What stands in the database's tables, each row by its key. */
export interface TicketTables {
  /** What came of each event. */
  readonly inbox: Readonly<Record<string, Outcome>>;
  readonly reservations: Readonly<Record<string, ReservationStatus>>;
  /** By section and seat. */
  readonly claims: Readonly<
    Record<string, { readonly reservation: string; readonly state: "held" | "sold" }>
  >;
  readonly payments: Readonly<Record<string, Payment>>;
  /** How often each section's seats have changed; a section without a change is left out. */
  readonly versions: Readonly<Record<string, number>>;
}

/**
 * The tickets as they should be, told without a database: what the worker is held to.
 *
 * Seats are not kept beside the reservations: whose they are follows from the reservations alone.
 */
export class TicketModel {
  readonly #bodies = new Map<string, string>();
  readonly #inbox = new Map<string, Outcome>();
  readonly #reservations = new Map<string, Reservation>();
  readonly #payments = new Map<string, Payment>();
  readonly #versions = new Map<string, number>();

  /** What becomes of an event; `refused` is one that could not be applied however often it came. */
  receive(event: TicketEvent): Outcome | "duplicate" | "refused" {
    const body = JSON.stringify(event);
    const before = this.#bodies.get(event.id);
    if (before !== undefined) return before === body ? "duplicate" : "refused";
    const outcome = this.#apply(event);
    if (outcome === "refused") return outcome;
    this.#bodies.set(event.id, body);
    this.#inbox.set(event.id, outcome);
    return outcome;
  }

  tables(): TicketTables {
    const claims = [...this.#reservations].flatMap(([reservation, { section, seats, status }]) => {
      const state = status === "HELD" ? "held" : "sold";
      return holdsSeats(status) ? seats.map((seat) => [`${section} ${seat}`, { reservation, state }]) : [];
    });
    return {
      inbox: Object.fromEntries(this.#inbox),
      reservations: Object.fromEntries([...this.#reservations].map(([id, { status }]) => [id, status])),
      claims: Object.fromEntries(claims) as TicketTables["claims"],
      payments: Object.fromEntries(this.#payments),
      versions: Object.fromEntries(this.#versions),
    };
  }

  #apply(event: TicketEvent): Outcome | "refused" {
    const reservation = this.#reservations.get(event.reservation);
    if (event.type === "reservation.held") return this.#hold(event, reservation);
    if (reservation?.section !== event.section) return "refused";
    switch (event.type) {
      case "reservation.confirmed":
        return this.#move(event, reservation, { from: ["HELD"], to: "CONFIRMED" });
      case "reservation.expired":
        return this.#move(event, reservation, { from: ["HELD"], to: "EXPIRED" });
      case "reservation.cancelled": {
        const outcome = this.#move(event, reservation, { from: ["HELD", "CONFIRMED"], to: "CANCELLED" });
        return outcome === "applied" && this.#refund(event.reservation) ? "refund_due" : outcome;
      }
      case "payment.succeeded":
        return this.#pay(event, reservation);
      case "payment.failed": {
        const payment = this.#payments.get(event.payment);
        if (payment === undefined) return this.#keepPayment(event, "failed", "applied");
        if (payment.reservation !== event.reservation) return "refused";
        return payment.status === "failed" ? "repeated" : "ineffective";
      }
    }
  }

  #hold(event: Held, known: Reservation | undefined): Outcome | "refused" {
    const { reservation: id, section, seats } = event;
    if (known !== undefined) {
      const isSame = known.section === section && known.seats.toSorted().join() === seats.toSorted().join();
      return isSame ? "repeated" : "refused";
    }
    const taken = new Set(
      [...this.#reservations.values()]
        .filter((other) => other.section === section && holdsSeats(other.status))
        .flatMap((other) => other.seats),
    );
    const isRejected = seats.some((seat) => taken.has(seat));
    this.#reservations.set(id, { section, seats, status: isRejected ? "REJECTED" : "HELD" });
    if (isRejected) return "rejected";
    this.#seatsChanged(section);
    return "applied";
  }

  #move(
    { reservation: id }: TicketEvent,
    known: Reservation,
    { from, to }: { readonly from: readonly ReservationStatus[]; readonly to: ReservationStatus },
  ): Outcome {
    if (!from.includes(known.status)) return known.status === to ? "repeated" : "ineffective";
    this.#reservations.set(id, { ...known, status: to });
    this.#seatsChanged(known.section);
    return "applied";
  }

  #pay(event: Paid, reservation: Reservation): Outcome | "refused" {
    const payment = this.#payments.get(event.payment);
    if (payment !== undefined && payment.reservation !== event.reservation) return "refused";
    if (payment !== undefined && payment.status !== "failed") return "repeated";
    if (reservation.status === "HELD") this.#move(event, reservation, { from: ["HELD"], to: "CONFIRMED" });
    else if (reservation.status !== "CONFIRMED" || this.#captured(event.reservation) !== undefined) {
      return this.#keepPayment(event, "refund_due", "refund_due");
    }
    return this.#keepPayment(event, "captured", "applied");
  }

  #keepPayment(event: Paid | NotPaid, status: PaymentStatus, outcome: Outcome): Outcome {
    this.#payments.set(event.payment, { reservation: event.reservation, status });
    return outcome;
  }

  #captured(reservation: string): string | undefined {
    const payments = [...this.#payments];
    return payments.find(([, it]) => it.reservation === reservation && it.status === "captured")?.[0];
  }

  #refund(reservation: string): boolean {
    const payment = this.#captured(reservation);
    if (payment === undefined) return false;
    this.#payments.set(payment, { reservation, status: "refund_due" });
    return true;
  }

  #seatsChanged(section: string): void {
    this.#versions.set(section, (this.#versions.get(section) ?? 0) + 1);
  }
}

type Held = Extract<TicketEvent, { type: "reservation.held" }>;
type Paid = Extract<TicketEvent, { type: "payment.succeeded" }>;
type NotPaid = Extract<TicketEvent, { type: "payment.failed" }>;

function holdsSeats(status: ReservationStatus): boolean {
  return status === "HELD" || status === "CONFIRMED";
}
