import { createHash } from "node:crypto";
import { type ClientBase, DatabaseError } from "pg";
import type { TicketEvent } from "../ticket-events/ticket-event";
import { type Contradiction, decide, type Known, type Outcome, type ReservationStatus } from "./decide";
import { writeChanges } from "./write-changes";

export type Application =
  | {
      readonly kind: "applied" | "duplicate";
      readonly outcome: Outcome;
      /** Of the reservation, now. */
      readonly status: ReservationStatus;
    }
  /** Nothing was changed, and nothing would be by a repetition. */
  | { readonly kind: "refused"; readonly reason: Contradiction | "id reused" };

/** The transaction did not even begin: the connection was lost while nobody used it. It may be tried on another one. */
export class NotBegun extends Error {
  constructor(cause: unknown) {
    super("the transaction did not begin", { cause });
    this.name = "NotBegun";
  }
}

/**
 * Applies an event once, in one transaction, on a connection that does nothing else meanwhile. An event that was applied
 * before is told to be a `duplicate` and changes nothing; so a call whose answer was lost may simply be repeated.
 *
 * Events of one section wait for one another. Each transaction locks its section first and no other, so that none waits
 * in a circle.
 *
 * @throws whatever `pg` throws. After a `DatabaseError` the connection can be used again, after anything else not.
 */
export async function applyEvent(client: ClientBase, event: TicketEvent): Promise<Application> {
  await client.query("BEGIN").catch((error: unknown) => {
    // PostgreSQL's own refusal too: while nobody looked it has ended the connection, and that is what it had to say.
    throw new NotBegun(error);
  });
  try {
    await lockSection(client, event);
    const result = await applyLocked(client, event);
    await client.query(result.kind === "applied" ? "COMMIT" : "ROLLBACK");
    return result;
  } catch (error) {
    if (error instanceof DatabaseError) await client.query("ROLLBACK");
    throw error;
  }
}

async function lockSection(client: ClientBase, { event, section }: TicketEvent): Promise<void> {
  const lock = () =>
    client.query("SELECT FROM ticketing.sections WHERE event = $1 AND section = $2 FOR UPDATE", [
      event,
      section,
    ]);
  if ((await lock()).rowCount !== 0) return;
  await client.query(
    "INSERT INTO ticketing.sections (event, section) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    [event, section],
  );
  await lock();
}

/** By what an event is known again, in whatever order its fields stand: a later release may have another. */
export function hashOf(event: TicketEvent): Buffer {
  const fields = Object.entries(event).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(fields)).digest();
}

async function applyLocked(client: ClientBase, event: TicketEvent): Promise<Application> {
  const hash = hashOf(event);
  const { done, ...known } = await readKnown(client, event);
  if (done !== undefined) {
    if (!hash.equals(done.sha256)) return { kind: "refused", reason: "id reused" };
    return { kind: "duplicate", outcome: done.outcome, status: statusOf(known) };
  }
  const decision = decide(event, known);
  if ("contradiction" in decision) return { kind: "refused", reason: decision.contradiction };
  const { outcome, changes } = decision;
  await writeChanges(client, event, changes);
  await client.query("INSERT INTO ticketing.inbox (event_id, sha256, outcome) VALUES ($1, $2, $3)", [
    event.id,
    hash,
    outcome,
  ]);
  return { kind: "applied", outcome, status: changes.reservation ?? statusOf(known) };
}

interface Row {
  readonly sha256: Buffer | null;
  readonly outcome: Outcome | null;
  readonly reservation: NonNullable<Known["reservation"]> | null;
  readonly payment: NonNullable<Known["payment"]> | null;
  readonly is_paid: boolean;
  readonly is_taken: boolean;
}

/** Everything that decides, as it is under the section's lock. */
async function readKnown(
  client: ClientBase,
  event: TicketEvent,
): Promise<Known & { readonly done: { readonly sha256: Buffer; readonly outcome: Outcome } | undefined }> {
  const { rows } = await client.query<Row>(
    `SELECT inbox.sha256, inbox.outcome,
       (SELECT json_build_object('event', event, 'section', section, 'user', user_id, 'seats', seats, 'status', status)
        FROM ticketing.reservations WHERE id = $2) AS reservation,
       (SELECT json_build_object(
          'reservation', reservation, 'status', status, 'amount', amount, 'currency', currency)
        FROM ticketing.payments WHERE id = $3) AS payment,
       EXISTS (SELECT FROM ticketing.payments WHERE reservation = $2 AND status = 'captured') AS is_paid,
       EXISTS (SELECT FROM ticketing.seat_claims
               WHERE event = $4 AND section = $5 AND seat = ANY ($6)) AS is_taken
     FROM (SELECT) AS one_row LEFT JOIN ticketing.inbox ON event_id = $1`,
    [
      event.id,
      event.reservation,
      "payment" in event ? event.payment : null,
      event.event,
      event.section,
      "seats" in event ? event.seats : [],
    ],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("the database said nothing");
  const { sha256, outcome, reservation, payment } = row;
  return {
    done: sha256 === null || outcome === null ? undefined : { sha256, outcome },
    ...(reservation === null ? {} : { reservation }),
    ...(payment === null ? {} : { payment }),
    isPaid: row.is_paid,
    isTaken: row.is_taken,
  };
}

function statusOf({ reservation }: Known): ReservationStatus {
  if (reservation === undefined) throw new Error("an event was applied to a reservation that is not there");
  return reservation.status;
}
