import { describe, expect, it } from "vitest";
import { aReservation, aTicketEvent } from "../../test/support/ticketing/an-event";
import { decide, type Known, type ReservationStatus } from "./decide";

const held = aTicketEvent("reservation.held");
const paid = aTicketEvent("payment.succeeded");

function known(status: ReservationStatus | undefined, more: Partial<Known> = {}): Known {
  const { event, section, user, seats } = held;
  return {
    ...(status === undefined ? {} : { reservation: { event, section, user, seats, status } }),
    isPaid: false,
    isTaken: false,
    ...more,
  };
}

const payment = { reservation: aReservation, status: "captured", amount: 132_000, currency: "KRW" } as const;

describe("what an event changes", () => {
  it.each([
    ["reservation.held", undefined, "applied", { reservation: "HELD", seats: "take" }],
    ["reservation.held", "HELD", "repeated", {}],
    ["reservation.held", "CANCELLED", "repeated", {}],
    ["reservation.confirmed", "HELD", "applied", { reservation: "CONFIRMED", seats: "sell" }],
    ["reservation.confirmed", "CONFIRMED", "repeated", {}],
    ["reservation.confirmed", "CANCELLED", "ineffective", {}],
    ["reservation.confirmed", "EXPIRED", "ineffective", {}],
    ["reservation.confirmed", "REJECTED", "ineffective", {}],
    ["reservation.cancelled", "HELD", "applied", { reservation: "CANCELLED", seats: "free" }],
    ["reservation.cancelled", "CONFIRMED", "applied", { reservation: "CANCELLED", seats: "free" }],
    ["reservation.cancelled", "CANCELLED", "repeated", {}],
    ["reservation.cancelled", "EXPIRED", "ineffective", {}],
    ["reservation.cancelled", "REJECTED", "ineffective", {}],
    ["reservation.expired", "HELD", "applied", { reservation: "EXPIRED", seats: "free" }],
    ["reservation.expired", "EXPIRED", "repeated", {}],
    ["reservation.expired", "CONFIRMED", "ineffective", {}],
    ["reservation.expired", "CANCELLED", "ineffective", {}],
    ["reservation.expired", "REJECTED", "ineffective", {}],
    [
      "payment.succeeded",
      "HELD",
      "applied",
      { reservation: "CONFIRMED", seats: "sell", payment: "captured" },
    ],
    ["payment.succeeded", "CONFIRMED", "applied", { payment: "captured" }],
    ["payment.succeeded", "CANCELLED", "refund_due", { payment: "refund_due" }],
    ["payment.succeeded", "EXPIRED", "refund_due", { payment: "refund_due" }],
    ["payment.succeeded", "REJECTED", "refund_due", { payment: "refund_due" }],
    ["payment.failed", "HELD", "applied", { payment: "failed" }],
  ] as const)("%s on a reservation that is %s: %s, QUE-21", (type, status, outcome, changes) => {
    expect(decide(aTicketEvent(type), known(status))).toEqual({ outcome, changes });
  });

  it("rejects a hold of which somebody has a seat", () => {
    expect(decide(held, known(undefined, { isTaken: true }))).toEqual({
      outcome: "rejected",
      changes: { reservation: "REJECTED" },
    });
  });

  it("gives back what was paid for a reservation that is cancelled", () => {
    expect(decide(aTicketEvent("reservation.cancelled"), known("CONFIRMED", { isPaid: true }))).toEqual({
      outcome: "refund_due",
      changes: { reservation: "CANCELLED", seats: "free", refund: true },
    });
  });

  it("gives back a second payment", () => {
    expect(decide(paid, known("CONFIRMED", { isPaid: true }))).toMatchObject({ outcome: "refund_due" });
  });

  it.each([
    ["captured", "payment.succeeded", "repeated"],
    ["refund_due", "payment.succeeded", "repeated"],
    ["failed", "payment.succeeded", "applied"],
    ["captured", "payment.failed", "ineffective"],
    ["failed", "payment.failed", "repeated"],
  ] as const)("of a payment that is %s, on %s, is %s", (status, type, outcome) => {
    const event = aTicketEvent(type);

    expect(decide(event, known("HELD", { payment: { ...payment, status } }))).toMatchObject({ outcome });
  });

  it.each([
    ["any event", "reservation.expired", known(undefined), "unknown reservation"],
    ["money", "payment.succeeded", known(undefined), "unknown reservation"],
  ] as const)("is nothing for %s of an unknown reservation", (_, type, state, contradiction) => {
    expect(decide(aTicketEvent(type), state)).toEqual({ contradiction });
  });

  it.each([
    ["a reservation of other seats", { ...held, seats: ["A-1"] }, "reservation reused"],
    ["a reservation of somebody else", { ...held, user: "buyer-2" }, "reservation reused"],
    ["a reservation of another section", { ...held, section: "B" }, "reservation of another section"],
    ["a payment of another sum", { ...paid, amount: 1 }, "payment reused"],
    ["a payment in another currency", { ...paid, currency: "USD" }, "payment reused"],
  ])("is nothing if the same id is %s", (_, event, contradiction) => {
    expect(decide(event, known("HELD", { payment }))).toEqual({ contradiction });
  });

  it.each(["payment.succeeded", "payment.failed"] as const)("is nothing if %s is another's", (type) => {
    const others = { payment: { ...payment, reservation: "another" } };

    expect(decide(aTicketEvent(type), known("HELD", others))).toEqual({ contradiction: "payment reused" });
  });
});
