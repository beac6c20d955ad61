import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aTicketEvent } from "../../test/support/ticketing/an-event";
import { parseTicketEvent } from "./parse";
import { groupOf, ticketEventTypes } from "./ticket-event";

const held = aTicketEvent("reservation.held");

describe("a ticket event", () => {
  it.each(ticketEventTypes)("%s is read as it was sent: QUE-21, QUE-23", (type) => {
    const event = aTicketEvent(type);

    expect(parseTicketEvent(JSON.stringify(event))).toEqual({ event });
  });

  it("is the same whatever the order of its fields and the case of its ids", () => {
    const turned = Object.fromEntries(Object.entries({ ...held, id: held.id.toUpperCase() }).reverse());

    expect(JSON.stringify(parseTicketEvent(JSON.stringify(turned)))).toBe(
      JSON.stringify(parseTicketEvent(JSON.stringify(held))),
    );
  });

  it("belongs to the group of its section", () => {
    expect(groupOf(held)).toBe("autumn-tour#A");
  });

  it.each([
    ["no JSON", "{", "not JSON"],
    ["an empty body", "", "not JSON"],
    ["64 KB and a byte", JSON.stringify("x".repeat(64 * 1024 - 1)), "too large"],
    ["64 KB and a byte, of letters of three bytes", `"${"석".repeat(21_846)}"`, "too large"],
    ["an array", "[]", "malformed"],
    ["null", "null", "malformed"],
    ["no version", JSON.stringify({ ...held, version: undefined }), "malformed"],
    ["the version as text", JSON.stringify({ ...held, version: "1" }), "malformed"],
    ["version 2", JSON.stringify({ ...held, version: 2 }), "unknown version"],
    ["a type that nobody knows", JSON.stringify({ ...held, type: "reservation.lost" }), "unknown type"],
    ["a type that every object has", JSON.stringify({ ...held, type: "toString" }), "unknown type"],
  ])("is not %s", (_, body, reason) => {
    expect(parseTicketEvent(body)).toMatchObject({ problem: { reason } });
  });

  it.each([
    ["id", { id: "1" }],
    ["at", { at: "2027-01-15 08:00" }],
    ["event", { event: "../x" }],
    ["section", { section: "A#B" }],
    ["reservation", { reservation: "" }],
    ["user", { user: "person@shop.example" }],
    ["seats", { seats: [] }],
    ["seats", { seats: ["1", "2", "3", "4", "5", "6", "7", "8", "9"] }],
    ["seats", { seats: ["A-1", "A-1"] }],
    ["seats.1", { seats: ["A-1", "A 2"] }],
    ["heldUntil", { heldUntil: 5 }],
    ["heldUntil", { heldUntil: "0000-01-01T00:00:00Z" }],
    ["heldUntil", { heldUntil: `2026-11-01T11:00:00.${"1".repeat(200)}Z` }],
    ["the event", { price: 5 }],
  ])("with a wrong %s is told of by that name, and no value", (name, wrong) => {
    const parsed = parseTicketEvent(JSON.stringify({ ...held, ...wrong }));

    expect(parsed).toMatchObject({ problem: { reason: "malformed" } });
    expect("problem" in parsed && parsed.problem.detail).toMatch(new RegExp(`^${name}: [a-z ]+$`));
  });

  it.each([
    ["of nothing", { amount: 0 }],
    ["of a part of the smallest unit", { amount: 0.5 }],
    ["in a currency without a code", { currency: "won" }],
  ])("is no payment %s", (_, wrong) => {
    const payment = { ...aTicketEvent("payment.succeeded"), ...wrong };

    expect(parseTicketEvent(JSON.stringify(payment))).toMatchObject({ problem: { reason: "malformed" } });
  });

  it("is never made of what somebody made up, which is told of and not thrown", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(parseTicketEvent(body)).toHaveProperty("problem.reason");
      }),
    );
  });
});
