import type { ClientBase } from "pg";
import type { TicketEvent } from "../ticket-events/ticket-event";
import type { Changes, PaymentStatus, ReservationStatus } from "./decide";

/** Writes what was decided on an event, in the transaction that holds the section's lock. */
export async function writeChanges(client: ClientBase, event: TicketEvent, changes: Changes): Promise<void> {
  if (changes.reservation !== undefined) await writeReservation(client, event, changes.reservation);
  if (changes.seats !== undefined) {
    await writeSeats(client, event, changes.seats);
    await client.query(
      "UPDATE ticketing.sections SET version = version + 1 WHERE event = $1 AND section = $2",
      [event.event, event.section],
    );
  }
  if (changes.refund === true) {
    await client.query(
      "UPDATE ticketing.payments SET status = 'refund_due' WHERE reservation = $1 AND status = 'captured'",
      [event.reservation],
    );
  }
  if (changes.payment !== undefined) await writePayment(client, event, changes.payment);
}

async function writeReservation(
  client: ClientBase,
  event: TicketEvent,
  status: ReservationStatus,
): Promise<void> {
  if (event.type !== "reservation.held") {
    await client.query("UPDATE ticketing.reservations SET status = $2 WHERE id = $1", [
      event.reservation,
      status,
    ]);
    return;
  }
  await client.query(
    `INSERT INTO ticketing.reservations (id, event, section, user_id, seats, status, held_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [event.reservation, event.event, event.section, event.user, event.seats, status, event.heldUntil],
  );
}

async function writeSeats(
  client: ClientBase,
  event: TicketEvent,
  what: "take" | "sell" | "free",
): Promise<void> {
  if (what === "sell") {
    await client.query("UPDATE ticketing.seat_claims SET state = 'sold' WHERE reservation = $1", [
      event.reservation,
    ]);
  } else if (what === "free") {
    await client.query("DELETE FROM ticketing.seat_claims WHERE reservation = $1", [event.reservation]);
  } else if ("seats" in event) {
    // One statement takes all the seats or, where the key says that somebody has one, none.
    await client.query(
      `INSERT INTO ticketing.seat_claims (event, section, seat, reservation, state)
       SELECT $1, $2, seat, $3, 'held' FROM unnest($4::text[]) AS seat`,
      [event.event, event.section, event.reservation, event.seats],
    );
  }
}

async function writePayment(client: ClientBase, event: TicketEvent, status: PaymentStatus): Promise<void> {
  if (!("payment" in event)) return;
  const { amount, currency, code } = { amount: null, currency: null, code: null, ...event };
  const values = [event.payment, event.reservation, status, amount, currency, code];
  // A payment that had failed may succeed when it is tried again.
  const { rowCount } = await client.query(
    `UPDATE ticketing.payments SET status = $3, amount = $4, currency = $5, code = $6
     WHERE id = $1 AND reservation = $2 AND status = 'failed'`,
    values,
  );
  if (rowCount !== 0) return;
  // Another section's event may name the same payment at this moment: then the key refuses this one.
  await client.query(
    `INSERT INTO ticketing.payments (id, reservation, status, amount, currency, code)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    values,
  );
}
