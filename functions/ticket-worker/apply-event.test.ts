import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aReservation, aTicketEvent } from "../../test/support/ticketing/an-event";
import { type LocalPglite, startPglite } from "../../test/support/ticketing/pglite";
import { ticketEventTypes, type TicketEvent } from "../ticket-events/ticket-event";
import { applyEvent, hashOf } from "./apply-event";

let pglite: LocalPglite;
let pool: Pool;
beforeAll(async () => {
  pglite = await startPglite();
  pool = pglite.pool({ user: "worker", max: 1 });
});
beforeEach(() => pglite.empty());
afterAll(() => pglite.stop());

async function applied(event: TicketEvent) {
  const client = await pool.connect();
  try {
    return await applyEvent(client, event);
  } finally {
    client.release();
  }
}

async function rows(query: string): Promise<readonly unknown[]> {
  return (await pool.query({ text: query, rowMode: "array" })).rows as readonly unknown[];
}

const claims = () => rows("SELECT seat, state FROM ticketing.seat_claims ORDER BY seat");
const payments = () => rows("SELECT status, amount FROM ticketing.payments");
const version = async () => (await rows("SELECT version::int FROM ticketing.sections")).flat();
const everything = async () =>
  JSON.stringify(
    await Promise.all(
      ["inbox", "reservations", "seat_claims", "payments", "sections"].map((table) =>
        rows(`SELECT * FROM ticketing.${table} ORDER BY 1, 2, 3`),
      ),
    ),
  );

const held = aTicketEvent("reservation.held");

describe("an event, applied by the worker's role", () => {
  it("of a hold takes all its seats", async () => {
    expect(await applied(held)).toEqual({ kind: "applied", outcome: "applied", status: "HELD" });
    expect(await claims()).toEqual([
      ["A-1", "held"],
      ["A-2", "held"],
    ]);
    expect(await version()).toEqual([1]);
  });

  it("of a hold takes none of its seats if somebody has one", async () => {
    await applied(held);
    const second = aTicketEvent("reservation.held", { reservation: randomUUID(), seats: ["A-3", "A-2"] });

    expect(await applied(second)).toMatchObject({ outcome: "rejected", status: "REJECTED" });
    expect(await claims()).toHaveLength(2);
    expect(await version()).toEqual([1]);
  });

  it("of a hold has nothing to do with the same seat of another section", async () => {
    await applied(held);
    const second = aTicketEvent("reservation.held", { reservation: randomUUID(), section: "B" });

    expect(await applied(second)).toMatchObject({ outcome: "applied" });
  });

  it.each([
    ["reservation.confirmed", "CONFIRMED", "sold"],
    ["payment.succeeded", "CONFIRMED", "sold"],
    ["reservation.cancelled", "CANCELLED", undefined],
    ["reservation.expired", "EXPIRED", undefined],
  ] as const)("of %s makes the reservation %s, and its seats %s: QUE-21", async (type, status, state) => {
    await applied(held);

    expect(await applied(aTicketEvent(type))).toEqual({ kind: "applied", outcome: "applied", status });
    expect(await claims()).toEqual(state === undefined ? [] : ["A-1", "A-2"].map((seat) => [seat, state]));
    expect(await version()).toEqual([2]);
  });

  it("of a payment that failed is kept, and the hold stays; then it may succeed", async () => {
    await applied(held);
    expect(await applied(aTicketEvent("payment.failed"))).toMatchObject({ status: "HELD" });
    expect(await payments()).toEqual([["failed", null]]);

    expect(await applied(aTicketEvent("payment.succeeded"))).toMatchObject({ status: "CONFIRMED" });
    expect(await payments()).toEqual([["captured", "132000"]]);
  });

  it("of money for seats that are gone is kept as a refund that is due", async () => {
    await applied(held);
    await applied(aTicketEvent("reservation.expired"));

    expect(await applied(aTicketEvent("payment.succeeded"))).toMatchObject({ outcome: "refund_due" });
    expect(await payments()).toEqual([["refund_due", "132000"]]);
    expect(await claims()).toEqual([]);
  });

  it("of a cancellation makes a refund due of what was paid", async () => {
    await applied(held);
    await applied(aTicketEvent("payment.succeeded"));

    expect(await applied(aTicketEvent("reservation.cancelled"))).toMatchObject({ outcome: "refund_due" });
    expect(await payments()).toEqual([["refund_due", "132000"]]);
  });

  it.each(ticketEventTypes)("of %s changes nothing when it comes again", async (type) => {
    if (type !== "reservation.held") await applied(held);
    const event = aTicketEvent(type);
    const first = await applied(event);
    const before = await everything();

    expect(await applied(event)).toEqual({ ...first, kind: "duplicate" });
    expect(await everything()).toBe(before);
  });

  it("with the id of another one is refused", async () => {
    await applied(held);
    const before = await everything();

    expect(await applied({ ...held, user: "buyer-2" })).toEqual({ kind: "refused", reason: "id reused" });
    expect(await everything()).toBe(before);
  });

  it.each(ticketEventTypes.filter((type) => type !== "reservation.held"))(
    "of %s for an unknown reservation is refused, and leaves no trace",
    async (type) => {
      expect(await applied(aTicketEvent(type))).toEqual({ kind: "refused", reason: "unknown reservation" });
      expect(await everything()).toBe("[[],[],[],[],[]]");
    },
  );

  it("is judged by its order: clocks that are hours apart decide nothing", async () => {
    const late = { ...held, at: "2027-01-15T20:00:00Z", heldUntil: "2001-01-01T00:00:00Z" };
    await applied(late);

    expect(await applied(aTicketEvent("reservation.confirmed", { at: "1999-01-01T00:00:00Z" }))).toEqual({
      kind: "applied",
      outcome: "applied",
      status: "CONFIRMED",
    });
  });

  it("cannot take a seat twice, whoever forgets to ask: the key of the table refuses it", async () => {
    await applied(held);
    const again = `INSERT INTO ticketing.seat_claims VALUES ('autumn-tour', 'A', 'A-1', '${aReservation}', 'held')`;

    await expect(pool.query(again)).rejects.toThrow(/seat_claims_pkey/);
  });
});

describe("an event", () => {
  it("is known again whatever order its fields stand in, also by a later release", () => {
    const event: TicketEvent = {
      version: 1,
      id: "0193f3a8-54b6-7c3e-8d2f-5a1b2c3d4e5f",
      type: "reservation.expired",
      at: "2026-11-01T11:00:00.000Z",
      event: "autumn-tour",
      section: "A",
      reservation: "0193f3a8-54b6-7c3e-8d2f-5a1b2c3d4e60",
    };
    const reversed = Object.fromEntries(Object.entries(event).toReversed()) as TicketEvent;
    expect(hashOf(reversed)).toEqual(hashOf(event));
    expect(hashOf({ ...event, section: "B" })).not.toEqual(hashOf(event));
    // Inboxes hold it: another value makes every repetition of an older event poison.
    expect(hashOf(event).toString("hex")).toBe(
      "cd3ecc4177032ccbe56936914e670fafea70e75b5f29b7ff186499f17aced8b6",
    );
  });
});
